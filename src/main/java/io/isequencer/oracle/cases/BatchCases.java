package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.FaultType.FAIL_BEFORE;
import static io.isequencer.oracle.cases.On.WRITE;
import static io.isequencer.oracle.cases.SequentialCases.W;

import java.util.stream.IntStream;

/** Level 2: more values than one message may have, so that a batch is written in pieces. */
final class BatchCases {
    private static final int SEQUENCES = 70;
    private static final int WORKSPACES = 10;

    private BatchCases() {}

    static void addTo(CaseList cases) {
        Family family = cases.family(
                Level.L2,
                "pieces",
                "R7",
                "A batch of more than 500 values is cut; its checkpoint may be written when all pieces are.");
        family.add("all goes well", s -> recovered(s).open().drained().tx(W, 1, SEQUENCES));
        family.add(
                "the second piece fails once",
                s -> recovered(s)
                        .faultAfter(WRITE, FAIL_BEFORE, 1, 1)
                        .open()
                        .drained()
                        .tx(W, 1, SEQUENCES));
        family.add(
                "the second piece fails, and a crash",
                s -> recovered(s)
                        .faultAfter(WRITE, FAIL_BEFORE, 1, 0)
                        .open()
                        .await(WRITE)
                        .crash()
                        .heal()
                        .open()
                        .tx(W, 1, SEQUENCES)
                        .drained());
        family.add(
                "the first piece is torn",
                s -> recovered(s).torn(SEQUENCES, 1).open().drained().tx(W, 1, SEQUENCES));
    }

    /** 700 keys are in the log, and not in the storage. */
    private static Script recovered(Script s) {
        s.params().sequences(SEQUENCES).unflushed(SEQUENCES * WORKSPACES + 1);
        SeqNumber[] firsts = IntStream.rangeClosed(1, SEQUENCES)
                .mapToObj(seqId -> Script.value(seqId, 1))
                .toArray(SeqNumber[]::new);
        for (int workspace = 0; workspace < WORKSPACES; workspace++) {
            s.logged(W + workspace, firsts);
        }
        return s;
    }
}
