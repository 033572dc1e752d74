package io.isequencer.oracle.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.oracle.judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What differs between two checks, by their JSON.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadCheckException} for JSON that is of no check.
 * </ul>
 */
public final class CheckDiff {
    private final Map<String, String> before;
    private final Map<String, String> after;

    private CheckDiff(Map<String, String> before, Map<String, String> after) {
        this.before = before;
        this.after = after;
    }

    /** Of a check and a later one. @param nameOfBefore how errors name it, and so of the other */
    public static CheckDiff of(String nameOfBefore, JsonNode before, String nameOfAfter, JsonNode after)
            throws BadCheckException {
        return new CheckDiff(outcomes(nameOfBefore, before), outcomes(nameOfAfter, after));
    }

    /** JSON that is of no check. */
    public static final class BadCheckException extends Exception {
        private static final long serialVersionUID = 1L;

        BadCheckException(String message) {
            super(message);
        }
    }

    /** In which way a case changed. */
    public enum Kind {
        /** It passes no more, or no longer follows a recommendation, or is not run any more. */
        WORSE,
        /** It passes now, or does so but for a recommendation. */
        BETTER,
        /** It does not pass in another way. */
        OTHER,
        /** It is only in the first check. */
        GONE,
        /** It is only in the second check. */
        NEW
    }

    /**
     * A case that changed.
     *
     * @param before its verdict, and property and rule of a failure; null if it was not there
     * @param after the same; null if it is not there
     */
    public record Change(Kind kind, String caseId, String before, String after) {}

    /** The cases that changed, in the order of their ids. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (String id : cases()) {
            String was = before.get(id);
            String is = after.get(id);
            if (was == null || !was.equals(is)) {
                changes.add(new Change(kind(was, is), id, was, is));
            }
        }
        return changes;
    }

    /** The ids of the cases of either. */
    public SortedSet<String> cases() {
        TreeSet<String> ids = new TreeSet<>(before.keySet());
        ids.addAll(after.keySet());
        return ids;
    }

    private static Kind kind(String was, String is) {
        if (was == null) {
            return Kind.NEW;
        }
        if (is == null) {
            return Kind.GONE;
        }
        int change = Integer.compare(badness(is), badness(was));
        return change > 0 ? Kind.WORSE : change < 0 ? Kind.BETTER : Kind.OTHER;
    }

    /** Of an outcome, from 0: one that breaks no rule is between a pass and the others. */
    private static int badness(String outcome) {
        if (outcome.equals(Verdict.PASS.id())) {
            return 0;
        }
        return outcome.equals(Verdict.NON_STRICT.id()) ? 1 : 2;
    }

    private static Map<String, String> outcomes(String name, JsonNode check) throws BadCheckException {
        JsonNode cases = check.path("cases");
        if (!cases.isArray() || !check.path("counts").isObject()) {
            throw new BadCheckException("a check must be what oracle check --json printed: file=" + name);
        }
        Map<String, String> outcomes = new TreeMap<>();
        for (JsonNode one : cases) {
            String id = one.path("id").asText();
            String verdict = one.path("verdict").asText();
            if (id.isEmpty()
                    || Stream.of(Verdict.values()).noneMatch(known -> known.id().equals(verdict))) {
                throw new BadCheckException(
                        "a case must have id and verdict: id=" + id + ", verdict=" + verdict + ", file=" + name);
            }
            boolean failed = verdict.equals(Verdict.FAIL.id());
            outcomes.put(
                    id,
                    failed
                            ? verdict + " " + one.path("property").asText() + " "
                                    + one.path("rule").asText()
                            : verdict);
        }
        return outcomes;
    }
}
