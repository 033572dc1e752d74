package io.isequencer.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.Batches;
import io.isequencer.storage.contract.InThreads;
import io.isequencer.storage.contract.SampleEvents;
import io.isequencer.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What goes wrong around a database: the server is killed, its disk is full, it ends a call, it knows no such user. */
@Tag("slow")
class PostgresFailuresTest {
    private static final int LARGE_BYTES = 1 << 20;
    private static final int MAX_FILE_KIB = 20_480;
    private static final int LOOKS = 12_000;

    @Test
    void whatWasAppendedOutlivesAKillOfTheServerUnderLoad() throws Exception {
        try (Served served = new Served(this, "read committed");
                EventLog log = served.database().log(served.partition("kill"))) {
            List<LogEvent> appended = new ArrayList<>();
            AtomicInteger calls = new AtomicInteger();
            InThreads.run(2, thread -> {
                if (thread == 1) {
                    while (calls.get() < 50) {
                        Thread.sleep(1);
                    }
                    PostgresServer.shared().kill();
                    return;
                }
                try {
                    while (true) {
                        LogEvent event = SampleEvents.at(appended.size() + 1);
                        if (log.append(event) == AppendResult.APPENDED) {
                            appended.add(event);
                            calls.incrementAndGet();
                        }
                    }
                } catch (StorageException killed) {
                    assertTrue(appended.size() >= 50, killed::getMessage);
                }
            });
            PostgresServer.shared().start(0);
            List<LogEvent> standing = SampleEvents.scan(log, 1);
            assertEquals(appended, standing.subList(0, appended.size()));
            assertTrue(standing.size() <= appended.size() + 1, "one was under way: " + standing.size());
        }
    }

    @Test
    void whoCannotReachTheServerIsToldThatNothingHappened() {
        Served served = new Served(this, "read committed");
        SequenceStorage storage = served.database().storage(served.partition("gone"));
        storage.write(Batches.of(1, 1, 1), 1);
        PostgresServer.shared().kill();
        try {
            StorageException first = assertThrows(StorageException.class, () -> storage.write(Batches.of(1, 1, 2), 2));
            assertTrue(first.getMessage().contains("call=write"), first::getMessage);
            StorageException second = assertThrows(StorageException.class, storage::readCheckpoint);
            assertTrue(second.definite(), second::getMessage);
        } finally {
            PostgresServer.shared().start(0);
        }
        assertEquals(1, storage.readCheckpoint());
        served.close();
    }

    @Test
    void aFullDiskIsADefiniteRefusalAndNoDamage() {
        PostgresServer server = PostgresServer.create(MAX_FILE_KIB);
        try (PostgresDatabase database = PostgresDatabase.open(server.url(), PostgresServer.properties());
                EventLog log = database.log("full")) {
            byte[] payload = new byte[LARGE_BYTES];
            new SplittableRandom(1).nextBytes(payload);
            StorageException refused = assertThrows(StorageException.class, () -> {
                for (long plogOffset = 1; plogOffset < 100; plogOffset++) {
                    log.append(
                            LogEvent.builder(plogOffset, 1, 1).payload(payload).build());
                }
            });
            long end = log.end();
            assertTrue(end > 5, refused::getMessage);
            AtomicInteger visited = new AtomicInteger();
            assertTrue(log.scan(1, event -> {
                assertEquals(LARGE_BYTES, event.payload().length);
                return visited.incrementAndGet() > 0;
            }));
            assertEquals(end - 1, visited.get());
            assertEquals(
                    AppendResult.APPENDED,
                    log.append(LogEvent.builder(end, 1, 1).build()),
                    "a small one has room");
        }
    }

