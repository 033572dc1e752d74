package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Cases that are run more than once, against a sequencer in this process that is defective as long as is wished. */
class RerunsTest {
    private static final String TWO = "L0-drain-00[12]";
    private static final Reruns ALONE = new Reruns(1, result -> false, true);

    private final List<CaseResult> heard = new ArrayList<>();
    private int launched;
    private Check check;
    /** The check is stopped when so many transactions were flushed; 0 for never. */
    private int stopAtFlush;

    private boolean endsAtFlush;

    /** An adapter whose process can be ended, and in whose middle of a case the check is stopped. */
    private final class Endable implements Channel {
        private final FakeChannel adapter;
        private boolean ended;
        private int flushes;

        Endable(FakeChannel adapter) {
            this.adapter = adapter;
        }

        @Override
        public boolean send(String line) {
            flushes += line.contains("\"op\":\"flush\"") ? 1 : 0;
            if (flushes == stopAtFlush && stopAtFlush > 0) {
                check.stop();
            }
            ended |= flushes > 0 && endsAtFlush;
            return adapter.send(line);
        }

        @Override
        public Incoming receive(long waitMs) {
            return ended ? new Incoming.Ended("signal") : adapter.receive(waitMs);
        }

        @Override
        public String stderrTail() {
            return "";
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public void close() {
            adapter.close();
        }
    }

    @Test
    void aFailureThatDoesNotComeAgainAloneIsSaidToPassThere() {
        CaseResult first = run(TWO, 1, ALONE).get(0);
        assertEquals(Verdict.FAIL, first.verdict());
        assertEquals(Verdict.PASS, first.again().alone().verdict());
        assertEquals(1, first.again().runs());
    }

    @Test
    void aFailureThatComesAgainAloneIsSaidToFailThere() {
        for (CaseResult result : run(TWO, 9, ALONE)) {
            assertEquals(Verdict.FAIL, result.again().alone().verdict());
            assertEquals(
                    result.finding().property(),
                    result.again().alone().finding().property());
        }
    }

    @Test
    void aCaseThatPassedOrWasAloneAnywayIsNotRunAgain() {
        assertNull(run("L0-drain-001", 9, ALONE).get(0).again().alone());
        assertNull(run(TWO, 0, ALONE).get(0).again().alone());
        assertNull(run(TWO, 9, Reruns.NONE).get(0).again().alone());
    }

    @Test
    void aCaseThatFailsInOneRoundHasFailed() {
        List<CaseResult> results = run("L0-drain-001", 2, new Reruns(5, result -> false, false));
        assertEquals(1, results.size());
        assertEquals(Verdict.FAIL, results.get(0).verdict());
        String way = results.get(0).finding().property() + " " + results.get(0).rule();
        assertEquals(
                new CaseResult.Again(5, 2, null, new TreeSet<>(Set.of(way))),
                results.get(0).again());
        assertEquals(5, heard.size());
    }

    @Test
    void roundsWithoutEndEndWhereTheyAreStopped() {
        List<CaseResult> results = run("L0-drain-001", 0, new Reruns(0, result -> heard.size() == 3, false));
        assertEquals(
                new CaseResult.Again(3, 0, null, new TreeSet<>()),
                results.get(0).again());
    }

    @Test
    void roundsWithoutEndEndIfNothingCanBeRun() {
        Check check = new Check(
                () -> new FakeChannel(Planted.NONE),
                new CheckPlan(
                        Level.L4,
                        "L2-close-timeout-*",
                        1,
                        Profile.of("go-2026-08").orElseThrow(),
                        100),
                heard::add,
                new Timelines(false),
                new Reruns(0, result -> false, true));
        check.run().forEach(result -> assertEquals(Verdict.SKIPPED, result.verdict()));
    }

    @Test
    void roundsWithoutEndEndWhenTheCheckIsStopped() {
        stopAtFlush = 5;
        List<CaseResult> results = run(TWO, 0, new Reruns(0, result -> false, true));
        assertTrue(check.isStopped());
        assertEquals(2, results.size());
        assertEquals(
                heard.size(),
                results.get(0).again().runs() + results.get(1).again().runs());
        results.forEach(result -> assertEquals(Verdict.PASS, result.verdict()));
        assertEquals(1, launched, "the case under way is broken off, and not run again alone");
    }

    /** The signal that is sent to us may have reached the adapter before. */
    @Test
    void whatAnEndOfTheProcessMadeOfACaseIsLostIfTheCheckIsStopped() {
        stopAtFlush = 1;
        assertEquals(List.of(), run("L0-drain-001", 0, new Reruns(0, result -> false, true)));
        assertEquals(List.of(), heard);
    }

    /** Too many of them end a round; one in each of many rounds does not. */
    @Test
    void aCaseThatBreaksTheProtocolIsRunAsOftenAsAskedFor() {
        endsAtFlush = true;
        int rounds = Check.MAX_BROKEN + 2;
        CaseResult result = run("L0-drain-001", 0, new Reruns(rounds, broken -> false, false))
                .get(0);
        assertEquals(Verdict.BROKE_PROTOCOL, result.verdict());
        assertEquals(rounds, result.again().bad());
    }

    @Test
    void roundsAreCounted() {
        assertThrows(IllegalArgumentException.class, () -> new Reruns(-1, result -> false, false));
    }

    /** @param defective how many of the adapters, in the order in which they are launched */
    private List<CaseResult> run(String glob, int defective, Reruns reruns) {
        check = new Check(
                () -> {
                    launched++;
                    return new Endable(
                            new FakeChannel(launched <= defective ? Planted.CHECKPOINT_AHEAD : Planted.NONE));
                },
                new CheckPlan(Level.L0, glob, 1, Profile.STRICT, 1_000),
                heard::add,
                new Timelines(false),
                reruns);
        return check.run();
    }
}
