package io.isequencer.cli.data;

import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Terminal;
import io.isequencer.cli.Text;
import io.isequencer.laboratory.Stopwatch;
import io.isequencer.storage.directory.DirectoryReport;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.segment.maintenance.LogRepair;
import io.isequencer.storage.segment.maintenance.LogReport;
import java.util.Locale;

/**
 * {@code plog --verify} and {@code plog --repair}: the verdict on stdout, figures and findings on stderr.
 *
 * <ul>
 *   <li><i>Errors:</i> as {@link PartitionDirectory#verify} and {@link LogRepair}.
 * </ul>
 */
final class PlogHealth {
    private static final int MAX_FINDINGS = 20;

    private final Terminal terminal;
    private final PartitionDirectory directory;

    PlogHealth(Terminal terminal, PartitionDirectory directory) {
        this.terminal = terminal;
        this.directory = directory;
    }

    ExitCode verify() {
        Stopwatch watch = new Stopwatch();
        DirectoryReport verdict = directory.verify();
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
        LogRepair.Outcome outcome = directory.repair(report -> {
            tell(report);
            return consent;
        });
        LogReport before = outcome.before();
        if (before.sound()) {
            DirectoryReport verdict = directory.verify();
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
        terminal.tell(Text.counted(report.segments(), "segment") + ", "
                + Text.counted(report.end() - report.begin(), "event") + " before the first damage, "
                + Text.counted(report.baseKeys(), "key") + " for dropped events");
        if (report.tornTail() != null) {
            terminal.tell(
                    "torn tail, the next start cuts it: " + report.tornTail().text());
        }
        report.damage().stream().limit(MAX_FINDINGS).forEach(place -> terminal.tell("damage: " + place.text()));
        if (report.damage().size() > MAX_FINDINGS) {
            terminal.tell("and more: damagedSegments=" + report.damage().size());
        }
    }

    private void tell(DirectoryReport verdict) {
        verdict.notes().forEach(terminal::tell);
        verdict.findings().stream().limit(MAX_FINDINGS).forEach(finding -> terminal.tell("wrong: " + finding));
        if (verdict.findings().size() > MAX_FINDINGS) {
            terminal.tell("and more: wrong=" + verdict.findings().size());
        }
    }

    private static String verdict(DirectoryReport verdict) {
        LogReport report = verdict.log();
        String events = range(report.begin(), report.end());
        if (verdict.sound()) {
            return "sound: events " + events;
        }
        boolean none = report.end() == report.begin();
        if (report.sound()) {
            return "damaged: " + (none ? "the log has no events" : "events " + events + " are whole")
                    + ", but other files contradict "
                    + (none ? "it" : "them") + ", as stderr says; restore those, or the log, from a copy";
        }
        return "damaged: " + (none ? "no event is whole" : "only events " + events + " are whole")
                + " up to the first damage; restore the damaged files from a copy, or see --salvage";
    }

    private static String range(long begin, long end) {
        return end == begin ? "none" : begin + ".." + (end - 1);
    }
}
