package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.timeline.Frame;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A judged case is drawn as it happened. */
class TimelinesTest {
    private static final long PATIENCE_MS = 100;

    @Test
    void theLastFrameShowsTheOwnerAsItWasWhenItFailed() {
        Timelines timelines = drawn(Planted.PENDING_OVERWRITES, "L0-scan-explicit-*");
        assertEquals(Verdict.FAIL, timelines.result().verdict());
        Frame last = timelines.frames().get(timelines.frames().size() - 1);
        assertEquals("0 Judged", last.move());
        assertNotEquals("down", client(last));
    }

    @Test
    void callsAreInTheLaneOfTheDeviceThatTakesThem() {
        Map<String, String> lanes = new HashMap<>();
        for (Frame frame : drawn(Planted.NONE, "L2-fill-001").frames()) {
            lanes.put(frame.move(), frame.lane());
        }
        assertEquals("storage", lanes.get("0 FlWrite"));
        assertEquals("flusher", lanes.get("0 FlReply"));
        assertEquals("storage", lanes.get("0 Read"));
    }

    @Test
    void aKeyHasOneNameInMessagesAndInTheDrawing() {
        Timelines timelines = drawn(Planted.PENDING_OVERWRITES, "L0-scan-explicit-001");
        Frame last = timelines.frames().get(timelines.frames().size() - 1);
        String allowed = timelines.result().finding().allowed();
        assertTrue(allowed.contains("workspace 5, seqId 1 "), allowed);
        Map<?, ?> storage = (Map<?, ?>) last.state().get("storage");
        assertEquals(Set.of("workspace 5, seqId 1"), ((Map<?, ?>) storage.get("numbers")).keySet());
        Map<?, ?> log = (Map<?, ?>) last.state().get("log");
        assertEquals(Map.of("1", "workspace 5: seqId 1=10, seqId 1=3"), log.get("events"));
    }

    @Test
    void aFailureIsKeptWhateverDidNotPassBefore() {
        CaseResult known = result("L0-drain-003", Verdict.FAIL);
        Timelines timelines = new Timelines(true, result -> result.verdict() == Verdict.FAIL && !result.equals(known));
        for (CaseResult each : List.of(
                result("L0-drain-001", Verdict.PASS),
                result("L0-drain-002", Verdict.NON_STRICT),
                known,
                result("L0-drain-004", Verdict.FAIL),
                result("L0-use-001", Verdict.FAIL),
                result("L0-use-002", Verdict.PASS))) {
            timelines.ended(each, null);
        }
        assertEquals("L0-drain-004", timelines.result().testCase().id());
    }

    @Test
    void whereNothingFailedTheFirstIsKeptThatDidNotPassOrElseTheLast() {
        Timelines lax = new Timelines(true);
        lax.ended(result("L0-drain-001", Verdict.PASS), null);
        lax.ended(result("L0-drain-002", Verdict.NON_STRICT), null);
        lax.ended(result("L0-drain-003", Verdict.NON_STRICT), null);
        lax.ended(result("L0-drain-004", Verdict.PASS), null);
        assertEquals("L0-drain-002", lax.result().testCase().id());
        Timelines passed = new Timelines(true);
        passed.ended(result("L0-drain-001", Verdict.PASS), null);
        passed.ended(result("L0-drain-002", Verdict.PASS), null);
        assertEquals("L0-drain-002", passed.result().testCase().id());
    }

    private static CaseResult result(String id, Verdict verdict) {
        return new CaseResult(
                new CheckPlan(Level.L4, id, 1, Profile.STRICT, 1)
                        .cases(Bounds.USUAL)
                        .get(0),
                verdict,
                verdict == Verdict.PASS ? null : Finding.of("Reply", "right", "wrong"),
                List.of(),
                "",
                1);
    }

    private static Object client(Frame frame) {
        return ((Map<?, ?>) frame.state().get("owner0")).get("client");
    }

    private static Timelines drawn(Planted planted, String glob) {
        Timelines timelines = new Timelines(true);
        CheckPlan plan = new CheckPlan(Level.L4, glob, 1, Profile.STRICT, PATIENCE_MS);
        List<CaseResult> results = new Check(() -> new FakeChannel(planted), plan, result -> {}, timelines).run();
        assertNotEquals(List.of(), results);
        return timelines;
    }
}
