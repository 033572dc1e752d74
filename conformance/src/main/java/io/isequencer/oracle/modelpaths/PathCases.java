package io.isequencer.oracle.modelpaths;

import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes cases of paths through the model: as few as together have each two actions, one straight after the other, that
 * any of the paths has, of the actions that the owner of the storage can steer a sequencer to.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe. The same paths give the same cases.
 *   <li><i>Source:</i> {@code docs/exploration.md}, Paths.
 * </ul>
 */
public final class PathCases {
    /** So many paths of each pair are kept to choose from. */
    private static final int KEPT = 30;

    /** What breaks if the second action of a pair goes wrong. */
    private static final Map<String, String> RULES = Map.ofEntries(
            Map.entry("Open", "R11"),
            Map.entry("Start", "R3"),
            Map.entry("Next", "R6"),
            Map.entry("Use", "R18"),
            Map.entry("Read", "R8"),
            Map.entry("Fill", "R8"),
            Map.entry("MissFail", "R8"),
            Map.entry("Flush", "R5"),
            Map.entry("Actualize", "R11"),
            Map.entry("Close", "R15"),
            Map.entry("FlWriteCheckpoint", "R10"),
            Map.entry("FlFail", "R12"),
            Map.entry("ActReadCheckpoint", "R14"),
            Map.entry("ActScan", "R14"),
            Map.entry("ActFail", "R14"),
            Map.entry("Turn", "R15"),
            Map.entry("PowerLoss", "WA"));

    /** By pair: some of its paths, those with the most pairs besides. */
    private final Map<String, List<Candidate>> byPair = new TreeMap<>();

    private long paths;

    /** A path that may be chosen. */
    private record Candidate(String name, List<PathStep> path, boolean lateAppends, Set<String> pairs) {}

    /**
     * Takes a path.
     *
     * @param name of the configuration that it is of
     * @param lateAppends whether its log has appends that land late
     */
    public void add(String name, List<PathStep> path, boolean lateAppends) {
        paths++;
        Candidate one = new Candidate(name, List.copyOf(path), lateAppends, pairs(path, lateAppends));
        one.pairs.forEach(pair -> keep(one, byPair.computeIfAbsent(pair, none -> new ArrayList<>())));
    }

    private static void keep(Candidate one, List<Candidate> kept) {
        if (kept.size() < KEPT) {
            kept.add(one);
            return;
        }
        int poorest = 0;
        for (int i = 1; i < kept.size(); i++) {
            poorest = kept.get(i).pairs.size() < kept.get(poorest).pairs.size() ? i : poorest;
        }
        if (kept.get(poorest).pairs.size() < one.pairs.size()) {
            kept.set(poorest, one);
        }
    }

    /** How many paths were taken. */
    public long paths() {
        return paths;
    }

    /** How many pairs of actions they have, and so the cases. */
    public int pairs() {
        return byPair.size();
    }

    /** The cases: each next one is the one that brings the most pairs, no longer than it takes. */
    public List<Case> cases() {
        List<Candidate> all = new ArrayList<>();
        byPair.values().forEach(all::addAll);
        Set<String> missing = new TreeSet<>(byPair.keySet());
        Map<String, Case> cases = new LinkedHashMap<>();
        while (!missing.isEmpty()) {
            Candidate best = all.get(0);
            long most = 0;
            for (Candidate one : all) {
                long brings = one.pairs.stream().filter(missing::contains).count();
                if (brings > most) {
                    most = brings;
                    best = one;
                }
            }
            Set<String> brings = new LinkedHashSet<>(best.pairs);
            brings.retainAll(missing);
            missing.removeAll(brings);
            Case testCase = build(best, brings, cases.size() + 1);
            cases.putIfAbsent(testCase.steps().toString(), testCase);
        }
        return List.copyOf(cases.values());
    }

    private static Case build(Candidate of, Set<String> brings, int number) {
        int length = 1;
        while (!pairs(of.path.subList(0, length), of.lateAppends).containsAll(brings)) {
            length++;
        }
        List<PathStep> path = of.path.subList(0, length);
        String first = brings.iterator().next();
        String actions = String.join(", ", path.stream().map(PathStep::action).toList());
        return new PathScript(path, of.lateAppends)
                .write()
                .build(
                        Case.MODEL_PREFIX + String.format(Locale.ROOT, "%03d", number),
                        Level.L3,
                        rule(first),
                        first,
                        "Whatever the schedule, all must be right. A path of the model, " + of.name + ": " + actions
                                + ".");
    }

    private static String rule(String pair) {
        return ruleOf(pair.substring(pair.lastIndexOf(", ") + 2));
    }

    /** What breaks if an act goes wrong. */
    static String ruleOf(String act) {
        String action = act.replaceAll(" .*", "");
        if (act.endsWith("torn") || action.equals("Crash") || action.startsWith("Late")) {
            return "R7";
        }
        return RULES.getOrDefault(action, "R1");
    }

    private static Set<String> pairs(List<PathStep> path, boolean lateAppends) {
        PathScript script = new PathScript(path, lateAppends);
        script.write();
        Set<String> pairs = new LinkedHashSet<>();
        List<String> acts = script.acts();
        for (int i = 1; i < acts.size(); i++) {
            pairs.add(acts.get(i - 1) + ", " + acts.get(i));
        }
        return pairs;
    }
}
