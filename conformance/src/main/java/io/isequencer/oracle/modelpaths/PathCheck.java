package io.isequencer.oracle.modelpaths;

import io.isequencer.oracle.drive.CaseJudge;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.ParallelCheck;
import io.isequencer.oracle.judge.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Plays paths of the model against an adapter, and counts. Paths that are the same to a sequencer are played once.
 *
 * <ul>
 *   <li><i>Threading:</i> paths are added by one thread; {@code listener} is called by others, one at a time.
 * </ul>
 */
public final class PathCheck {
    /** An adapter that fails in so many cases is left alone. */
    public static final int MAX_BAD = 10;

    private final ParallelCheck check;
    private final Consumer<CaseResult> listener;
    private final List<CaseResult> bad = new ArrayList<>();
    private final EdgeLedger ledger = new EdgeLedger();
    private final CaseKeys keys = new CaseKeys();
    private final Map<String, Played> cases = new HashMap<>();
    private final Map<Verdict, Long> casesBy = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Long> pathsBy = new EnumMap<>(Verdict.class);

    /** What the case of some paths came to. */
    private static final class Played {
        /** Those whose outcome is to be told when it is known; null afterwards. */
        private List<PathPlan> waiting = new ArrayList<>();

        private Verdict verdict;
        private BitSet unmet;
    }

    /** @param listener is notified of each case that did not pass */
    public PathCheck(ParallelCheck check, Consumer<CaseResult> listener) {
        this.check = check;
        this.listener = listener;
    }

    /** Plays a path, now or later; false if no more are played. */
    public boolean play(PathPlan path) {
        Played played = played(path);
        if (played == null) {
            return true;
        }
        return check.run(path.testCase(), run -> ended(played, run));
    }

    /** What its case becomes; null if it has been played, or will be, for another path. */
    private synchronized Played played(PathPlan path) {
        String key = keys.of(path.testCase());
        Played known = cases.get(key);
        if (known == null) {
            Played unknown = new Played();
            unknown.waiting.add(path);
            cases.put(key, unknown);
            return unknown;
        }
        if (known.waiting == null) {
            count(path, known);
        } else {
            known.waiting.add(path);
        }
        return null;
    }

    private synchronized void ended(Played played, CaseJudge.Run run) {
        played.verdict = run.result().verdict();
        played.unmet = run.unmet();
        casesBy.merge(played.verdict, 1L, Long::sum);
        played.waiting.forEach(path -> count(path, played));
        played.waiting = null;
        if (run.result().again().bad() > 0) {
            bad.add(run.result());
            listener.accept(run.result());
        }
        if (bad.size() >= MAX_BAD) {
            check.stop();
        }
    }

    private void count(PathPlan path, Played played) {
        pathsBy.merge(played.verdict, 1L, Long::sum);
        if (played.verdict == Verdict.PASS || played.verdict == Verdict.NON_STRICT) {
            ledger.passed(path, played.unmet);
        } else {
            ledger.unplayed(path);
        }
    }

    /** Of how many different cases it became that. */
    public synchronized long cases(Verdict verdict) {
        return casesBy.getOrDefault(verdict, 0L);
    }

    /** Of how many paths it became that. */
    public synchronized long paths(Verdict verdict) {
        return pathsBy.getOrDefault(verdict, 0L);
    }

    /** How many paths were played so far. */
    public synchronized long played() {
        return pathsBy.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many cases were played so far. */
    public synchronized long playedCases() {
        return casesBy.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The cases that did not pass. */
    public synchronized List<CaseResult> bad() {
        return List.copyOf(bad);
    }

    public EdgeLedger ledger() {
        return ledger;
    }
}
