package io.isequencer.cli;

import io.isequencer.storage.segment.LogRepair;
import io.isequencer.storage.segment.LogReport;
import io.isequencer.storage.segment.LogVerifier;
import java.util.Locale;

/**
 * {@code plog --verify} and {@code plog --repair}: the verdict on stdout, figures and findings on stderr.
 *
 * <ul>
 *   <li><i>Errors:</i> as {@link LogVerifier} and {@link LogRepair}.
 * </ul>
 */
final class PlogHealth {
    private static final int MAX_FINDINGS = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Terminal terminal;
    private final DataDirectory directory;

    PlogHealth(Terminal terminal, DataDirectory directory) {
        this.terminal = terminal;
        this.directory = directory;
    }

    ExitCode verify() {
        long begin = System.nanoTime();
        LogReport report = LogVerifier.verify(directory.plog());
        double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
        tell(report);
        terminal.tell(String.format(
                Locale.ROOT,
                "%d bytes in %.2f s (%.0f MB/s)",
                report.bytes(),
                seconds,
                report.bytes() / 1e6 / seconds));
        terminal.print(verdict(report));
        return report.sound() ? ExitCode.OK : ExitCode.BAD_DATA;
    }

    ExitCode repair(boolean consent) {
        LogRepair.Outcome outcome = LogRepair.apply(directory.plog(), report -> {
            tell(report);
            if (consent) {
                // The numbers may know of events that are about to go: the next start rebuilds them, even if we are
                // interrupted from here on.
                directory.discardNumbers();
            }
            return consent;
        });
        LogReport before = outcome.before();
        if (before.sound()) {
            terminal.print(verdict(before) + "; nothing was changed");
            return ExitCode.OK;
        }
        if (!consent) {
            terminal.print("damaged: a repair drops all events from offset " + before.end()
                    + " on, acknowledged or not; nothing was changed, --repair --yes does it");
            return ExitCode.BAD_DATA;
        }
        outcome.backups().forEach(backup -> terminal.tell("kept: file=" + backup));
        terminal.print("repaired: events " + range(before.begin(), before.end()) + " were kept, all from offset "
                + before.end() + " on were dropped; their numbers are issued again");
        return ExitCode.OK;
    }

    private void tell(LogReport report) {
        terminal.tell(Counts.counted(report.segments(), "segment") + ", "
                + Counts.counted(report.end() - report.begin(), "event") + " before the first damage, "
                + Counts.counted(report.baseKeys(), "key") + " for dropped events");
        if (report.tornTail() != null) {
            terminal.tell(
                    "torn tail, the next start cuts it: " + report.tornTail().text());
        }
        report.damage().stream().limit(MAX_FINDINGS).forEach(place -> terminal.tell("damage: " + place.text()));
        if (report.damage().size() > MAX_FINDINGS) {
            terminal.tell("and more: damagedSegments=" + report.damage().size());
        }
    }

    private static String verdict(LogReport report) {
        return report.sound()
                ? "sound: events " + range(report.begin(), report.end())
                : "damaged: only events " + range(report.begin(), report.end())
                        + " are whole; restore the damaged files from a copy, or see --repair";
    }

    private static String range(long begin, long end) {
        return end == begin ? "none" : begin + ".." + (end - 1);
    }
}
