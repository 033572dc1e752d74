package io.isequencer.storage.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The PLog of a partition in Cassandra: a row per event, {@value Buckets#EVENTS} of them in a bucket.
 *
 * <p>An append is an insert-if-absent, which Cassandra decides by Paxos. An answer that does not come means that nobody knows:
 * a round that was begun may be finished by whoever comes next. So each append has an id of its own, a {@code SERIAL} read
 * finishes what is open, and the id that stands at the offset tells. If nothing stands there, the same row is sent once more,
 * under the same id: whichever of the two is decided, the event is there once. Only if that fails too, the outcome stays
 * unknown.
 *
 * <p>Rows are never deleted and an event is inserted only if the one before it is known to be there, so what was seen once
 * stays: everything below {@link #knownEnd} exists, and need not be asked for.
 *
 * <p>A scan reads pages with {@code QUORUM}. This sees all that is committed, so everything but the last event; at the end it
 * makes a {@code SERIAL} read, since there a round may be open that one reader would miss and the next one see.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; the visitor of a scan runs while no call is under way.
 *   <li><i>Durability:</i> a majority of the replicas has what was appended; {@link #sync} has nothing to do.
 *   <li><i>Errors:</i> {@link StorageException}; {@link IllegalArgumentException} for a payload above {@value
 *       #MAX_PAYLOAD_BYTES} bytes.
 *   <li><i>Source:</i> rules R1 and R2 of {@code docs/protocol.md}.
 * </ul>
 */
class CassandraEventLog implements EventLog {
    /** A row must fit into half a segment of the commit log of the smallest servers, twice. */
    static final int MAX_PAYLOAD_BYTES = 1 << 20;

    static final String ROW = "plog_offset, ws_kind, ws_id, seq_ids, numbers, explicit, payload";
    static final String VALUES = "INSERT INTO %s.isequencer_plog (partition, bucket, writer, " + ROW
            + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OF_BUCKET = " FROM %s.isequencer_plog WHERE partition = ? AND bucket = ?";
    private static final String INSERT = VALUES + " IF NOT EXISTS";
    private static final String PAGE = "SELECT " + ROW + OF_BUCKET + " AND plog_offset >= ? LIMIT ?";
    static final String EVENT = "SELECT " + ROW + OF_BUCKET + " AND plog_offset = ?";
    private static final String WRITER = "SELECT writer" + OF_BUCKET + " AND plog_offset = ?";
    private static final String LAST = "SELECT plog_offset" + OF_BUCKET + " ORDER BY plog_offset DESC LIMIT 1";

    private static final int SENDS = 2;
    private static final int FIRST_PAGE_EVENTS = 16;
    private static final int PAGE_EVENTS = 100;
    private static final long PAGE_BYTES = 4L << 20;

    final CassandraSession session;
    final String partition;
    private final AtomicLong knownEnd = new AtomicLong(1);
    private volatile boolean closed;

    CassandraEventLog(CassandraSession session, String partition) {
        this.session = session;
        this.partition = Objects.requireNonNull(partition, "partition");
    }

    @Override
    public AppendResult append(Event event) {
        requireOpen();
        long plogOffset = Limits.requirePlogOffset(event.plogOffset());
        requirePayload(event.payload().length);
        if (plogOffset < knownEnd()) {
            return AppendResult.CONFLICT;
        }
        requireEventBefore(plogOffset);
        // The event is the caller's: what is sent again must be what was sent.
        AppendResult result = send(LogEvent.copyOf(event));
        learn(plogOffset + 1);
        return result;
    }

    private static void requirePayload(int bytes) {
        if (bytes > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("payload must be <= " + MAX_PAYLOAD_BYTES + " bytes: bytes=" + bytes);
        }
    }

    private void requireEventBefore(long plogOffset) {
        long before = plogOffset - 1;
        if (before >= knownEnd() && writerAt(before) == null) {
            throw new IllegalArgumentException(
                    "plogOffset must be <= end of the log: plogOffset=" + plogOffset + ", end=" + end());
        }
    }

    /** Sends an event until it is known what stands at its offset. */
    AppendResult send(LogEvent event) {
        UUID writer = UUID.randomUUID();
        StorageException doubt = null;
        for (int sends = 1; sends <= SENDS; sends++) {
            try {
                return result(writer, insert(event, writer));
            } catch (StorageException failure) {
                if (failure.definite() && doubt == null) {
                    throw failure;
                }
                doubt = unknown(failure, doubt);
            }
            UUID standing = standing(event.plogOffset(), doubt);
            if (standing != null) {
                return result(writer, standing);
            }
        }
        throw doubt;
    }

    private static AppendResult result(UUID writer, UUID standing) {
        return standing.equals(writer) ? AppendResult.APPENDED : AppendResult.CONFLICT;
    }

    private static StorageException unknown(StorageException failure, StorageException before) {
        StorageException unknown =
                failure.definite() ? new StorageException(failure.getMessage(), false, failure) : failure;
        if (before != null) {
            unknown.addSuppressed(before);
        }
        return unknown;
    }

    private UUID standing(long plogOffset, StorageException doubt) {
        try {
            return writerAt(plogOffset);
        } catch (StorageException e) {
            doubt.addSuppressed(e);
            throw doubt;
        }
    }

    /** @return who stands at the event's offset now */
    UUID insert(LogEvent event, UUID writer) {
        Row row = session.one("append", bind(INSERT, event, writer));
        return row.getBoolean("[applied]") ? writer : row.getUuid("writer");
    }

    final BoundStatement bind(String insert, LogEvent event, UUID writer) {
        List<Integer> seqIds = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        List<Boolean> explicit = new ArrayList<>();
        for (int i = 0; i < event.size(); i++) {
            seqIds.add(event.seqId(i));
            numbers.add(event.number(i));
            explicit.add(event.explicit(i));
        }
        return session.bind(
                insert,
                partition,
                Buckets.ofEvent(event.plogOffset()),
                writer,
                event.plogOffset(),
                event.wsKind(),
                event.wsId(),
                seqIds,
                numbers,
                explicit,
                ByteBuffer.wrap(event.payload()));
    }

    /** Whose event stands at the offset, all rounds that were open there being finished; null if none does. */
    final UUID writerAt(long plogOffset) {
        BoundStatement select = session.bind(WRITER, partition, Buckets.ofEvent(plogOffset), plogOffset);
        Row row = session.one("append, outcome", CassandraSession.serial(select).setIdempotent(true));
        return row == null ? null : row.getUuid(0);
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        requireOpen();
        Limits.requireAtLeast("fromOffset", 1, fromOffset);
        long next = fromOffset;
        int limit = FIRST_PAGE_EVENTS;
        while (true) {
            List<LogEvent> page = page(next, limit);
            if (page.isEmpty()) {
                LogEvent decided = decided(next);
                if (decided == null) {
                    return true;
                }
                page = List.of(decided);
            }
            for (LogEvent event : page) {
                if (!visitor.visit(event)) {
                    return false;
                }
            }
            next += page.size();
            learn(next);
            limit = nextLimit(page);
        }
    }

    /** The events from an offset on that stand there without a gap, as far as a majority knows. */
    private List<LogEvent> page(long from, int limit) {
        BoundStatement select = session.bind(PAGE, partition, Buckets.ofEvent(from), from, limit);
        ResultSet rows = session.execute("scan", select.setPageSize(limit).setIdempotent(true));
        List<LogEvent> events = new ArrayList<>();
        for (Row row = session.next("scan", rows); row != null; row = session.next("scan", rows)) {
            // Two replicas were asked at two moments: what is behind a gap is for the next page.
            if (row.getLong(0) != from + events.size()) {
                break;
            }
            events.add(event(row));
        }
        return events;
    }

    /** Pages grow as far as their bytes allow: the next one's events may be larger, but not more than the largest. */
    static int nextLimit(List<LogEvent> page) {
        long bytes = 0;
        for (LogEvent event : page) {
            bytes += event.payload().length + 16L * event.size() + 64;
        }
        long fitting = PAGE_BYTES * page.size() / bytes;
        return (int) Math.max(1, Math.min(PAGE_EVENTS, fitting));
    }

    /** The event at the offset, all rounds that were open there being finished; null if there is none. */
    LogEvent decided(long plogOffset) {
        BoundStatement select = session.bind(EVENT, partition, Buckets.ofEvent(plogOffset), plogOffset);
        Row row = session.one("scan, end", CassandraSession.serial(select).setIdempotent(true));
        return row == null ? null : event(row);
    }

    static LogEvent event(Row row) {
        LogEvent.Builder event = LogEvent.builder(row.getLong(0), row.getInt(1), row.getLong(2));
        List<Integer> seqIds = row.getList(3, Integer.class);
        List<Long> numbers = row.getList(4, Long.class);
        List<Boolean> explicit = row.getList(5, Boolean.class);
        for (int i = 0; i < seqIds.size(); i++) {
            event.add(seqIds.get(i), numbers.get(i), explicit.get(i));
        }
        ByteBuffer payload = row.getByteBuffer(6);
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return event.payload(bytes).build();
    }

    /** What was appended is durable. */
    @Override
    public void sync(long belowOffset) {
        requireOpen();
    }

    @Override
    public long end() {
        requireOpen();
        long bucket = Buckets.ofEvent(knownEnd());
        long last = lastOf(bucket);
        if (last == Buckets.lastOffset(bucket)) {
            bucket = Buckets.lastBegun(bucket, each -> lastOf(each) > 0);
            last = lastOf(bucket);
        }
        long end = Math.max(knownEnd(), last + 1);
        while (end <= Limits.MAX_PLOG_OFFSET && decided(end) != null) {
            end++;
        }
        learn(end);
        return end;
    }

    /** The last offset of a bucket that a majority knows, or 0. */
    private long lastOf(long bucket) {
        Row row = session.one("end", session.bind(LAST, partition, bucket).setIdempotent(true));
        return row == null ? 0 : row.getLong(0);
    }

    private long knownEnd() {
        return knownEnd.get();
    }

    private void learn(long end) {
        knownEnd.accumulateAndGet(end, Math::max);
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
