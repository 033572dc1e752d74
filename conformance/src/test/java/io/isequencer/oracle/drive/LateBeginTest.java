package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.catalogue.CaseParser;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.judge.Verdict;
import org.junit.jupiter.api.Test;

/** An adapter whose thread for actualize begins late is idle until then, and rightly says so. */
class LateBeginTest {
    private static final Case CASE = CaseParser.parse(
                    "F",
                    "family L3 late R11 Why.\n"
                            + "001 t  open tx(5:1) quiesce start(5) next(1) append(late) actualizeLater quiesce landAppend"
                            + " join start(5) actualize quiesce tx(5:1) drained",
                    Bounds.USUAL)
            .get(0);

    private boolean wasKept;

    @Test
    void aQuiesceBehindAnActualizeWaitsForItsRecovery() {
        try (CaseJudge judge = new CaseJudge(LateBegin::new, Profile.STRICT, 1_000)) {
            judge.begin();
            CaseResult result = judge.run(CASE).result();
            assertEquals(Verdict.PASS, result.verdict(), () -> String.valueOf(result.finding()));
        }
        assertTrue(wasKept, "actualize was begun late");
    }

    /** Begins with actualize when there is nothing else to say. */
    private final class LateBegin implements Channel {
        private final FakeChannel adapter = new FakeChannel(Planted.NONE);
        private String kept;

        @Override
        public boolean send(String line) {
            if (line.contains("\"op\":\"actualize\"")) {
                kept = line;
                wasKept = true;
                return true;
            }
            return adapter.send(line);
        }

        @Override
        public Incoming receive(long waitMs) {
            Incoming incoming = adapter.receive(waitMs);
            if (incoming == null && kept != null) {
                adapter.send(kept);
                kept = null;
            }
            return incoming;
        }

        @Override
        public String stderrTail() {
            return adapter.stderrTail();
        }

        @Override
        public void close() {
            adapter.close();
        }
    }
}
