package io.isequencer.storage.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.isequencer.api.StorageException;
import io.isequencer.spi.LogEvent;
import java.util.UUID;

/** Logs as they must not be, and one that is as it should be but loses answers. */
final class PlantedLogs {
    private PlantedLogs() {}

    /** Every third answer of an insert does not come; the insert was done. */
    static class LosesAnswers extends CassandraEventLog {
        private int inserts;

        LosesAnswers(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        UUID insert(LogEvent event, UUID writer) {
            UUID standing = super.insert(event, writer);
            if (++inserts % 3 == 0) {
                throw new StorageException("the answer is lost: plogOffset=" + event.plogOffset(), false);
            }
            return standing;
        }
    }

    /** What was not answered is sent again as if it were another event. */
    static final class RetriesBlindly extends LosesAnswers {
        RetriesBlindly(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        AppendResult send(LogEvent event) {
            while (true) {
                UUID writer = UUID.randomUUID();
                try {
                    return insert(event, writer).equals(writer) ? AppendResult.APPENDED : AppendResult.CONFLICT;
                } catch (StorageException e) {
                    // Again.
                }
            }
        }
    }

    /** Believes that what was not answered did not happen. */
    static final class TakesUnknownForNo extends LosesAnswers {
        TakesUnknownForNo(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        AppendResult send(LogEvent event) {
            UUID writer = UUID.randomUUID();
            try {
                return insert(event, writer).equals(writer) ? AppendResult.APPENDED : AppendResult.CONFLICT;
            } catch (StorageException e) {
                throw new StorageException(e.getMessage(), true, e);
            }
        }
    }

    /** Looks whether the offset is free, and writes then. */
    static final class LooksThenWrites extends CassandraEventLog {
        LooksThenWrites(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        UUID insert(LogEvent event, UUID writer) {
            UUID standing = writerAt(event.plogOffset());
            if (standing != null) {
                return standing;
            }
            BoundStatement insert = bind(VALUES, event, writer);
            session.execute("append", insert);
            return writer;
        }
    }

    /** Reads what a majority knows, and leaves alone what it has agreed to and does not know yet. */
    static final class LeavesRoundsOpen extends CassandraEventLog {
        LeavesRoundsOpen(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        LogEvent decided(long plogOffset) {
            Row row = session.one("scan, end", session.bind(EVENT, partition, Buckets.ofEvent(plogOffset), plogOffset));
            return row == null ? null : event(row);
        }
    }
}
