package io.isequencer.cli;

/** What a run has done so far. Not thread-safe. */
final class Counts {
    long events;
    long numbers;
    long explicitNumbers;
    long badLines;
    long resumedLines;

    String summary() {
        StringBuilder text = new StringBuilder();
        text.append(counted(events, "event")).append(", ").append(counted(numbers, "number"));
        if (explicitNumbers > 0) {
            text.append(", ").append(counted(explicitNumbers, "explicit number"));
        }
        if (resumedLines > 0) {
            text.append(", ").append(counted(resumedLines, "line")).append(" already in the log");
        }
        return text.append(", ").append(counted(badLines, "bad line")).toString();
    }

    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
