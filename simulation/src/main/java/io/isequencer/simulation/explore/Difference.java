package io.isequencer.simulation.explore;

import java.util.List;

/**
 * A step that one side can take and the other cannot.
 *
 * @param inCode whether it is the code that can
 * @param cause whether both sides have the state before: else this lies behind another difference
 * @param count how many edges of this action differ so
 * @param path the actions of a shortest way to the state before, from the beginning
 * @param before that state's variables that are not as in the beginning
 * @param change the variables that the step changes
 * @param instead what the same action changes on the other side; empty if that has no such step there
 */
public record Difference(
        String action,
        boolean inCode,
        boolean cause,
        long count,
        List<String> path,
        List<String> before,
        List<String> change,
        List<List<String>> instead) {}
