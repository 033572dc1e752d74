package io.isequencer.storage.postgres;

import io.isequencer.api.StorageException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/**
 * The connections of a database: one per call under way, kept for the next call, dropped when something is wrong with them.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Errors:</i> {@link StorageException}, definite if the server refused the statement or was never asked.
 * </ul>
 */
final class Connections implements AutoCloseable {
    private static final String BEGAN_US = "(extract(epoch FROM backend_start) * 1000000)::bigint";
    private static final int MAX_IDLE = 16;
    private static final int MAX_REPEATS = 1_000;
    private static final long REPEAT_PAUSE_US = 200;

    private final String url;
    private final Properties properties = new Properties();
    private final Deque<Lease> idle = new ArrayDeque<>();
    private boolean closed;

    Connections(String url, Properties given, String isolation) {
        this.url = url;
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("socketTimeout", "30");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "isequencer");
        properties.putAll(given);
        // Asked for by each connection as it begins: no round trip.
        properties.setProperty(
                "options",
                given.getProperty("options", "") + " -c default_transaction_isolation=" + isolation.replace(" ", "\\ ")
                        + " -c synchronous_commit=on");
    }

    /**
     * Who serves a connection in the server. Process ids come again: the time at which it began does not.
     *
     * @param beganUs in microseconds since 1970
     */
    record Backend(long pid, long beganUs) {}

    /** A connection while it is in use, and who serves it there. */
    record Lease(Connection connection, Backend backend) {
        Array array(String type, Object elements) throws SQLException {
            return connection.unwrap(PGConnection.class).createArrayOf(type, elements);
        }
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Lease lease) throws SQLException;
    }

    /** Finds the outcome of a call whose connection was lost. */
    @FunctionalInterface
    interface Doubt<T> {
        /** @param backend who served the call, and may be doing so still */
        T resolve(Backend backend, StorageException failure);
    }

    /**
     * Makes a call that does no harm if it is made twice: if its connection is lost, it is made once more. A connection
     * that was idle for long is often found dead, and the server is well.
     */
    <T> T repeatable(String what, Work<T> work) {
        return call(what, work, (backend, lost) -> {
            try {
                return call(what, work, (again, failure) -> {
                    throw failure;
                });
            } catch (StorageException e) {
                // Whatever is known of the second time, the first one may have had its effect.
                throw e.definite() ? new StorageException(e.getMessage(), false, e) : e;
            }
        });
    }

    /** Makes a call; if its connection is lost, {@code doubt} finds the outcome. */
    <T> T call(String what, Work<T> work, Doubt<T> doubt) {
        for (int repeats = 0; ; repeats++) {
            Lease lease = take(what);
            try {
                T result = work.with(lease);
                giveBack(lease);
                return result;
            } catch (SQLException e) {
                drop(lease);
                if (Failures.asksForRepetition(e) && repeats < MAX_REPEATS) {
                    // The transaction was rolled back as one of several that cannot be put in an order.
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(REPEAT_PAUSE_US * (1 + repeats % 10)));
                } else if (Failures.isDefinite(e)) {
                    throw failure(what, e, true);
                } else {
                    dropIdle();
                    return doubt.resolve(lease.backend(), failure(what, e, false));
                }
            } catch (RuntimeException | Error e) {
                drop(lease);
                throw e;
            }
        }
    }

    private Lease take(String what) {
        synchronized (this) {
            if (closed) {
                throw new StorageException("database must be open: closed=true, url=" + shownUrl(), true);
            }
            Lease lease = idle.pollLast();
            if (lease != null) {
                return lease;
            }
        }
        try {
            return connect();
        } catch (SQLException e) {
            throw failure(what, e, true);
        }
    }

    private Lease connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try (Statement statement = connection.createStatement();
                ResultSet self = statement.executeQuery(
                        "SELECT pid, " + BEGAN_US + " FROM pg_stat_activity WHERE pid = pg_backend_pid()")) {
            self.next();
            return new Lease(connection, new Backend(self.getLong(1), self.getLong(2)));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void giveBack(Lease lease) {
        synchronized (this) {
            if (!closed && idle.size() < MAX_IDLE) {
                idle.addLast(lease);
                return;
            }
        }
        drop(lease);
    }

    /** Where one connection is broken, those that wait likely are too. */
    private void dropIdle() {
        Deque<Lease> dropped;
        synchronized (this) {
            dropped = new ArrayDeque<>(idle);
            idle.clear();
        }
        dropped.forEach(Connections::drop);
    }

    private static void drop(Lease lease) {
        try {
            lease.connection().close();
        } catch (SQLException e) {
            // It is broken already.
        }
    }

    /**
     * Ends a backend that may still be serving a lost connection, and waits until it is gone: from then on, what it did is
     * there, and it does no more.
     *
     * @return whether it is gone
     */
    boolean isGone(Backend backend, int looks) throws SQLException {
        Lease lease = connect();
        try (Statement statement = lease.connection().createStatement()) {
            for (int i = 0; i < looks; i++) {
                try (ResultSet found =
                        statement.executeQuery("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = "
                                + backend.pid() + " AND " + BEGAN_US + " = " + backend.beganUs())) {
                    if (!found.next()) {
                        return true;
                    }
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            return false;
        } finally {
            drop(lease);
        }
    }

    StorageException failure(String what, SQLException cause, boolean definite) {
        return new StorageException(
                "database must answer: call=" + what + ", sqlState=" + cause.getSQLState() + ", url=" + shownUrl()
                        + ", cause=" + firstLine(cause),
                definite,
                cause);
    }

    private static String firstLine(SQLException cause) {
        String message = cause instanceof PSQLException refusal && refusal.getServerErrorMessage() != null
                ? refusal.getServerErrorMessage().getMessage()
                : cause.getMessage();
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    /** Without the parameters, which may hold a password. */
    private String shownUrl() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        dropIdle();
    }
}
