package io.isequencer.oracle.modelpaths;

import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Step;
import java.util.HashMap;
import java.util.Map;

/**
 * Keys of cases: two cases have the same key if and only if they have the same parameters and the same steps, so that a
 * sequencer cannot tell them apart. The cases of a model share few different steps, so each step is numbered, and a key
 * is the sequence of these numbers: shorter than the case, quicker than a digest of it, and without collisions.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class CaseKeys {
    /** Of parameters and of steps. */
    private final Map<Object, Integer> numbers = new HashMap<>();

    String of(Case testCase) {
        StringBuilder key = new StringBuilder(2 + 2 * testCase.steps().size());
        append(testCase.params(), key);
        for (Step step : testCase.steps()) {
            append(step, key);
        }
        return key.toString();
    }

    private void append(Object part, StringBuilder key) {
        Integer known = numbers.get(part);
        int number = known == null ? numbers.size() : known;
        if (known == null) {
            numbers.put(part, number);
        }
        key.append((char) (number >>> Character.SIZE)).append((char) number);
    }
}
