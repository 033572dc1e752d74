package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.judge.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a quiesce means that is never answered. */
class StuckTest {
    @Test
    void whatIsNeverWrittenIsR12WhateverTheCaseIsAbout() {
        List<CaseResult> results = check(new FakeChannel(Planted.NEVER_RETRIES_AND_IS_NEVER_IDLE), "L2-torn-retry-001");
        CaseResult result = results.get(0);
        assertEquals("R7", result.testCase().rule());
        assertEquals(Verdict.FAIL, result.verdict());
        assertEquals("Drained", result.finding().property());
        assertEquals("R12", result.rule(), () -> result.finding().toString());
        assertTrue(
                result.finding().got().contains("no write came, and no fault is left"),
                result.finding().got());
    }

    @Test
    void whoHasStoredAllAndDoesNotSaySoIsNotAccused() {
        List<CaseResult> results = check(new NeverIdle(), "L0-drain-001");
        assertEquals(Verdict.BROKE_PROTOCOL, results.get(0).verdict());
        assertTrue(
                results.get(0).finding().got().startsWith("all that was flushed is stored, no write came"),
                results.get(0).finding().got());
    }

    private static List<CaseResult> check(Channel channel, String glob) {
        CheckPlan plan = new CheckPlan(Level.L3, glob, 1, Profile.STRICT, 100);
        return new Check(() -> channel, plan, result -> {}).run();
    }

    /** A right sequencer behind an adapter that forgets to answer quiesce. */
    private static final class NeverIdle implements Channel {
        private final FakeChannel right = new FakeChannel(Planted.NONE);

        @Override
        public boolean send(String line) {
            return right.send(line);
        }

        @Override
        public Incoming receive(long waitMs) {
            Incoming incoming = right.receive(waitMs);
            boolean idle = incoming instanceof Incoming.Text text && text.line().contains("\"idle\":true");
            return idle ? receive(waitMs) : incoming;
        }

        @Override
        public String stderrTail() {
            return "";
        }

        @Override
        public void close() {
            right.close();
        }
    }
}
