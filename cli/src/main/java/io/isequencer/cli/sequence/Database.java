package io.isequencer.cli.sequence;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.cassandra.CassandraSession;
import io.isequencer.storage.postgres.PostgresDatabase;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** A database that holds partitions, of either kind, as the commands use it. */
public final class Database implements AutoCloseable {
    private final String place;
    private final Function<String, EventLog> logs;
    private final Function<String, SequenceStorage> storages;
    private final BinaryOperator<String> types;
    private final Runnable closing;

    private Database(
            String place,
            Function<String, EventLog> logs,
            Function<String, SequenceStorage> storages,
            BinaryOperator<String> types,
            Runnable closing) {
        this.place = place;
        this.logs = logs;
        this.storages = storages;
        this.types = types;
        this.closing = closing;
    }

    static Database of(String place, PostgresDatabase database) {
        return new Database(place, database::log, database::storage, database::declare, database::close);
    }

    static Database of(String place, CassandraSession session) {
        return new Database(place, session::log, session::storage, session::declare, session::close);
    }

    /** Where it is, as a line for the user: without what may be secret. */
    public String place() {
        return place;
    }

    public EventLog log(String partition) {
        return logs.apply(partition);
    }

    public SequenceStorage storage(String partition) {
        return storages.apply(partition);
    }

    /** Declares the types of a partition for good; the first one's words stay, and are returned. */
    String declare(String partition, String sealedTypes) {
        return types.apply(partition, sealedTypes);
    }

    @Override
    public void close() {
        closing.run();
    }
}
