package io.isequencer.cli.oracle;

import io.isequencer.cli.Terminal;
import io.isequencer.laboratory.Stopwatch;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Says on stderr how far the judgement of a history that is being written has come: drawn over and over for someone who
 * watches, otherwise now and then a line for the service's log.
 */
final class FollowProgress {
    private static final long DRAWN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long TOLD_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Terminal terminal;
    private final Stopwatch watch = new Stopwatch();
    private long shownNanos;
    private long shownLines;
    private boolean waited;

    FollowProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** So many lines fit, and more were written. */
    void reads(long lines) {
        show(lines, "", false);
    }

    /** All lines that were written so far fit. */
    void waits(long lines) {
        show(lines, "; waiting for more", !waited);
        waited = true;
    }

    private void show(long lines, String state, boolean atOnce) {
        long now = watch.nanos();
        boolean due = lines > shownLines && now - shownNanos >= (terminal.errTerminal() ? DRAWN_NANOS : TOLD_NANOS);
        if (due || atOnce) {
            double seconds = Math.max(1, now - shownNanos) / (double) TimeUnit.SECONDS.toNanos(1);
            String text = String.format(
                    Locale.ROOT, "%d lines fit, %.0f lines/s%s", lines, (lines - shownLines) / seconds, state);
            shownNanos = now;
            shownLines = lines;
            if (terminal.errTerminal()) {
                terminal.redraw(text);
            } else {
                terminal.tell(text);
            }
        }
    }
}
