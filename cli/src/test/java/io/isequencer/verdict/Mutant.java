package io.isequencer.verdict;

import org.w3c.dom.Element;

/**
 * A mutant as PIT reports it.
 *
 * @param className the outer class
 * @param line the text of the mutated line, without its indentation: numbers change with each edit above
 * @param mutator without the word Mutator at its end
 */
record Mutant(String className, int lineNumber, String line, String mutator, String status) {
    private static final String PACKAGE = "io.isequencer.";

    static Mutant of(Element mutation, Sources sources) {
        String className = Reports.text(mutation, "mutatedClass").replaceAll("\\$.*", "");
        int lineNumber = Integer.parseInt(Reports.text(mutation, "lineNumber"));
        String mutator = Reports.text(mutation, "mutator").replaceAll("^.*\\.|Mutator$", "");
        return new Mutant(
                className, lineNumber, sources.line(className, lineNumber), mutator, mutation.getAttribute("status"));
    }

    /** The package below {@code io.isequencer}. */
    String packageName() {
        return className.substring(PACKAGE.length(), className.lastIndexOf('.'));
    }

    boolean lives() {
        return status.equals("SURVIVED") || status.equals("NO_COVERAGE");
    }

    /** Killed for lack of time: on a busy machine that happens to equivalent ones too. */
    boolean timedOut() {
        return status.equals("TIMED_OUT");
    }

    /** What an entry of the list of equivalent mutants names. */
    String key() {
        return className.substring(PACKAGE.length()) + " `" + line + "` " + mutator;
    }

    @Override
    public String toString() {
        return key() + " (line " + lineNumber + ", " + status + ")";
    }
}
