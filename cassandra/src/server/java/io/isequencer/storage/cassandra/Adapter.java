package io.isequencer.storage.cassandra;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.util.Locale;
import java.util.function.BiFunction;

/** What is between an owner and the cluster: as it should be, or with a planted defect. */
enum Adapter {
    RIGHT(CassandraSession::log, CassandraSession::storage),
    LOOKS_THEN_WRITES(PlantedLogs.LooksThenWrites::new, CassandraSession::storage),
    RETRIES_BLINDLY(PlantedLogs.RetriesBlindly::new, CassandraSession::storage),
    LAST_WRITER_WINS(CassandraSession::log, PlantedStorages.LastWriterWins::new),
    READS_AT_ONE(CassandraSession::log, PlantedStorages.ReadsAtOne::new);

    private final BiFunction<CassandraSession, String, EventLog> log;
    private final BiFunction<CassandraSession, String, SequenceStorage> storage;

    Adapter(
            BiFunction<CassandraSession, String, EventLog> log,
            BiFunction<CassandraSession, String, SequenceStorage> storage) {
        this.log = log;
        this.storage = storage;
    }

    EventLog log(CassandraSession session, String partition) {
        return log.apply(session, partition);
    }

    SequenceStorage storage(CassandraSession session, String partition) {
        return storage.apply(session, partition);
    }

    /** As {@code reads-at-one}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Adapter ofId(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
