package io.isequencer.runtime;

import io.isequencer.spi.StepListener;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jetbrains.lincheck.datastructures.verifier.EpsilonVerifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole threaded sequencer under Lincheck: client, flusher and actualizer in all orders that few switches allow.
 *
 * <p>{@code mvn -q test -Dtest=SequencerModelTest -Disequencer.lincheck.invocations=10000}.
 */
@Tag("lincheck")
public class SequencerModelTest {
    private final ControlledSequencer sequencer = new ControlledSequencer(StepListener.NONE);

    @Operation(nonParallelGroup = "client")
    public long commit() {
        return sequencer.commit();
    }

    @Operation(nonParallelGroup = "client")
    public boolean abandon() {
        return sequencer.abandon();
    }

    @Operation(nonParallelGroup = "client")
    public void evict() {
        sequencer.evict();
    }

    @Operation
    public void failNextWrite() {
        sequencer.failNextWrite();
    }

    @Operation
    public void work() {
        sequencer.work();
    }

    @Operation
    public void alarm() {
        sequencer.alarm();
    }

    @Operation
    public void ask() {
        sequencer.ask();
    }

    @Operation
    public void close() {
        sequencer.close();
    }

    @Validate
    public void judge() {
        sequencer.judge();
    }

    @Test
    void aCommitBesideTheFlusher() {
        checkNumbers(400, "commit", "commit", "work");
    }

    @Test
    void aReadBesideTheFlusher() {
        checkNumbers(400, "commit evict", "commit", "work");
    }

    @Test
    void aRebuildBesideTheFlusher() {
        checkOutcome(100, "commit", "abandon", "work", "work");
    }

    @Test
    void aCommitBesideARebuild() {
        checkOutcome(100, "commit abandon work", "commit", "work", "work");
    }

    @Test
    void aRetryBesideACommit() {
        checkNumbers(100, "commit failNextWrite", "commit", "work alarm");
    }

    @Test
    void aCloseBesideTheFlusher() {
        checkOutcome(100, "commit", "close", "work");
    }

    @Test
    void aCloseBesideARebuild() {
        checkOutcome(100, "commit commit abandon work", "close work", "work");
    }

    @Test
    void aCloseBesideACommit() {
        checkOutcome(100, "commit", "commit", "close", "work");
    }

    @Test
    void aCloseBesideAnAbandonedTransaction() {
        checkOutcome(100, "commit", "abandon", "close", "work");
    }

    @Test
    void aCloseBesideARetry() {
        checkOutcome(100, "commit failNextWrite", "close", "work alarm");
    }

    @Test
    void aQuestionBesideARebuild() {
        checkOutcome(100, "commit abandon", "ask", "work", "work");
    }

    @Test
    void aQuestionBesideAClose() {
        checkOutcome(100, "commit abandon", "ask", "work", "close");
    }

    @Test
    void anAnswerBesideAnotherRefusal() {
        checkOutcome(100, "commit abandon ask work", "abandon", "work", "ask");
    }

    @Test
    void underStress() {
        new StressOptions()
                .iterations(0)
                .addCustomScenario(
                        Lincheck.scenario(SequencerModelTest.class, "commit", "commit evict commit", "work", "work"))
                .invocationsPerIteration(2_000)
                .sequentialSpecification(Numbers.class)
                .check(SequencerModelTest.class);
    }

    /** Each commit is as if it had been alone. */
    private static void checkNumbers(int share, String before, String... threads) {
        Lincheck.modelChecking(Lincheck.scenario(SequencerModelTest.class, before, threads), share)
                .sequentialSpecification(Numbers.class)
                .check(SequencerModelTest.class);
    }

    /** A commit may be refused; log and storage are right all the same. */
    private static void checkOutcome(int share, String before, String... threads) {
        Lincheck.modelChecking(Lincheck.scenario(SequencerModelTest.class, before, threads), share)
                .verifier(EpsilonVerifier.class)
                .check(SequencerModelTest.class);
    }

    /** What a client sees of a sequencer: numbers. */
    public static final class Numbers {
        private long last;

        public long commit() {
            last++;
            return last;
        }

        public void evict() {
            // Nobody sees it.
        }

        public void failNextWrite() {
            // Nobody sees it.
        }

        public void work() {
            // Nobody sees it.
        }

        public void alarm() {
            // Nobody sees it.
        }
    }
}