    @Test
    void aCallThatTheServerEndsIsDecidedByARead() throws Exception {
        try (Served served = new Served(this, "read committed");
                EventLog log = served.database().log(served.partition("ended"));
                Connection other =
                        DriverManager.getConnection(PostgresServer.shared().url(), PostgresServer.properties());
                Statement statement = other.createStatement()) {
            SampleEvents.appendTo(log, 3);
            // Whoever inserts there waits for this transaction.
            other.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO isequencer_plog SELECT partition, 3, writer, ws_kind, ws_id, seq_ids, numbers,"
                            + " explicit, payload FROM isequencer_plog WHERE partition = '" + served.partition("ended")
                            + "' AND plog_offset = 2");
            InThreads.run(2, thread -> {
                if (thread == 0) {
                    assertEquals(AppendResult.APPENDED, log.append(SampleEvents.at(3)));
                } else {
                    endWaiting();
                    // The second try waits too, until nobody has the offset.
                    other.rollback();
                }
            });
            assertEquals(SampleEvents.range(1, 4), SampleEvents.scan(log, 1));
        }
    }

    /** The suites race under this isolation too; here the failure is there for sure. */
    @Test
    void aSerializationFailureIsRepeatedAndLowersNothing() throws Exception {
        try (Served served = new Served(this, "serializable");
                SequenceStorage storage = served.database().storage(served.partition("serial"));
                Connection other =
                        DriverManager.getConnection(PostgresServer.shared().url(), PostgresServer.properties());
                Statement statement = other.createStatement()) {
            storage.write(Batches.of(1, 1, 5), 1);
            long before = rollbacks(statement);
            other.setAutoCommit(false);
            statement.execute(
                    "UPDATE isequencer_numbers SET number = 9 WHERE partition = '" + served.partition("serial") + "'");
            InThreads.run(2, thread -> {
                if (thread == 0) {
                    storage.write(Batches.of(1, 1, 7), 2);
                } else {
                    whenOneWaits("pid");
                    // What the write has seen is outdated now: the server rolls it back.
                    other.commit();
                }
            });
            assertEquals(9, storage.readNumber(1, 1));
            assertEquals(2, storage.readCheckpoint());
            other.setAutoCommit(true);
            for (int looks = 0; looks < LOOKS && rollbacks(statement) == before; looks++) {
                Thread.sleep(10);
            }
            assertTrue(rollbacks(statement) > before, "the server rolled one back");
        }
    }

    private static long rollbacks(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(
                "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void endWaiting() throws SQLException, InterruptedException {
        whenOneWaits("pg_terminate_backend(pid)");
    }

    /** Has something done to the backend that waits for a lock, as soon as there is one. */
    private static void whenOneWaits(String done) throws SQLException, InterruptedException {
        try (Connection admin =
                        DriverManager.getConnection(PostgresServer.shared().url(), PostgresServer.properties());
                Statement statement = admin.createStatement()) {
            for (int looks = 0; looks < LOOKS; looks++) {
                try (ResultSet waiting = statement.executeQuery(
                        "SELECT " + done + " FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
                    if (waiting.next()) {
                        return;
                    }
                }
                Thread.sleep(10);
            }
        }
        throw new AssertionError("a call must wait for the other one's transaction");
    }

    @Test
    void manyMakeTheTablesAtOnce() throws Exception {
        try (Connection admin =
                        DriverManager.getConnection(PostgresServer.shared().url(), PostgresServer.properties());
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE fresh");
        }
        String url = PostgresServer.shared().url().replaceAll("postgres$", "fresh");
        InThreads.run(8, thread -> {
            try (PostgresDatabase database = PostgresDatabase.open(url, PostgresServer.properties())) {
                database.storage("p" + thread).write(Batches.of(1, 1, 1), 1);
            }
        });
    }

    @Test
    void aRefusedPasswordIsNotRepeated() {
        Properties properties = PostgresServer.properties();
        properties.setProperty("password", "a-wrong-one");
        String url = PostgresServer.shared().url() + "?password=another-secret";
        StorageException e = assertThrows(StorageException.class, () -> PostgresDatabase.open(url, properties));
        assertTrue(e.definite());
        assertTrue(e.getMessage().contains("sqlState=28P01"), e::getMessage);
        for (String secret : List.of("a-wrong-one", "another-secret", PostgresServer.PASSWORD)) {
            assertFalse(e.getMessage().contains(secret), e::getMessage);
        }
    }
}
