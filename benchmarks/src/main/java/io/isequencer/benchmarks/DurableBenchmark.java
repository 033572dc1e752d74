package io.isequencer.benchmarks;

import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.storage.directory.OpenPartition;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One number that survives a power failure once the call returns: ours, and what a user might take instead. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DurableBenchmark {
    private static final int WORKSPACES = 1_000;
    private static final int SEQ_ID = 1;
    private static final byte[] NO_PAYLOAD = {};

    /** A partition in a directory. */
    @State(Scope.Thread)
    public static class Directory {
        private final Workspaces workspaces = new Workspaces(WORKSPACES);
        private Path directory;
        private SequencerRuntime runtime;
        private OpenPartition partition;

        @Setup
        public void open() throws IOException {
            directory = Scratch.create();
            runtime = SequencerRuntime.create();
            partition = PartitionDirectory.open(runtime, directory.resolve("data"));
        }

        @TearDown
        public void close() throws IOException {
            partition.close();
            runtime.close();
            Scratch.delete(directory);
        }
    }

    /** A map in a file. */
    @State(Scope.Thread)
    public static class MvStore {
        private final Workspaces workspaces = new Workspaces(WORKSPACES);
        private Path directory;
        private MVStore store;
        private MVMap<Long, Long> map;

        @Setup
        public void open() throws IOException {
            directory = Scratch.create();
            store = new MVStore.Builder()
                    .fileName(directory.resolve("counters.mv").toString())
                    .autoCommitDisabled()
                    .open();
            map = store.openMap("counters");
        }

        @TearDown
        public void close() throws IOException {
            store.close();
            Scratch.delete(directory);
        }
    }

    /** A connection to a server that runs already. */
    @State(Scope.Thread)
    public static class Postgres {
        /** Of JDBC. */
        @Param("")
        public String url;

        private final Workspaces workspaces = new Workspaces(WORKSPACES);
        private Connection connection;
        private PreparedStatement update;
        private PreparedStatement next;

        @Setup
        public void open() throws SQLException {
            connection = DriverManager.getConnection(url, PostgresServer.properties());
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS counters");
                statement.execute("CREATE TABLE counters (ws_id bigint PRIMARY KEY, number bigint NOT NULL)");
                statement.execute(
                        "INSERT INTO counters SELECT id, 0 FROM generate_series(1, " + WORKSPACES + ") AS id");
                statement.execute("CREATE SEQUENCE IF NOT EXISTS numbers");
                statement.execute("VACUUM ANALYZE counters");
            }
            update = connection.prepareStatement(
                    "UPDATE counters SET number = number + 1 WHERE ws_id = ? RETURNING number");
            next = connection.prepareStatement("SELECT nextval('numbers')");
        }

        @TearDown
        public void close() throws SQLException {
            connection.close();
        }

        private long number(PreparedStatement statement) throws SQLException {
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    /** An event of one number, in the log and synced. */
    @Benchmark
    public long commit(Directory state) throws InterruptedException {
        return state.partition
                .commit(1, state.workspaces.draw(), transaction -> {
                    transaction.next(SEQ_ID);
                    return NO_PAYLOAD;
                })
                .number(0);
    }

    @Benchmark
    public long mvStore(MvStore state) {
        long wsId = state.workspaces.draw();
        long number = state.map.getOrDefault(wsId, 0L) + 1;
        state.map.put(wsId, number);
        state.store.commit();
        state.store.sync();
        return number;
    }

    /** A transaction of one statement on a row of a thousand. */
    @Benchmark
    public long postgresRow(Postgres state) throws SQLException {
        state.update.setLong(1, state.workspaces.draw());
        return state.number(state.update);
    }

    /** A number of the one sequence: the server writes its log once for 32 of them, and after a crash skips the rest. */
    @Benchmark
    public long postgresSequence(Postgres state) throws SQLException {
        return state.number(state.next);
    }
}
