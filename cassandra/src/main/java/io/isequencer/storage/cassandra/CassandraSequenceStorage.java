package io.isequencer.storage.cassandra;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import io.isequencer.api.Limits;
import io.isequencer.api.StorageException;
import io.isequencer.spi.NumberVisitor;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbers and checkpoint of a partition in Cassandra.
 *
 * <p>Of two writes of a cell, Cassandra keeps the one with the later time stamp. Here the time stamp <i>is</i> the number: so
 * the higher number is kept, in whatever order writes arrive, once, twice or hours later as a hint, at each replica and where
 * replicas are compared. Two writes with the same time stamp write the same. That is the max-wins of R7, without a read and
 * without a round of Paxos.
 *
 * <p>A write first stores all values at a majority of the replicas, then the checkpoint: who reads the checkpoint from a
 * majority finds the values below it at a majority. Values of one bucket are sent together.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; the visitor of a listing runs while no page is being fetched.
 *   <li><i>Durability:</i> a majority of the replicas has what {@link #write} returned from.
 *   <li><i>Errors:</i> {@link StorageException}; mostly not definite: some replica may have heard of it.
 *   <li><i>Source:</i> rules R7, R13 and R16 of {@code docs/protocol.md}.
 * </ul>
 */
class CassandraSequenceStorage implements SequenceStorage {
    private static final String RAISE_NUMBER = "UPDATE %s.isequencer_numbers USING TIMESTAMP ? SET number = ?"
            + " WHERE partition = ? AND bucket = ? AND ws_id = ? AND seq_id = ?";
    private static final String RAISE_CHECKPOINT =
            "UPDATE %s.isequencer_checkpoints USING TIMESTAMP ? SET checkpoint = ? WHERE partition = ?";
    private static final String READ_NUMBER = "SELECT number FROM %s.isequencer_numbers"
            + " WHERE partition = ? AND bucket = ? AND ws_id = ? AND seq_id = ?";
    private static final String READ_CHECKPOINT =
            "SELECT checkpoint FROM %s.isequencer_checkpoints WHERE partition = ?";
    private static final String LIST = "SELECT ws_id, seq_id, number FROM %s.isequencer_numbers"
            + " WHERE partition = ? AND bucket IN ("
            + IntStream.range(0, Buckets.OF_NUMBERS).mapToObj(Integer::toString).collect(Collectors.joining(", "))
            + ")";

    /** Servers warn of batches above 5 KiB: a row takes some 80 bytes. */
    private static final int BATCH_ROWS = 50;

    private static final int PAGE_ROWS = 1_000;

    final CassandraSession session;
    final String partition;
    private volatile boolean closed;

    CassandraSequenceStorage(CassandraSession session, String partition) {
        this.session = session;
        this.partition = Objects.requireNonNull(partition, "partition");
    }

    @Override
    public long readNumber(long wsId, int seqId) {
        Limits.requireSeqId(seqId);
        requireOpen();
        return longOrZero("readNumber", session.bind(READ_NUMBER, partition, Buckets.ofWorkspace(wsId), wsId, seqId));
    }

    @Override
    public long readCheckpoint() {
        requireOpen();
        return longOrZero("readCheckpoint", session.bind(READ_CHECKPOINT, partition));
    }

    private long longOrZero(String what, BoundStatement select) {
        Row row = session.one(what, read(select));
        return row == null ? 0 : row.getLong(0);
    }

    /** A read as it is sent. */
    BoundStatement read(BoundStatement select) {
        return select.setIdempotent(true);
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        Limits.requireAtLeast("checkpoint", 0, checkpoint);
        requireOpen();
        session.executeAll("write", batches(batch));
        if (checkpoint > 0) {
            session.execute("write", raiseCheckpoint(checkpoint).setIdempotent(true));
        }
    }

    private List<BatchStatement> batches(ValueBatch batch) {
        List<List<BatchableStatement<?>>> buckets = new ArrayList<>();
        for (int i = 0; i < Buckets.OF_NUMBERS; i++) {
            buckets.add(new ArrayList<>());
        }
        for (int i = 0; i < batch.size(); i++) {
            buckets.get(Buckets.ofWorkspace(batch.wsId(i)))
                    .add(raiseNumber(batch.wsId(i), batch.seqId(i), batch.number(i)));
        }
        List<BatchStatement> batches = new ArrayList<>();
        for (List<BatchableStatement<?>> bucket : buckets) {
            for (int from = 0; from < bucket.size(); from += BATCH_ROWS) {
                batches.add(BatchStatement.newInstance(
                                BatchType.UNLOGGED, bucket.subList(from, Math.min(from + BATCH_ROWS, bucket.size())))
                        .setIdempotent(true));
            }
        }
        return batches;
    }

    BoundStatement raiseNumber(long wsId, int seqId, long number) {
        return session.bind(RAISE_NUMBER, number, number, partition, Buckets.ofWorkspace(wsId), wsId, seqId);
    }

    BoundStatement raiseCheckpoint(long checkpoint) {
        return session.bind(RAISE_CHECKPOINT, checkpoint, checkpoint, partition);
    }

    @Override
    public void forEachNumber(NumberVisitor visitor) {
        requireOpen();
        BoundStatement list = read(session.bind(LIST, partition)).setPageSize(PAGE_ROWS);
        ResultSet rows = session.execute("forEachNumber", list);
        for (Row row = session.next("forEachNumber", rows); row != null; row = session.next("forEachNumber", rows)) {
            visitor.visit(row.getLong(0), row.getInt(1), row.getLong(2));
        }
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
