package io.isequencer.cli.oracle;

import io.isequencer.cli.Terminal;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.judge.Verdict;
import java.util.function.LongSupplier;

/**
 * How far a check is, on stderr: the last case on one line for someone who watches; for a log, a line now and then.
 *
 * <ul>
 *   <li><i>Units:</i> the clock counts nanoseconds.
 * </ul>
 */
final class CheckProgress {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long LOG_INTERVAL_NANOS = 5 * NANOS_PER_SECOND;

    private final Terminal terminal;
    private final LongSupplier nanoTime;
    private final long beginNanos;
    private long lastNanos;
    private int done;
    private int failed;

    CheckProgress(Terminal terminal, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        beginNanos = nanoTime.getAsLong();
        lastNanos = beginNanos;
    }

    /**
     * A case has ended.
     *
     * @param all how many there are; 0 if there is no end
     */
    void ended(CaseResult result, int all) {
        done++;
        failed += result.verdict() == Verdict.FAIL || result.verdict() == Verdict.BROKE_PROTOCOL ? 1 : 0;
        if (terminal.errTerminal()) {
            terminal.redraw(result.verdict().id() + " " + result.testCase().id());
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - lastNanos >= LOG_INTERVAL_NANOS) {
            lastNanos = now;
            terminal.err()
                    .println("oracle check: " + done + (all > 0 ? " of " + all : "") + " cases, " + failed + " failed, "
                            + (now - beginNanos) / NANOS_PER_SECOND + " s");
        }
    }

    /** Makes room for other lines. */
    void erase() {
        terminal.erase();
    }
}
