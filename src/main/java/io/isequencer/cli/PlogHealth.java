package io.isequencer.cli;

import io.isequencer.laboratory.Stopwatch;
import io.isequencer.storage.segment.LogRepair;
import io.isequencer.storage.segment.LogReport;
import java.util.Locale;

/**
 * {@code plog --verify} and {@code plog --repair}: the verdict on stdout, figures and findings on stderr.
 *
 * <ul>
 *   <li><i>Errors:</i> as {@link PlogVerify} and {@link LogRepair}.
 * </ul>
 */
final class PlogHealth {
    private static final int MAX_FINDINGS = 20;

    private final Terminal terminal;
    private final DataDirectory directory;

    PlogHealth(Terminal terminal, DataDirectory directory) {
        this.terminal = terminal;
        this.directory = directory;
    }

    ExitCode verify() {
        Stopwatch watch = new Stopwatch();
        PlogVerify.Verdict verdict = new PlogVerify(directory).verify();
        double seconds = watch.seconds();
        LogReport report = verdict.log();
        tell(report);
        tell(verdict);
        terminal.tell(String.format(
                Locale.ROOT,
                "%d bytes in %.2f s (%.0f MB/s)",
                report.bytes(),
                seconds,
                report.bytes() / 1e6 / seconds));
        terminal.print(verdict(verdict));
        return verdict.sound() ? ExitCode.OK : ExitCode.BAD_DATA;
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
            PlogVerify.Verdict verdict = new PlogVerify(directory).verify();
            tell(verdict);
            terminal.print(verdict(verdict) + "; nothing was changed");
            return verdict.sound() ? ExitCode.OK : ExitCode.BAD_DATA;
        }
        if (!consent) {
            terminal.print(
                    "damaged: a repair drops all events from offset " + before.end()
                            + " on, acknowledged or not, and their numbers are issued again; nothing was changed. First restore the"
                            + " damaged files from a copy, or save all whole events and the stored numbers with plog --salvage; then --repair --yes does it");
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

    private void tell(PlogVerify.Verdict verdict) {
        verdict.notes().forEach(terminal::tell);
        verdict.findings().stream().limit(MAX_FINDINGS).forEach(finding -> terminal.tell("wrong: " + finding));
        if (verdict.findings().size() > MAX_FINDINGS) {
            terminal.tell("and more: wrong=" + verdict.findings().size());
        }
    }

    private static String verdict(PlogVerify.Verdict verdict) {
        LogReport report = verdict.log();
        String events = range(report.begin(), report.end());
        if (verdict.sound()) {
            return "sound: events " + events;
        }
        return report.sound()
                ? "damaged: events " + events
                        + " are whole, but other files contradict them, as stderr says; restore those,"
                        + " or the log, from a copy"
                : "damaged: only events " + events
                        + " are whole up to the first damage; restore the damaged files from a copy, or see --salvage";
    }

    private static String range(long begin, long end) {
        return end == begin ? "none" : begin + ".." + (end - 1);
    }
}
