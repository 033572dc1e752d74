package io.isequencer.storage.directory;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.NumberTable;
import io.isequencer.storage.mapdb.NumbersOnDisk;
import io.isequencer.storage.segment.LogLabel;
import io.isequencer.storage.segment.SegmentLogReader;
import io.isequencer.storage.segment.maintenance.LogReport;
import io.isequencer.storage.segment.maintenance.LogVerifier;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a data directory as a whole: each record of the log; the numbers, the base and the types against it; the names.
 * A log whose end was taken away looks whole; what is beside it remembers.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe. Reads only and takes no lock: a process may work with the directory meanwhile.
 *   <li><i>Errors:</i> {@link StorageException} if the log has nothing to begin with.
 *   <li><i>Units:</i> memory grows with the number of keys.
 *   <li><i>Source:</i> CheckpointReal, CheckpointSound and StorageJustified.
 * </ul>
 */
final class DirectoryVerifier {
    private final PartitionDirectory directory;
    private final List<String> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Highest numbers by key: in dropped events, in those below the numbers' checkpoint, in those above. */
    private final NumberTable dropped = new NumberTable();

    private final NumberTable covered = new NumberTable();
    private final NumberTable above = new NumberTable();

    DirectoryVerifier(PartitionDirectory directory) {
        this.directory = directory;
    }

    DirectoryReport verify() {
        findings.addAll(DirectoryNames.problems(directory));
        // Before the log: a process may continue with both, and its numbers never are ahead of its log.
        NumbersOnDisk numbers = NumbersOnDisk.read(directory.path());
        findings.addAll(numbers.problems());
        long checkpoint = numbers.known() ? numbers.checkpoint() : 0;
        TypesFile types = types();
        TypesCheck typesCheck = types == null ? null : new TypesCheck(types.types());
        LogReport report = LogVerifier.verify(
                directory.plog(),
                (wsId, seqId, number) -> {
                    dropped.raise(wsId, seqId, number);
                    if (typesCheck != null) {
                        typesCheck.base(wsId, seqId, number);
                    }
                },
                event -> {
                    count(event, checkpoint);
                    if (typesCheck != null) {
                        typesCheck.event(event);
                    }
                });
        if (report.end() > 1) {
            judgeTypes(types, typesCheck);
        }
        if (report.sound() && numbers.known()) {
            judgeNumbers(numbers, report);
        } else if (!numbers.known()) {
            notes.add("no numbers to compare the log with: the next start rebuilds them from it");
        }
        return new DirectoryReport(report, List.copyOf(findings), List.copyOf(notes));
    }

    /** Null if there are none, or none that can be read. */
    private TypesFile types() {
        if (!Files.exists(directory.typesFile())) {
            return null;
        }
        try {
            return TypesFile.read(directory.typesFile());
        } catch (StorageException e) {
            findings.add(e.getMessage());
            return null;
        }
    }

    private void judgeTypes(TypesFile types, TypesCheck check) {
        DeclaredTypes declared = new DeclaredTypes(directory, null);
        String label = label();
        if (types == null) {
            if (!Files.exists(directory.typesFile())) {
                findings.add(declared.missingWithEvents());
            }
            return;
        }
        String mismatch = declared.mismatch(types, label);
        if (mismatch != null) {
            findings.add(mismatch);
        } else if (check.problem() != null) {
            findings.add(check.problem() + ", file=" + directory.typesFile());
        } else if (label == null) {
            notes.add("the log has no label with the checksum of the types: the next start of sequence gives it one");
        }
    }

    private String label() {
        try {
            return LogLabel.read(directory.plog());
        } catch (StorageException e) {
            findings.add(e.getMessage());
            return null;
        }
    }

    private void judgeNumbers(NumbersOnDisk numbers, LogReport report) {
        try (SegmentLogReader log = directory.readLog()) {
            List<String> contradictions = numbers.contradictions(log, log.begin());
            findings.addAll(contradictions);
            if (!contradictions.isEmpty()) {
                return;
            }
        }
        NumberTable stored = new NumberTable();
        if (!numbers.forEachNumber(stored::raise)) {
            notes.add("a process has opened or replaced the numbers meanwhile: they were not compared, file="
                    + numbers.source());
            return;
        }
        // Numbers that are older than the last drop get those of the dropped events from the base.
        NumberTable known = numbers.checkpoint() >= report.begin() ? covered : above;
        dropped.forEach(known::raise);
        List<String> wrong = new ArrayList<>();
        covered.forEach((wsId, seqId, number) -> {
            long found = stored.get(wsId, seqId);
            if (found < number) {
                wrong.add("stored number must cover the events below the checkpoint: stored=" + found + ", number="
                        + number + key(wsId, seqId));
            }
        });
        stored.forEach((wsId, seqId, number) -> {
            long highest = Math.max(covered.get(wsId, seqId), above.get(wsId, seqId));
            if (number > highest) {
                wrong.add("stored number must be one that an event has: stored=" + number + ", highest=" + highest
                        + key(wsId, seqId));
            }
        });
        if (!wrong.isEmpty()) {
            findings.add(wrong.get(0) + ", wrongKeys=" + wrong.size() + ", file=" + numbers.source());
        }
    }

    private static String key(long wsId, int seqId) {
        return ", wsId=" + Long.toUnsignedString(wsId) + ", seqId=" + seqId;
    }

    private void count(Event event, long checkpoint) {
        NumberTable numbers = event.plogOffset() < checkpoint ? covered : above;
        for (int i = 0; i < event.size(); i++) {
            numbers.raise(event.wsId(), event.seqId(i), event.number(i));
        }
    }
}
