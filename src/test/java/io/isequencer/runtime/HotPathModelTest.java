package io.isequencer.runtime;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.spi.StepListener;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code start} and {@code next} from memory never wait for the flusher, wherever it was stopped. */
@Tag("lincheck")
class HotPathModelTest {
    @Test
    void theHotPathTakesNoLock() {
        check(Plain.class);
    }

    @Test
    void withAListenerItDoes() {
        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, () -> check(Observed.class));
        assertTrue(found.getMessage().contains("The algorithm should be non-blocking"), found::getMessage);
    }

    private static void check(Class<?> operations) {
        Lincheck.modelChecking(Lincheck.scenario(operations, "commit", "hot", "work"), 100)
                .checkObstructionFreedom(true)
                .verifier(EpsilonVerifier.class)
                .check(operations);
    }

    /** As production runs it. */
    public static class Plain {
        private final ControlledSequencer sequencer;

        public Plain() {
            this(StepListener.NONE);
        }

        Plain(StepListener listener) {
            sequencer = new ControlledSequencer(listener);
        }

        @Operation(nonParallelGroup = "client", blocking = true)
        public long commit() {
            return sequencer.commit();
        }

        @Operation(nonParallelGroup = "client")
        public long hot() {
            return sequencer.hot();
        }

        @Operation(blocking = true)
        public void work() {
            sequencer.work();
        }
    }

    /** With a listener each call takes the lock: the check can fail. */
    public static final class Observed extends Plain {
        public Observed() {
            super((step, state) -> {});
        }
    }
}
