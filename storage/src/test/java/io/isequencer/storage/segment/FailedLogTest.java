package io.isequencer.storage.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerBusyException;
import io.isequencer.api.SequencerException;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.runtime.Committer;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.memory.MemoryStorage;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever commits to a log that must be opened again learns it, and finds it all after he has. */
class FailedLogTest {
    private static final int LIMIT_SECONDS = 120;

    @TempDir
    Path directory;

    private final TestFiles files = new TestFiles();
    private final MemoryStorage numbers = new MemoryStorage();
    private final SequencerParams params = SequencerParams.of(SeqTypes.DEFAULT);

    @Test
    @Timeout(LIMIT_SECONDS)
    void eachCommitSaysThatTheLogMustBeOpenedAgain() throws InterruptedException {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            SegmentEventLog log = open();
            Sequencer sequencer = runtime.open(params, numbers, log);
            Committer committer = new Committer(sequencer, log, (busy, waitedMs) -> sequencer.failure() == null);
            commit(committer);
            files.failSyncs = true;
            // The flusher may have been first to sync.
            assertThrows(StorageException.class, () -> commit(committer));
            files.failSyncs = false;

            for (int i = 0; i < 2; i++) {
                SequencerException failed = assertThrows(SequencerException.class, () -> commit(committer));
                assertMustBeOpenedAgain(failed instanceof SequencerBusyException ? failed.getCause() : failed);
            }
            SequencerBusyException busy = assertThrows(SequencerBusyException.class, () -> commit(committer));
            assertMustBeOpenedAgain(busy.getCause());
            sequencer.close();
            log.close();
        }
        try (SequencerRuntime runtime = SequencerRuntime.create();
                SegmentEventLog log = open();
                Sequencer sequencer = runtime.open(params, numbers, log)) {
            Committer committer = new Committer(
                    sequencer, log, (busy, waitedMs) -> waitedMs < TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
            assertEquals(log.end(), commit(committer).plogOffset());
        }
    }

    private static void assertMustBeOpenedAgain(Throwable failure) {
        assertTrue(
                failure.getMessage().startsWith("log must be opened again after a failed write or sync"),
                failure::toString);
    }

    private static LogEvent commit(Committer committer) throws InterruptedException {
        return committer.commit(1, 7, transaction -> new byte[] {(byte) transaction.next(1)});
    }

    private SegmentEventLog open() {
        return SegmentEventLog.open(directory, SegmentEventLog.DEFAULT_SEGMENT_BYTES, files);
    }
}
