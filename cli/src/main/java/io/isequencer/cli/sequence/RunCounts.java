package io.isequencer.cli.sequence;

import io.isequencer.cli.Text;

/** What a run of {@code sequence} has done so far. Not thread-safe. */
final class RunCounts {
    private long events;
    private long numbers;
    private long explicitNumbers;
    private long badLines;
    private long resumedLines;

    long events() {
        return events;
    }

    void numbered(EventCommand command) {
        events++;
        numbers += command.seqIds().length;
        explicitNumbers += command.explicitSeqIds().length;
    }

    void bad() {
        badLines++;
    }

    /** A line whose event is in the log already. */
    void resumed() {
        resumedLines++;
    }

    String summary() {
        StringBuilder text = new StringBuilder();
        text.append(Text.counted(events, "event")).append(", ").append(Text.counted(numbers, "number"));
        if (explicitNumbers > 0) {
            text.append(", ").append(Text.counted(explicitNumbers, "explicit number"));
        }
        if (resumedLines > 0) {
            text.append(", ").append(Text.counted(resumedLines, "line")).append(" already in the log");
        }
        return text.append(", ").append(Text.counted(badLines, "bad line")).toString();
    }
}
