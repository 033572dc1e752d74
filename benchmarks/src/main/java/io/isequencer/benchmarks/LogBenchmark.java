package io.isequencer.benchmarks;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryStorage;
import io.isequencer.storage.segment.SegmentEventLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The segment log on a real disk: appends that are waited for until they are durable, and a scan of what is there. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogBenchmark {
    /** Of two numbers each: some 20 MB, which the system keeps in memory. */
    private static final int EVENTS = 300_000;

    private static final int RECORD_BYTES = 64;
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long TIMEOUT_MS = 60_000;

    /** A log that writers share. */
    @State(Scope.Benchmark)
    public static class Appended {
        private final Object order = new Object();
        private final byte[] record = new byte[RECORD_BYTES];
        private Path directory;
        private SegmentEventLog log;
        private RandomAccessFile file;

        @Setup
        public void open() throws IOException {
            directory = Scratch.create();
            log = SegmentEventLog.open(directory.resolve("plog"));
            file = new RandomAccessFile(directory.resolve("raw").toFile(), "rw");
        }

        @TearDown
        public void close() throws IOException {
            log.close();
            file.close();
            Scratch.delete(directory);
        }

        private long append() {
            synchronized (order) {
                long plogOffset = log.end();
                log.append(event(plogOffset, plogOffset % 1_000));
                return plogOffset;
            }
        }
    }

    /** A log for each writer, all on the same disk: partitions that know nothing of each other. */
    @State(Scope.Thread)
    public static class Partition {
        private Path directory;
        private SegmentEventLog log;

        @Setup
        public void open() throws IOException {
            directory = Scratch.create();
            log = SegmentEventLog.open(directory);
        }

        @TearDown
        public void close() throws IOException {
            log.close();
            Scratch.delete(directory);
        }
    }

    /** A log that was written, and a runtime for those who recover from it. */
    @State(Scope.Benchmark)
    public static class Written {
        /** How many workspaces its events are of, evenly; each with two sequences. */
        @Param("1000")
        public int workspaces;

        private final byte[] buffer = new byte[BUFFER_BYTES];
        private Path directory;
        private SegmentEventLog log;
        private SequencerRuntime runtime;

        @Setup
        public void write() throws IOException {
            directory = Scratch.create();
            log = SegmentEventLog.open(directory);
            Workspaces draw = new Workspaces(workspaces);
            for (int plogOffset = 1; plogOffset <= EVENTS; plogOffset++) {
                log.append(event(plogOffset, draw.draw()));
            }
            log.sync(log.end());
            runtime = SequencerRuntime.create();
        }

        @TearDown
        public void close() throws IOException {
            runtime.close();
            log.close();
            Scratch.delete(directory);
        }

        private long read(CRC32C checksum) throws IOException {
            long bytes = 0;
            try (DirectoryStream<Path> segments = Files.newDirectoryStream(directory)) {
                for (Path segment : segments) {
                    try (InputStream in = Files.newInputStream(segment)) {
                        for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                            bytes += size;
                            if (checksum != null) {
                                checksum.update(buffer, 0, size);
                            }
                        }
                    }
                }
            }
            return bytes;
        }
    }

    private static LogEvent event(long plogOffset, long wsId) {
        return LogEvent.builder(plogOffset, 1, wsId)
                .add(1, plogOffset)
                .add(2, plogOffset)
                .build();
    }

    /** Returns when the event is durable: who waits meanwhile is covered by the same fsync. */
    @Benchmark
    public void append(Appended state) {
        state.log.sync(state.append() + 1);
    }

    /** The same in a log that no other thread appends to. */
    @Benchmark
    public void appendApart(Partition state) {
        long plogOffset = state.log.end();
        state.log.append(event(plogOffset, plogOffset % 1_000));
        state.log.sync(plogOffset + 1);
    }

    /** One record, one fsync, and only then the next. */
    @Benchmark
    public void fsync(Appended state) {
        synchronized (state.order) {
            try {
                state.file.write(state.record);
                state.file.getFD().sync();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** All events, with their checksums compared and their numbers decoded. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long scan(Written state) {
        AtomicLong sum = new AtomicLong();
        state.log.scan(1, event -> {
            sum.setPlain(sum.getPlain() + event.number(0));
            return true;
        });
        return sum.getPlain();
    }

    /** From an empty storage in memory to the first transaction that is admitted. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public boolean recovery(Written state) throws InterruptedException {
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT);
        try (Sequencer sequencer = state.runtime.open(params, new MemoryStorage(), state.log)) {
            if (!sequencer.awaitReady(TIMEOUT_MS)) {
                throw new IllegalStateException("recovery must end in time: timeoutMs=" + TIMEOUT_MS);
            }
            return true;
        }
    }

    /** The same files, nothing done with what is in them. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long read(Written state) throws IOException {
        return state.read(null);
    }

    /** The same files, and a checksum over all bytes. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long readCrc32c(Written state) throws IOException {
        CRC32C checksum = new CRC32C();
        return state.read(checksum) + checksum.getValue();
    }
}
