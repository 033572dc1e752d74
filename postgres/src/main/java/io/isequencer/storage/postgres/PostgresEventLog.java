package io.isequencer.storage.postgres;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/**
 * The PLog of a partition in PostgreSQL.
 *
 * <p>An append is one statement: the row is inserted if the one before it is there and none is at its place. Whoever comes
 * second waits for the first one's transaction and is then refused by the primary key, so {@code READ COMMITTED} is all
 * that it takes.
 *
 * <p>If the connection is lost during an append, the server may still be at work. Its backend is ended; when it is gone,
 * a read decides: the row has the id of this append, or another one's, or there is none and never will be. Only if the
 * server cannot be asked, the outcome stays unknown.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; the visitor of a scan runs while no connection is in use.
 *   <li><i>Durability:</i> that of the database: what was appended is durable, {@link #sync} has nothing to do.
 *   <li><i>Errors:</i> {@link StorageException}.
 *   <li><i>Source:</i> rules R1 and R2 of {@code docs/protocol.md}.
 * </ul>
 */
final class PostgresEventLog implements EventLog {
    private static final String INSERT = """
            WITH before AS (
              SELECT ? = 1 OR EXISTS (SELECT FROM isequencer_plog WHERE partition = ? AND plog_offset = ?) AS there),
            appended AS (
              INSERT INTO isequencer_plog
                (partition, plog_offset, writer, ws_kind, ws_id, seq_ids, numbers, explicit, payload)
                SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? FROM before WHERE there
                ON CONFLICT (partition, plog_offset) DO NOTHING RETURNING 1)
            """;
    private static final String RESULT = " SELECT (SELECT count(*) FROM appended), there FROM before";
    private static final String IF_APPENDED = "EXISTS (SELECT FROM appended)";
    private static final String ALONE = INSERT + RESULT;
    private static final String WITH_NUMBERS = INSERT
            + ", raised AS (" + String.format(Locale.ROOT, PostgresStorage.RAISE_NUMBERS, IF_APPENDED) + ")"
            + ", covered AS (" + String.format(Locale.ROOT, PostgresStorage.RAISE_CHECKPOINT, IF_APPENDED) + ")"
            + RESULT;

    /** As many events as are asked for, but no more bytes: the first one is always among them. */
    private static final String PAGE = """
            SELECT plog_offset, ws_kind, ws_id, seq_ids, numbers, explicit, payload FROM (
              SELECT *, sum(octet_length(payload)) OVER (ORDER BY plog_offset) - octet_length(payload) AS bytes_before
              FROM (SELECT * FROM isequencer_plog WHERE partition = ? AND plog_offset >= ? AND plog_offset < ?) AS page)
              AS measured
              WHERE bytes_before < ? ORDER BY plog_offset
            """;

    private static final int PAGE_EVENTS = 500;
    private static final long PAGE_BYTES = 16L << 20;
    private static final int LOOKS_FOR_BACKEND = 500;

    private final Connections connections;
    private final String partition;
    private final boolean withNumbers;
    private volatile boolean closed;

    PostgresEventLog(Connections connections, String partition, boolean withNumbers) {
        this.connections = connections;
        this.partition = Objects.requireNonNull(partition, "partition");
        this.withNumbers = withNumbers;
    }

    @Override
    public AppendResult append(Event event) {
        requireOpen();
        long plogOffset = Limits.requirePlogOffset(event.plogOffset());
        // The event is the caller's: what is repeated, or decided later, must be what was sent.
        LogEvent sent = LogEvent.copyOf(event);
        UUID writer = UUID.randomUUID();
        Connections.Work<AppendResult> insert = lease -> insert(lease, sent, writer);
        AppendResult result = connections.call("append", insert, (backend, lost) -> {
            AppendResult decided = decide(plogOffset, writer, backend, lost);
            // It may be sent again because it surely did nothing, and does nothing any more.
            return decided != null ? decided : sendAgain(plogOffset, writer, insert);
        });
        if (result == null) {
            throw new IllegalArgumentException(
                    "plogOffset must be <= end of the log: plogOffset=" + plogOffset + ", end=" + end());
        }
        return result;
    }

