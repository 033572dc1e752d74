package io.isequencer.cli.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Progress;
import io.isequencer.cli.Terminal;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Printed means durable, and is said as soon as the input pauses. */
@Tag("slow")
class AcknowledgeTest {
    private static final Progress PROGRESS = new Progress(
            new Terminal(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), System.err, false, false),
            0);

    private static final EventCommand COMMAND = new EventCommand("a", 1, 7, new int[] {1}, new int[0], new long[0]);

    private static final EventPayload PAYLOAD = new EventPayload("s", 1, 0, "a");

    private final MemoryEventLog log = new MemoryEventLog();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void nothingIsPrintedBeforeItIsDurable() {
        OutputStream checking = new OutputStream() {
            @Override
            public void write(int b) {
                fail("lines are written as a whole");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                out.write(bytes, from, length);
                assertEquals(
                        log.durableEnd() - 1,
                        out.toString(StandardCharsets.UTF_8).lines().count());
            }
        };
        GroupCommit group = new GroupCommit(log, checking, () -> 0);
        for (int offset = 1; offset <= GroupCommit.MAX_EVENTS + 1; offset++) {
            add(group, offset);
        }
        assertEquals(GroupCommit.MAX_EVENTS + 1, log.durableEnd());
        group.commit();
        group.commit();
        assertEquals(GroupCommit.MAX_EVENTS + 2, log.durableEnd());
    }

    @Test
    void nothingIsPrintedIfTheSyncFails() {
        EventLog failing = new Failing(log, "sync");
        GroupCommit group = new GroupCommit(failing, out, () -> 0);
        add(group, 1);
        assertThrows(StorageException.class, group::commit);
        assertEquals(0, out.size());
    }

    @Test
    void aFailedAppendIsFollowedByActualizeNeverByFlush() throws Exception {
        EventLog failing = new Failing(log, "append");
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT);
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer = runtime.open(params, new MemoryStorage(), log)) {
            EventNumberer broken = new EventNumberer(sequencer, failing, new FailureWatch(), PROGRESS, () -> false);
            assertThrows(StorageException.class, () -> broken.number(COMMAND, PAYLOAD));
            EventNumberer numbering = new EventNumberer(sequencer, log, new FailureWatch(), PROGRESS, () -> false);
            LogEvent event = numbering.number(COMMAND, PAYLOAD).event();
            assertEquals(1, event.plogOffset());
            assertEquals(1, event.number(0));
        }
    }

    @Test
    void aFailedStorageEndsTheRun() throws Exception {
        FailureWatch watch = new FailureWatch();
        MemoryStorage storage = new MemoryStorage();
        storage.close();
        SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT).withRetryDelayMs(1);
        try (SequencerRuntime runtime = SequencerRuntime.create();
                Sequencer sequencer = runtime.open(params, watch.over(storage), watch.over(log))) {
            EventNumberer numbering = new EventNumberer(sequencer, log, watch, PROGRESS, () -> false);
            StorageException e = assertThrows(StorageException.class, () -> numbering.number(COMMAND, PAYLOAD));
            assertEquals("storage must be open: closed=true", e.getMessage());
            assertSame(e, assertThrows(StorageException.class, watch::check));
        }
    }

    @Test
    @Timeout(300)
    void anIdleInputIsAcknowledgedAtOnce(@TempDir Path data) throws Exception {
        PipedOutputStream feed = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(feed);
        PipedInputStream printed = new PipedInputStream(64 * 1024);
        OutputStream print = new PipedOutputStream(printed);
        CompletableFuture<Cli.Result> run = CompletableFuture.supplyAsync(
                () -> Cli.run(in, print, new ByteArrayOutputStream(), "sequence", "--data", data.toString()));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
            for (int i = 1; i <= 3; i++) {
                feed.write(Cli.event("e" + i, 7, "1").getBytes(StandardCharsets.UTF_8));
                feed.flush();
                String line = lines.readLine();
                assertTrue(line.startsWith("{\"ref\":\"e" + i + "\",\"plogOffset\":\"" + i + "\""), line);
            }
            feed.close();
            run.get(120, TimeUnit.SECONDS).requireExit(ExitCode.OK);
        }
    }

    private void add(GroupCommit group, long offset) {
        LogEvent event =
                LogEvent.builder(offset, 1, 7).payload(PAYLOAD.encode()).build();
        log.append(event);
        group.add(event);
    }

    /** A log that fails at one kind of call. */
    private static final class Failing extends ForwardingEventLog {
        private final String call;

        Failing(EventLog log, String call) {
            super(log);
            this.call = call;
        }

        @Override
        public AppendResult append(Event event) {
            failAt("append");
            return log.append(event);
        }

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            failAt("scan");
            return log.scan(fromOffset, visitor);
        }

        @Override
        public void sync(long belowOffset) {
            failAt("sync");
            log.sync(belowOffset);
        }

        private void failAt(String name) {
            if (call.equals(name)) {
                throw new StorageException("call must succeed: call=" + name, false, new IOException("disk"));
            }
        }
    }
}
