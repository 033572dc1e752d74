package io.isequencer.storage.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.isequencer.spi.ValueBatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Storages as they must not be. */
final class PlantedStorages {
    private PlantedStorages() {}

    /** Takes time stamps from the clock, as drivers do who are not told otherwise: the last write wins, not the highest. */
    static final class LastWriterWins extends CassandraSequenceStorage {
        LastWriterWins(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        BoundStatement raiseNumber(long wsId, int seqId, long number) {
            return session.bind(
                    "UPDATE %s.isequencer_numbers USING TIMESTAMP ? SET number = ?"
                            + " WHERE partition = ? AND bucket = ? AND ws_id = ? AND seq_id = ?",
                    ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()),
                    number,
                    partition,
                    Buckets.ofWorkspace(wsId),
                    wsId,
                    seqId);
        }
    }

    /** Looks whether its number is higher, and writes then. */
    static final class LooksThenWrites extends CassandraSequenceStorage {
        LooksThenWrites(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            ValueBatch higher = new ValueBatch();
            for (int i = 0; i < batch.size(); i++) {
                if (batch.number(i) > readNumber(batch.wsId(i), batch.seqId(i))) {
                    higher.add(batch.wsId(i), batch.seqId(i), batch.number(i));
                }
            }
            super.write(higher, checkpoint);
        }

        @Override
        BoundStatement raiseNumber(long wsId, int seqId, long number) {
            return new LastWriterWins(session, partition).raiseNumber(wsId, seqId, number);
        }
    }

    /** Stores the checkpoint first. */
    static final class CheckpointFirst extends CassandraSequenceStorage {
        CheckpointFirst(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            super.write(new ValueBatch(), checkpoint);
            super.write(batch, 0);
        }
    }

    /** Drops what a first request has no room for. */
    static final class DropsTheRest extends CassandraSequenceStorage {
        DropsTheRest(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            super.write(batch.slice(0, Math.min(100, batch.size())), checkpoint);
        }
    }

    /** Asks one replica, whichever is near. */
    static final class ReadsAtOne extends CassandraSequenceStorage {
        ReadsAtOne(CassandraSession session, String partition) {
            super(session, partition);
        }

        @Override
        BoundStatement read(BoundStatement select) {
            return super.read(select).setConsistencyLevel(ConsistencyLevel.ONE);
        }
    }
}
