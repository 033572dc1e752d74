package io.isequencer.storage.postgres;

import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Numbers and checkpoint of a partition in PostgreSQL.
 *
 * <p>A write is one statement, so one round trip and one transaction: it is seen as a whole or not at all. It takes the
 * rows of its keys in their order, so that two writers never wait for each other. A row is written anew only if its number
 * rises: the max-wins of R7, without a dead row for each number that does not.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; the visitor of a listing runs while no connection is in use.
 *   <li><i>Durability:</i> that of the database: what {@link #write} returned from is durable.
 *   <li><i>Errors:</i> {@link StorageException}; not definite if the connection was lost during a write, twice: what is
 *       max-wins may be sent again.
 *   <li><i>Source:</i> rules R7, R13 and R16 of {@code docs/protocol.md}.
 * </ul>
 */
final class PostgresStorage implements SequenceStorage {
    /** What raises the numbers that come as arrays; the caller adds what stands before and behind it. */
    static final String RAISE_NUMBERS = """
            INSERT INTO isequencer_numbers AS stored (partition, ws_id, seq_id, number)
              SELECT ?, ws_id, seq_id, max(number) FROM unnest(?, ?, ?) AS given (ws_id, seq_id, number)
              WHERE %s
              GROUP BY ws_id, seq_id ORDER BY ws_id, seq_id
              ON CONFLICT (partition, ws_id, seq_id)
              DO UPDATE SET number = GREATEST(stored.number, excluded.number) WHERE stored.number < excluded.number
            """;

    /** What raises the checkpoint. */
    static final String RAISE_CHECKPOINT = """
            INSERT INTO isequencer_checkpoints AS stored (partition, checkpoint) SELECT ?, ? WHERE %s
              ON CONFLICT (partition) DO UPDATE
              SET checkpoint = GREATEST(stored.checkpoint, excluded.checkpoint)
              WHERE stored.checkpoint < excluded.checkpoint
            """;

    private static final String VALUES_ALONE = String.format(Locale.ROOT, RAISE_NUMBERS, "true");
    private static final String CHECKPOINT_ALONE = String.format(Locale.ROOT, RAISE_CHECKPOINT, "true");
    private static final String BOTH = "WITH raised AS (" + VALUES_ALONE + ") " + CHECKPOINT_ALONE;

    private static final String PAGE = """
            SELECT ws_id, seq_id, number FROM isequencer_numbers
              WHERE partition = ? AND (ws_id, seq_id) > (?, ?) ORDER BY ws_id, seq_id LIMIT ?
            """;

    private static final int PAGE_ROWS = 1_000;

    private final Connections connections;
    private final String partition;
    private volatile boolean closed;

    PostgresStorage(Connections connections, String partition) {
        this.connections = connections;
        this.partition = Objects.requireNonNull(partition, "partition");
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        Limits.requireSeqId(seqId);
        requireOpen();
        return connections.repeatable("readNumber", lease -> {
            try (PreparedStatement select = lease.connection()
                    .prepareStatement("SELECT number FROM isequencer_numbers"
                            + " WHERE partition = ? AND ws_id = ? AND seq_id = ?")) {
                select.setString(1, partition);
                select.setLong(2, wsId);
                select.setInt(3, seqId);
                return longOrZero(select);
            }
        });
    }

    @Override
    public long readCheckpoint() {
        requireOpen();
        return connections.repeatable("readCheckpoint", lease -> {
            try (PreparedStatement select = lease.connection()
                    .prepareStatement("SELECT checkpoint FROM isequencer_checkpoints WHERE partition = ?")) {
                select.setString(1, partition);
                return longOrZero(select);
            }
        });
    }

    private static long longOrZero(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        Limits.requireAtLeast("checkpoint", 0, checkpoint);
        requireOpen();
        boolean hasValues = batch.size() > 0;
        if (!hasValues && checkpoint == 0) {
            return;
        }
        String sql = !hasValues ? CHECKPOINT_ALONE : checkpoint == 0 ? VALUES_ALONE : BOTH;
        connections.repeatable("write", lease -> {
            try (PreparedStatement write = lease.connection().prepareStatement(sql)) {
                int next = 1;
                if (hasValues) {
                    next = Values.of(batch).set(lease, write, partition, next);
                }
                if (checkpoint > 0) {
                    write.setString(next, partition);
                    write.setLong(next + 1, checkpoint);
                }
                return write.executeUpdate();
            }
        });
    }

    @Override
    public void forEachNumber(NumberVisitor visitor) {
        requireOpen();
        long wsId = Long.MIN_VALUE;
        int seqId = 0;
        List<long[]> page;
        do {
            page = page(wsId, seqId);
            for (long[] row : page) {
                wsId = row[0];
                seqId = (int) row[1];
                visitor.visit(wsId, seqId, row[2]);
            }
        } while (page.size() == PAGE_ROWS);
    }

    private List<long[]> page(long afterWsId, int afterSeqId) {
        return connections.repeatable("forEachNumber", lease -> {
            try (PreparedStatement select = lease.connection().prepareStatement(PAGE)) {
                select.setString(1, partition);
                select.setLong(2, afterWsId);
                select.setInt(3, afterSeqId);
                select.setInt(4, PAGE_ROWS);
                List<long[]> rows = new ArrayList<>();
                try (ResultSet found = select.executeQuery()) {
                    while (found.next()) {
                        rows.add(new long[] {found.getLong(1), found.getInt(2), found.getLong(3)});
                    }
                }
                return rows;
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new StorageException("storage must be open: closed=true, partition=" + partition, true);
        }
    }
}
