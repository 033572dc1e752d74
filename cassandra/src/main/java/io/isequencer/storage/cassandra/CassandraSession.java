package io.isequencer.storage.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;

/**
 * A Cassandra keyspace that holds partitions: their numbers, checkpoints and logs, in tables that all share.
 *
 * <pre>
 *   isequencer_numbers      partition, bucket, ws_id, seq_id -> number    the last-used number of each key
 *   isequencer_checkpoints  partition -> checkpoint
 *   isequencer_partitions   partition -> types         what the application declared of it, if it did
 *   isequencer_plog         partition, bucket, plog_offset -> the event, and who wrote it
 * </pre>
 *
 * <p>{@code ws_id} is unsigned: as a bigint, workspaces from 2^63 on are negative. A keyspace or a table that is missing
 * is made. Nobody else may write or delete rows: a deletion has the time of a clock, and hides every number below it.
 *
 * <p>Numbers and checkpoints are written and read with {@code QUORUM}; events are appended with {@code SERIAL} and committed
 * with {@code QUORUM}. Whatever the driver's configuration says of consistency and of the protocol's version, these hold.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; any number of processes may use the same partition.
 *   <li><i>Durability:</i> what has returned is on a majority of the replicas, each of which has synced its commit log.
 *   <li><i>Errors:</i> {@link StorageException}. A message never holds a password.
 *   <li><i>Units:</i> no call waits longer than {@value #CALL_SECONDS} seconds for an answer.
 * </ul>
 */
public final class CassandraSession implements AutoCloseable {
    private static final int CALL_SECONDS = 10;
    private static final int CALLS_AT_ONCE = 16;

    private final CqlSession session;
    private final String keyspace;
    private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();

    private CassandraSession(CqlSession session, String keyspace) {
        this.session = session;
        this.keyspace = keyspace;
    }

    /**
     * Connects, and makes keyspace and tables if they are missing.
     *
     * @throws StorageException as well if a node is forgetful and that was not accepted
     */
    public static CassandraSession open(CassandraParams params) {
        return open(params, Schema::make);
    }

    /**
     * Connects to a keyspace that holds partitions already, for those who only read: nothing is made.
     *
     * @throws StorageException as well if the keyspace or a table is missing
     */
    public static CassandraSession openExisting(CassandraParams params) {
        return open(params, Schema::requireMade);
    }

    private static CassandraSession open(CassandraParams params, BiConsumer<Schema, CqlSession> prepare) {
        CqlSession session;
        try {
            session = builder(params).build();
        } catch (RuntimeException e) {
            // Nothing was asked for yet.
            StorageException failure = Failures.of("connect", e);
            throw new StorageException(failure.getMessage(), true, failure);
        }
        try {
            if (!params.forgetfulNodes()) {
                CommitLogs.requireSynced(session);
            }
            prepare.accept(new Schema(params.keyspace(), params.replicas()), session);
            return new CassandraSession(session, params.keyspace());
        } catch (RuntimeException e) {
            session.close();
            throw Failures.of("schema", e);
        }
    }

    private static CqlSessionBuilder builder(CassandraParams params) {
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(config(params.keyspace()))
                .addContactPoints(params.contactPoints());
        return params.user() == null ? builder : builder.withAuthCredentials(params.user(), params.password());
    }

    private static DriverConfigLoader config(String keyspace) {
        ProgrammaticDriverConfigLoaderBuilder config = DriverConfigLoader.programmaticBuilder()
                // From V5 on the driver takes the time-out of a conditional write for a broken connection.
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "QUORUM")
                .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "SERIAL")
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, false)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(CALL_SECONDS))
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(CALL_SECONDS))
                .withDuration(DefaultDriverOption.CONNECTION_SET_KEYSPACE_TIMEOUT, Duration.ofSeconds(CALL_SECONDS))
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(CALL_SECONDS))
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, Duration.ofSeconds(CALL_SECONDS))
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, Duration.ofSeconds(30))
                // Time stamps are the numbers' and Paxos's own.
                .withString(DefaultDriverOption.TIMESTAMP_GENERATOR_CLASS, "ServerSideTimestampGenerator")
                // A node that hangs is noticed, and one that is back is asked again soon.
                .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, Duration.ofSeconds(2))
                .withDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT, Duration.ofSeconds(2))
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, List.of(keyspace))
                // The data centre is that of the contact points.
                .withString(DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, "DcInferringLoadBalancingPolicy");
        return config.build();
    }

    /**
     * Declares what belongs to a partition for good, as its types; the first one's words stay.
     *
     * @return what is declared
     */
    public String declare(String partition, String types) {
        Row other = one(
                "declare",
                bind(
                        "INSERT INTO %s.isequencer_partitions (partition, types) VALUES (?, ?) IF NOT EXISTS",
                        partition, types));
        return other.getBoolean("[applied]") ? types : other.getString("types");
    }

    /** The numbers of a partition. To close them leaves the session open. */
    public SequenceStorage storage(String partition) {
        return new CassandraSequenceStorage(this, partition);
    }

    /** The log of a partition. To close it leaves the session open. */
    public EventLog log(String partition) {
        return new CassandraEventLog(this, partition);
    }

    /** Closes all connections. Its storages and logs must be closed before. */
    @Override
    public void close() {
        session.close();
    }

    /** @param cql whose table has {@code %s} in place of the keyspace */
    BoundStatement bind(String cql, Object... values) {
        Objects.requireNonNull(cql);
        return prepared.computeIfAbsent(cql, this::prepare).bind(values);
    }

    private PreparedStatement prepare(String cql) {
        try {
            return session.prepare(SimpleStatement.newInstance(cql.replace("%s", keyspace)));
        } catch (RuntimeException e) {
            throw Failures.of("prepare", e);
        }
    }

    ResultSet execute(String what, Statement<?> statement) {
        try {
            return session.execute(statement);
        } catch (RuntimeException e) {
            throw Failures.of(what, e);
        }
    }

    /** The first row, or null. */
    Row one(String what, Statement<?> statement) {
        return next(what, execute(what, statement));
    }

    /** The next row, which may have to be fetched, or null. */
    Row next(String what, ResultSet rows) {
        try {
            return rows.one();
        } catch (RuntimeException e) {
            throw Failures.of(what, e);
        }
    }

    /** Runs statements side by side; when it returns, or throws, all of them have been answered. */
    void executeAll(String what, List<? extends Statement<?>> statements) {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int from = 0; from < statements.size() && failures.isEmpty(); from += CALLS_AT_ONCE) {
            List<? extends Statement<?>> some =
                    statements.subList(from, Math.min(from + CALLS_AT_ONCE, statements.size()));
            Semaphore answers = new Semaphore(0);
            for (Statement<?> each : some) {
                executeAsync(each, failures, answers);
            }
            answers.acquireUninterruptibly(some.size());
        }
        if (!failures.isEmpty()) {
            StorageException failure = Failures.of(what, failures.element());
            // Others of them may have had their effect.
            throw failure.definite() && statements.size() > 1
                    ? new StorageException(failure.getMessage(), false, failure)
                    : failure;
        }
    }

    private void executeAsync(Statement<?> statement, Queue<Throwable> failures, Semaphore answers) {
        try {
            session.executeAsync(statement).whenComplete((rows, failure) -> {
                if (failure != null) {
                    failures.add(failure);
                }
                answers.release();
            });
        } catch (RuntimeException e) {
            failures.add(e);
            answers.release();
        }
    }

    static BoundStatement serial(BoundStatement statement) {
        return statement.setConsistencyLevel(ConsistencyLevel.SERIAL);
    }
}
