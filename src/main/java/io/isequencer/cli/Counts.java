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
        text.append(events).append(" events, ").append(numbers).append(" numbers, ");
        if (explicitNumbers > 0) {
            text.append(explicitNumbers).append(" explicit numbers, ");
        }
        if (resumedLines > 0) {
            text.append(resumedLines).append(" lines already in the log, ");
        }
        return text.append(badLines).append(" bad lines").toString();
    }
}
