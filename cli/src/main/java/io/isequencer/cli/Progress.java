package io.isequencer.cli;

import io.isequencer.laboratory.Stopwatch;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One line on stderr, drawn over and over, for someone who watches; silent if nobody does.
 *
 * <ul>
 *   <li><i>Units:</i> sizes in bytes of input, 0 if unknown.
 * </ul>
 */
public final class Progress {
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Terminal terminal;
    private final long inputBytes;
    private final Stopwatch watch = new Stopwatch();
    private long lastNanos;
    private boolean drawn;

    public Progress(Terminal terminal, long inputBytes) {
        this.terminal = terminal;
        this.inputBytes = inputBytes;
    }

    /** Draws, if it is time to. */
    public void show(long events, long doneBytes) {
        draw(() -> text(events, doneBytes, seconds()));
    }

    /** Draws how far recovery is. */
    public void recovering(long toOffset, long endOffset) {
        draw(() -> String.format(Locale.ROOT, "recovering: read to offset %d of %d", toOffset, endOffset));
    }

    private void draw(Supplier<String> text) {
        if (!terminal.errTerminal()) {
            return;
        }
        long now = watch.nanos();
        if (now - lastNanos >= INTERVAL_NANOS) {
            lastNanos = now;
            drawn = true;
            terminal.redraw(text.get());
        }
    }

    /** Makes room for other lines. */
    public void erase() {
        if (drawn) {
            terminal.erase();
            drawn = false;
        }
    }

    public double seconds() {
        return watch.seconds();
    }

    String text(long events, long doneBytes, double seconds) {
        String text = String.format(Locale.ROOT, "%d events, %.0f events/s", events, events / Math.max(seconds, 1e-3));
        if (inputBytes > 0 && doneBytes > 0) {
            long left = Math.max(0, inputBytes - doneBytes);
            long etaSeconds = Math.round(seconds * left / doneBytes);
            text += String.format(
                    Locale.ROOT,
                    ", %d %%, ETA %d:%02d",
                    Math.min(100, 100 * doneBytes / inputBytes),
                    etaSeconds / 60,
                    etaSeconds % 60);
        }
        return text;
    }
}