    /** Null if it would leave a hole. */
    private AppendResult insert(Connections.Lease lease, LogEvent event, UUID writer) throws SQLException {
        Values values = Values.of(event);
        Boolean[] explicit = new Boolean[event.size()];
        for (int i = 0; i < explicit.length; i++) {
            explicit[i] = event.explicit(i);
        }
        try (PreparedStatement insert = lease.connection().prepareStatement(withNumbers ? WITH_NUMBERS : ALONE)) {
            insert.setLong(1, event.plogOffset());
            insert.setString(2, partition);
            insert.setLong(3, event.plogOffset() - 1);
            insert.setString(4, partition);
            insert.setLong(5, event.plogOffset());
            insert.setObject(6, writer);
            insert.setInt(7, event.wsKind());
            insert.setLong(8, event.wsId());
            insert.setArray(9, lease.array("int4", values.seqIds()));
            insert.setArray(10, lease.array("int8", values.numbers()));
            insert.setArray(11, lease.array("bool", explicit));
            insert.setBytes(12, event.payload());
            if (withNumbers) {
                int next = values.set(lease, insert, partition, 13);
                insert.setString(next, partition);
                insert.setLong(next + 1, event.plogOffset() + 1);
            }
            try (ResultSet result = insert.executeQuery()) {
                result.next();
                if (result.getLong(1) == 1) {
                    return AppendResult.APPENDED;
                }
                return result.getBoolean(2) ? AppendResult.CONFLICT : null;
            }
        }
    }

    private AppendResult sendAgain(long plogOffset, UUID writer, Connections.Work<AppendResult> insert) {
        return connections.call("append", insert, (backend, lost) -> {
            AppendResult decided = decide(plogOffset, writer, backend, lost);
            if (decided == null) {
                throw new StorageException(
                        "append must reach the database, it did not: plogOffset=" + plogOffset, true, lost);
            }
            return decided;
        });
    }

    /** The outcome of an append, or null if it had no effect, nor will. */
    private AppendResult decide(long plogOffset, UUID writer, Connections.Backend backend, StorageException failure) {
        UUID standing;
        try {
            if (!connections.isGone(backend, LOOKS_FOR_BACKEND)) {
                throw failure;
            }
            standing = connections.repeatable("append, outcome", lease -> writerAt(lease, plogOffset));
        } catch (SQLException | StorageException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        if (standing == null) {
            return null;
        }
        return standing.equals(writer) ? AppendResult.APPENDED : AppendResult.CONFLICT;
    }

    private UUID writerAt(Connections.Lease lease, long plogOffset) throws SQLException {
        try (PreparedStatement select = lease.connection()
                .prepareStatement("SELECT writer FROM isequencer_plog WHERE partition = ? AND plog_offset = ?")) {
            select.setString(1, partition);
            select.setLong(2, plogOffset);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getObject(1, UUID.class) : null;
            }
        }
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        requireOpen();
        Limits.requireAtLeast("fromOffset", 1, fromOffset);
        long next = fromOffset;
        while (true) {
            List<LogEvent> page = page(next);
            if (page.isEmpty()) {
                return true;
            }
            for (LogEvent event : page) {
                if (!visitor.visit(event)) {
                    return false;
                }
            }
            next += page.size();
        }
    }

    /** The events from an offset on: some, or none at the end. */
    private List<LogEvent> page(long from) {
        return connections.repeatable("scan", lease -> {
            try (PreparedStatement select = lease.connection().prepareStatement(PAGE)) {
                select.setString(1, partition);
                select.setLong(2, from);
                select.setLong(3, from > Long.MAX_VALUE - PAGE_EVENTS ? Long.MAX_VALUE : from + PAGE_EVENTS);
                select.setLong(4, PAGE_BYTES);
                List<LogEvent> events = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        events.add(event(rows));
                    }
                }
                return events;
            }
        });
    }

    private static LogEvent event(ResultSet row) throws SQLException {
        LogEvent.Builder event = LogEvent.builder(row.getLong(1), row.getInt(2), row.getLong(3));
        Integer[] seqIds = (Integer[]) elements(row.getArray(4));
        Long[] numbers = (Long[]) elements(row.getArray(5));
        Boolean[] explicit = (Boolean[]) elements(row.getArray(6));
        for (int i = 0; i < seqIds.length; i++) {
            event.add(seqIds[i], numbers[i], explicit[i]);
        }
        return event.payload(row.getBytes(7)).build();
    }

    private static Object elements(Array array) throws SQLException {
        return array.getArray();
    }

    /** What was appended is durable. */
    @Override
    public void sync(long belowOffset) {
        requireOpen();
    }

    @Override
    public long end() {
        requireOpen();
        return connections.repeatable("end", lease -> {
            try (PreparedStatement select = lease.connection()
                    .prepareStatement(
                            "SELECT coalesce(max(plog_offset), 0) FROM isequencer_plog WHERE partition = ?")) {
                select.setString(1, partition);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getLong(1) + 1;
                }
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new StorageException("log must be open: closed=true, partition=" + partition, true);
        }
    }
}
