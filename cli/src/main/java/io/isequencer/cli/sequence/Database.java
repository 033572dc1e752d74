package io.isequencer.cli.sequence;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.cassandra.CassandraSession;
import io.isequencer.storage.postgres.PostgresDatabase;

/** A database that holds partitions, of either kind, as the commands use it. */
public interface Database extends AutoCloseable {
    /** Where it is, as a line for the user: without what may be secret. */
    String place();

    EventLog log(String partition);

    SequenceStorage storage(String partition);

    /** Declares the types of a partition for good; the first one's words stay, and are returned. */
    String declare(String partition, String types);

    @Override
    void close();

    static Database of(String place, PostgresDatabase database) {
        return new Database() {
            @Override
            public String place() {
                return place;
            }

            @Override
            public EventLog log(String partition) {
                return database.log(partition);
            }

            @Override
            public SequenceStorage storage(String partition) {
                return database.storage(partition);
            }

            @Override
            public String declare(String partition, String types) {
                return database.declare(partition, types);
            }

            @Override
            public void close() {
                database.close();
            }
        };
    }

    static Database of(String place, CassandraSession session) {
        return new Database() {
            @Override
            public String place() {
                return place;
            }

            @Override
            public EventLog log(String partition) {
                return session.log(partition);
            }

            @Override
            public SequenceStorage storage(String partition) {
                return session.storage(partition);
            }

            @Override
            public String declare(String partition, String types) {
                return session.declare(partition, types);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }
}
