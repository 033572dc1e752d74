package io.isequencer.oracle.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** The contract on sequencers that are wrong: the right case fails, and says what is wrong. */
@Tag("slow")
class SequencerContractTest {
    /** The production runtime, whose storage is seen through something; with threads of its own, so in real time. */
    private static class OnThreads extends SequencerContract {
        private final SequencerRuntime runtime = SequencerRuntime.create();

        @Override
        protected Sequencer open(
                SequencerParams params, SequenceStorage storage, EventLog log, ScheduledExecutorService scheduler) {
            return runtime.open(params, seen(storage), log);
        }

        @Override
        protected boolean schedulesEverything() {
            return false;
        }

        SequenceStorage seen(SequenceStorage storage) {
            return storage;
        }
    }

    private static final class CheckpointAhead extends OnThreads {
        @Override
        SequenceStorage seen(SequenceStorage storage) {
            return new ForwardingStorage(storage) {
                @Override
                public void write(ValueBatch batch, long checkpoint) {
                    super.write(batch, checkpoint + 1);
                }
            };
        }
    }

    private static final class StoredAsNext extends OnThreads {
        @Override
        SequenceStorage seen(SequenceStorage storage) {
            return new ForwardingStorage(storage) {
                @Override
                public long readNumber(long wsId, int seqId) {
                    return Math.max(0, super.readNumber(wsId, seqId) - 1);
                }
            };
        }
    }

    private static final class CannotBeOpened extends OnThreads {
        @Override
        SequenceStorage seen(SequenceStorage storage) {
            throw new IllegalStateException("it is not written yet");
        }
    }

    @Test
    void aSequencerThatIsRightPasses() {
        OnThreads right = new OnThreads();
        for (String id : List.of("L0-drain-001", "L1-small-cache-001", "L2-write-fails-001", "L3-crash-in-write-001")) {
            assertDoesNotThrow(() -> run(right, id), id);
        }
    }

    @Test
    void aSequencerThatIsWrongFailsTheRightCase() {
        AssertionFailedError ahead =
                assertThrows(AssertionFailedError.class, () -> run(new CheckpointAhead(), "L0-drain-001"));
        assertTrue(ahead.getMessage().startsWith("FAIL L0-drain-001  R4  "), ahead.getMessage());
        assertTrue(ahead.getMessage().endsWith("\n  again:    -Disequencer.case=L0-drain-001"), ahead.getMessage());
        AssertionFailedError stored =
                assertThrows(AssertionFailedError.class, () -> run(new StoredAsNext(), "L0-stored-001"));
        assertTrue(stored.getMessage().startsWith("FAIL L0-stored-001  R6  "), stored.getMessage());
        assertDoesNotThrow(() -> run(new StoredAsNext(), "L0-empty-store-001"));
    }

    @Test
    void whatItThrowsIsShown() {
        AssertionFailedError failed =
                assertThrows(AssertionFailedError.class, () -> run(new CannotBeOpened(), "L0-drain-001"));
        assertTrue(failed.getMessage().startsWith("BROKE-PROTOCOL L0-drain-001"), failed.getMessage());
        assertTrue(failed.getMessage().contains("it is not written yet"), failed.getMessage());
        assertTrue(failed.getMessage().contains("SequencerContractTest$CannotBeOpened.seen"), failed.getMessage());
    }

    @Test
    void eachCaseOfTheOracleIsATest() {
        List<String> ids = new OnThreads()
                .cases()
                .flatMap(level -> level.getChildren())
                .map(test -> test.getDisplayName())
                .collect(Collectors.toList());
        List<String> expected = new CheckPlan(Level.L4, "*", 1, Profile.STRICT, 1)
                .cases(Bounds.USUAL).stream().map(one -> one.id()).toList();
        assertEquals(expected, ids);
        assertTrue(ids.size() > 400, "cases=" + ids.size());
    }

    private static void run(SequencerContract contract, String id) throws Throwable {
        DynamicTest test = (DynamicTest) contract.cases()
                .flatMap(level -> level.getChildren())
                .filter(one -> one.getDisplayName().equals(id))
                .findFirst()
                .orElseThrow();
        test.getExecutable().execute();
    }
}
