package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.On.READ_PLOG;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.Outcome.FAILED;
import static io.isequencer.oracle.cases.Script.value;
import static io.isequencer.oracle.cases.SequentialCases.V;
import static io.isequencer.oracle.cases.SequentialCases.W;

import java.util.stream.IntStream;

/** Level 2: what an owner knows when it rebuilds; of all that nothing may be left. */
final class ForgettingCases {
    private static final int MANY = 20;
    /** Calls that take long enough for a flusher that is awake to write. */
    private static final int WHILE_IT_READS = 5;

    private ForgettingCases() {}

    static void addTo(CaseList cases) {
        Family family = cases.family(
                Level.L2,
                "forgets-all",
                "R11",
                "A rebuild forgets all that its owner knew, not only what the transaction that was given up had to do with.");
        otherKeys(family);
        checkpoint(family);
    }

    /** Another owner was faster, with keys that the transaction which finds it out did not use. */
    private static void otherKeys(Family family) {
        family.add(
                "another key of the workspace is in the cache",
                s -> s.open()
                        .tx(W, 1, 2)
                        .drained()
                        .foreign(W, value(1, 2), value(1, 3))
                        .start(W)
                        .next(2)
                        .append()
                        .actualize()
                        .tx(W, 1, 2)
                        .drained());
        family.add(
                "a key of another workspace is in the cache",
                s -> s.open()
                        .tx(W, 1)
                        .tx(V, 1)
                        .drained()
                        .foreign(V, value(1, 2))
                        .start(W)
                        .next(1)
                        .append()
                        .actualize()
                        .tx(V, 1)
                        .tx(W, 1)
                        .drained());
        family.add("twenty keys are in the cache", s -> {
            s.params().sequences(MANY);
            int[] all = IntStream.rangeClosed(1, MANY).toArray();
            SeqNumber[] second =
                    IntStream.of(all).mapToObj(seqId -> value(seqId, 2)).toArray(SeqNumber[]::new);
            s.open().tx(W, all).drained().foreign(W, second).start(W).next(MANY);
            s.append().actualize().tx(W, all).drained();
        });
        family.add(
                "another key was not written yet",
                s -> s.open()
                        .quiesce()
                        .fault(WRITE, FAIL_BEFORE, 0)
                        .tx(W, 1, 2)
                        .foreign(W, value(1, 2))
                        .start(W)
                        .next(2)
                        .append()
                        .actualizeLater()
                        .heal()
                        .join()
                        .tx(W, 1, 2)
                        .drained());
    }

    /** The checkpoint that waited to be written is ahead of what the scan has found when the storage is well again. */
    private static void checkpoint(Family family) {
        family.add("the checkpoint was not written yet, with room for one", s -> {
            s.params().unflushed(1);
            s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0).tx(W, 1).tx(W, 1).tx(W, 1);
            s.start(W).next(2).append(FAILED).actualize().heal().tx(W, 1, 2).drained();
        });
        family.add("the checkpoint was not written yet, with room for one, in pages of one", s -> {
            s.params().unflushed(1).readLimit(1);
            s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0).tx(W, 1).tx(W, 1).tx(W, 1);
            s.start(W).next(2).append(FAILED).actualize().heal().tx(W, 1, 2).drained();
        });
        family.add("the checkpoint was not written yet, and the log is read slowly", s -> {
            s.open().quiesce().fault(WRITE, FAIL_BEFORE, 0).tx(W, 1, 2).tx(W, 1);
            s.start(W)
                    .next(2)
                    .append(FAILED)
                    .hold(READ_PLOG)
                    .actualize()
                    .await(READ_PLOG)
                    .heal();
            for (int i = 0; i < WHILE_IT_READS; i++) {
                s.startRefused(Script.KIND, W, Expect.busy("actualizing"));
            }
            s.release(READ_PLOG).tx(W, 1, 2).drained();
        });
    }
}
