package io.isequencer.storage.postgres;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * A PostgreSQL database that holds partitions: their numbers, checkpoints and logs, in tables that all share.
 *
 * <pre>
 *   isequencer_numbers      partition, ws_id, seq_id -> number   the last-used number of each key
 *   isequencer_checkpoints  partition -> checkpoint
 *   isequencer_partitions   partition -> types       what the application declared of it, if it did
 *   isequencer_plog         partition, plog_offset -> the event, and who wrote it
 * </pre>
 *
 * <p>{@code ws_id} is unsigned: as a bigint, workspaces from 2^63 on are negative. The tables are made in the first schema
 * of the search path if they are not there.
 *
 * <p>Connections are opened as they are needed, one per call at a time, and kept for the next call. All statements are run
 * in {@code READ COMMITTED} with {@code synchronous_commit=on}, whatever the server's defaults are.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; any number of processes may use the same partition.
 *   <li><i>Durability:</i> what has returned is durable.
 *   <li><i>Errors:</i> {@link StorageException}. A message never holds a password.
 * </ul>
 */
public final class PostgresDatabase implements AutoCloseable {
    /** Any number; whoever makes these tables takes it. */
    private static final long SCHEMA_LOCK = 0x6953_6571L;

    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE IF NOT EXISTS isequencer_numbers (
              partition text NOT NULL, ws_id bigint NOT NULL, seq_id integer NOT NULL,
              number bigint NOT NULL CHECK (number > 0),
              PRIMARY KEY (partition, ws_id, seq_id))
            """, """
            CREATE TABLE IF NOT EXISTS isequencer_partitions (partition text PRIMARY KEY, types text NOT NULL)
            """, """
            CREATE TABLE IF NOT EXISTS isequencer_checkpoints (
              partition text PRIMARY KEY, checkpoint bigint NOT NULL CHECK (checkpoint > 0))
            """, """
            CREATE TABLE IF NOT EXISTS isequencer_plog (
              partition text NOT NULL, plog_offset bigint NOT NULL CHECK (plog_offset > 0),
              writer uuid NOT NULL, ws_kind integer NOT NULL, ws_id bigint NOT NULL,
              seq_ids integer[] NOT NULL, numbers bigint[] NOT NULL, explicit boolean[] NOT NULL,
              payload bytea NOT NULL,
              PRIMARY KEY (partition, plog_offset))
            """);

    private static final String DECLARE =
            "INSERT INTO isequencer_partitions VALUES (?, ?) ON CONFLICT (partition) DO NOTHING";

    private final Connections connections;

    private PostgresDatabase(Connections connections) {
        this.connections = connections;
    }

    /**
     * Connects, and makes the tables if they are missing.
     *
     * @param url as {@code jdbc:postgresql://host:port/database}
     * @param properties of the driver: {@code user} and {@code password} above all; what is not among them gets a value
     *     with which no call hangs forever
     */
    public static PostgresDatabase open(String url, Properties properties) {
        return open(url, properties, "read committed");
    }

    static PostgresDatabase open(String url, Properties properties, String isolation) {
        Objects.requireNonNull(url, "url");
        Connections connections = new Connections(url, properties, isolation);
        try {
            connections.repeatable("schema", PostgresDatabase::makeTables);
            return new PostgresDatabase(connections);
        } catch (RuntimeException | Error failure) {
            connections.close();
            throw failure;
        }
    }

    private static Void makeTables(Connections.Lease lease) throws SQLException {
        try (Statement statement = lease.connection().createStatement()) {
            // Two that make them at once would fail: IF NOT EXISTS looks before it leaps. The lock ends with the batch.
            statement.execute("BEGIN; SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + "); " + String.join("; ", SCHEMA)
                    + "; COMMIT");
            return null;
        }
    }

    /**
     * Declares what belongs to a partition for good, as its types; the first one's words stay.
     *
     * @return what is declared
     */
    public String declare(String partition, String types) {
        return connections.repeatable("declare", lease -> {
            try (PreparedStatement insert = lease.connection().prepareStatement(DECLARE);
                    PreparedStatement select = lease.connection()
                            .prepareStatement("SELECT types FROM isequencer_partitions WHERE partition = ?")) {
                insert.setString(1, partition);
                insert.setString(2, types);
                insert.executeUpdate();
                select.setString(1, partition);
                try (ResultSet declared = select.executeQuery()) {
                    declared.next();
                    return declared.getString(1);
                }
            }
        });
    }

    /** The numbers of a partition. To close them leaves the database open. */
    public SequenceStorage storage(String partition) {
        return new PostgresStorage(connections, partition);
    }

    /** The log of a partition. To close it leaves the database open. */
    public EventLog log(String partition) {
        return new PostgresEventLog(connections, partition, false);
    }

    /**
     * The log of a partition, whose appends store the event's numbers and the checkpoint behind it too, in the same
     * transaction: a restart has nothing to scan. The flusher's writes come after it all the same, and change nothing.
     */
    public EventLog logWithNumbers(String partition) {
        return new PostgresEventLog(connections, partition, true);
    }

    /** Closes all connections. Its storages and logs must be closed before. */
    @Override
    public void close() {
        connections.close();
    }
}
