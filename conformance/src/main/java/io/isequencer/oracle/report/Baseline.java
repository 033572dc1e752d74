package io.isequencer.oracle.report;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.wire.Escaped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What does not pass in a check and is known: each case with its verdict, and each failure with what it breaks. A failure
 * that shows in several ways, one of them first, has all of them.
 *
 * <pre>
 * # isequencer baseline 1
 * L1-last-number-001 FAIL Reply R17
 * L0-use-001 FAIL CheckpointSound R18 | Reply R18
 * L3-lost-tail-001 UNIMPLEMENTED
 * </pre>
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadBaselineException} for a text that is none.
 * </ul>
 */
public final class Baseline {
    private static final String HEAD = "# isequencer baseline 1";
    private static final int WORDS = 3;
    private static final String BETWEEN_WAYS = " | ";
    private static final Pattern WAYS = Pattern.compile("\\S+ \\S+( \\| \\S+ \\S+)*");

    private final Map<String, Entry> entries;

    private Baseline(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** A text that is no baseline. */
    public static final class BadBaselineException extends Exception {
        private static final long serialVersionUID = 1L;

        BadBaselineException(String message) {
            super(message);
        }
    }

    /**
     * What is listed of a case.
     *
     * @param ways property and rule of a failure, any of which it may show; empty of any other verdict
     */
    private record Entry(Verdict verdict, SortedSet<String> ways) {
        static Entry of(CaseResult result) {
            return new Entry(result.verdict(), result.again().ways());
        }

        /** Whether a case is as is listed here. */
        boolean has(Entry now) {
            return verdict == now.verdict && ways.containsAll(now.ways);
        }

        @Override
        public String toString() {
            return (verdict.id() + " " + String.join(BETWEEN_WAYS, ways)).strip();
        }
    }

    /** How a case differs from what is listed of it. */
    public enum Kind {
        /** It is bad, and not listed. */
        UNLISTED("not listed"),
        /** It is bad in another way than is listed. */
        OTHER("other"),
        /** It is listed as bad, and passed. */
        STALE("stale"),
        /** It was not run, and is not listed so. */
        SKIPPED("skipped"),
        /** It is listed, and was none of the cases of this check. */
        VANISHED("vanished");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** As reports have it. */
        public String id() {
            return id;
        }
    }

    /** A difference, in words. */
    public record Difference(Kind kind, String caseId, String text) {}

    /** What a check shows now. */
    public static Baseline of(Collection<CaseResult> results) {
        Map<String, Entry> entries = new TreeMap<>();
        for (CaseResult result : results) {
            if (!hasPassed(result)) {
                entries.put(result.testCase().id(), Entry.of(result));
            }
        }
        return new Baseline(entries);
    }

    /** Reads one. */
    public static Baseline parse(String text) throws BadBaselineException {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEAD)) {
            String found = lines.isEmpty() ? "nothing" : Escaped.text(lines.get(0));
            throw new BadBaselineException("baseline must begin with the line '" + HEAD + "': found=" + found);
        }
        Map<String, Entry> entries = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] words = line.split("\\s+", WORDS);
            if (entries.put(words[0], entry(words, i + 1)) != null) {
                throw new BadBaselineException(
                        "baseline must list a case once: line=" + (i + 1) + ", case=" + words[0]);
            }
        }
        return new Baseline(entries);
    }

    private static Entry entry(String[] words, int line) throws BadBaselineException {
        Verdict verdict = Stream.of(Verdict.values())
                .filter(one -> words.length > 1 && one.id().equals(words[1]))
                .filter(one -> one != Verdict.PASS && one != Verdict.NON_STRICT)
                .findFirst()
                .orElse(null);
        String ways = words.length < WORDS ? "" : words[2].replaceAll("\\s+", " ");
        boolean fits = verdict == Verdict.FAIL ? WAYS.matcher(ways).matches() : ways.isEmpty();
        if (verdict == null || !fits) {
            throw new BadBaselineException(
                    "baseline line must be CASE FAIL PROPERTY RULE, with further ways behind ' | ',"
                            + " or CASE and another verdict that is not a pass: line=" + line + ", found="
                            + String.join(" ", words));
        }
        return new Entry(
                verdict,
                ways.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(ways.split(Pattern.quote(BETWEEN_WAYS)))));
    }

    /** As a file has it. The same results give the same bytes. */
    public String text() {
        return HEAD + "\n"
                + entries.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    /** How many cases are listed. */
    public int size() {
        return entries.size();
    }

    /** Whether a case is as it is listed. */
    public boolean lists(CaseResult result) {
        Entry listed = entries.get(result.testCase().id());
        return listed != null && listed.has(Entry.of(result));
    }

    /**
     * Whatever is not as it is listed: cases in the order of the check, then those that were none of it. Cases that it did
     * not come to differ in nothing: whatever made it stop is a failure already.
     */
    public List<Difference> differences(CheckPlan plan, Collection<CaseResult> results) {
        List<Difference> differences = new ArrayList<>();
        for (CaseResult result : results) {
            difference(result, entries.get(result.testCase().id())).ifPresent(differences::add);
        }
        Set<String> planned = ids(plan);
        Set<String> known = ids(new CheckPlan(Level.L4, null, plan.seed(), Profile.STRICT, 1));
        entries.forEach((id, entry) -> {
            if (!planned.contains(id)) {
                String why = known.contains(id)
                        ? "is left out of this check by --level or --case"
                        : "is no case of this oracle";
                differences.add(new Difference(Kind.VANISHED, id, why + ", and is listed as " + entry));
            }
        });
        return differences;
    }

    private static Set<String> ids(CheckPlan plan) {
        return plan.cases(Bounds.USUAL).stream().map(Case::id).collect(Collectors.toSet());
    }

    private static Optional<Difference> difference(CaseResult result, Entry listed) {
        Entry now = Entry.of(result);
        if (listed == null ? hasPassed(result) : listed.has(now)) {
            return Optional.empty();
        }
        String words = (hasPassed(result) ? "passed" : "is " + now)
                + (listed == null ? ", and is not listed" : ", and is listed as " + listed);
        return Optional.of(
                new Difference(kind(result, listed), result.testCase().id(), words));
    }

    private static Kind kind(CaseResult result, Entry listed) {
        if (hasPassed(result)) {
            return Kind.STALE;
        }
        if (wasNotRun(result)) {
            return Kind.SKIPPED;
        }
        return listed == null ? Kind.UNLISTED : Kind.OTHER;
    }

    private static boolean hasPassed(CaseResult result) {
        return result.verdict() == Verdict.PASS || result.verdict() == Verdict.NON_STRICT;
    }

    private static boolean wasNotRun(CaseResult result) {
        return result.verdict() == Verdict.UNIMPLEMENTED || result.verdict() == Verdict.SKIPPED;
    }
}
