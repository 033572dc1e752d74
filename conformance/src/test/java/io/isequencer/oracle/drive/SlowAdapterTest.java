package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is slow is judged as who is quick: no case does anything else because of speed. */
@Tag("slow")
class SlowAdapterTest {
    /** Each wait for several messages is longer than its largest part that means anything. */
    private static final long PATIENCE_MS = 8;

    private static final long SLOWNESS_MS = 3;

    /** They hold calls while others are waited for. */
    private static final String CASES =
            "{L2-rebuild-*,L2-merge-*,L2-prune-*,L2-stays-closed-*,L3-published-together-*}";

    @Test
    void itsCasesHoldBackWhatThoseOfAQuickOneDo() {
        List<Case> cases = new CheckPlan(Level.L3, CASES, 1, Profile.STRICT, PATIENCE_MS).cases(Bounds.USUAL);
        assertTrue(cases.size() > 20, "cases=" + cases.size());
        assertEquals(outcomes(cases, 0), outcomes(cases, SLOWNESS_MS));
    }

    private static List<String> outcomes(List<Case> cases, long slownessMs) {
        List<String> outcomes = new ArrayList<>();
        try (CaseJudge judge = new CaseJudge(() -> new SlowChannel(slownessMs), Profile.STRICT, PATIENCE_MS)) {
            judge.begin();
            for (Case each : cases) {
                CaseJudge.Run run = judge.run(each);
                outcomes.add(each.id() + " " + run.result().verdict() + " " + run.unmet());
            }
        }
        assertTrue(
                outcomes.stream().allMatch(outcome -> outcome.contains(" " + Verdict.PASS + " ")), outcomes::toString);
        return outcomes;
    }

    /** Each message takes its time, but none is missing when it is looked for. */
    private static final class SlowChannel implements Channel {
        private final FakeChannel fake = new FakeChannel(Planted.NONE);
        private final long slownessMs;

        SlowChannel(long slownessMs) {
            this.slownessMs = slownessMs;
        }

        @Override
        public boolean send(String line) {
            return fake.send(line);
        }

        @Override
        public Incoming receive(long waitMs) {
            Incoming next = fake.receive(waitMs);
            if (next != null) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(slownessMs));
            }
            return next;
        }

        @Override
        public String stderrTail() {
            return fake.stderrTail();
        }

        @Override
        public void close() {
            fake.close();
        }
    }
}
