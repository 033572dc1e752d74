package io.isequencer.cli;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.mapdb.NumbersOnDisk;
import io.isequencer.storage.memory.MemoryStorage;
import io.isequencer.storage.segment.LogLabel;
import io.isequencer.storage.segment.LogReport;
import io.isequencer.storage.segment.LogVerifier;
import io.isequencer.storage.segment.SegmentLogReader;
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
final class PlogVerify {
    private final DataDirectory directory;
    private final List<String> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Highest numbers by key: in dropped events, in those below the numbers' checkpoint, in those above. */
    private final MemoryStorage dropped = new MemoryStorage();

    private final MemoryStorage covered = new MemoryStorage();
    private final MemoryStorage above = new MemoryStorage();
    private final ValueBatch batch = new ValueBatch();

    PlogVerify(DataDirectory directory) {
        this.directory = directory;
    }

    /**
     * What was found.
     *
     * @param findings what is not as it was written, or contradicts the log, beside the damage in the log itself
     * @param notes what a reader of the verdict should know
     */
    record Verdict(LogReport log, List<String> findings, List<String> notes) {
        boolean sound() {
            return log.sound() && findings.isEmpty();
        }
    }

    Verdict verify() {
        findings.addAll(DataNames.problems(directory));
        // Before the log: a process may go on with both, and its numbers never are ahead of its log.
        NumbersOnDisk numbers = NumbersOnDisk.read(directory.path());
        findings.addAll(numbers.problems());
        long checkpoint = numbers.known() ? numbers.checkpoint() : 0;
        SeqTypesFile.Stored types = types();
        TypesCheck typesCheck = types == null ? null : new TypesCheck(types.types());
        LogReport report = LogVerifier.verify(
                directory.plog(),
                (wsId, seqId, number) -> {
                    raise(dropped, wsId, seqId, number);
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
        return new Verdict(report, List.copyOf(findings), List.copyOf(notes));
    }

    /** Null if there are none, or none that can be read. */
    private SeqTypesFile.Stored types() {
        if (!Files.exists(directory.typesFile())) {
            return null;
        }
        try {
            return SeqTypesFile.readStored(directory.typesFile());
        } catch (CliException e) {
            findings.add(e.getMessage());
            return null;
        }
    }

    private void judgeTypes(SeqTypesFile.Stored types, TypesCheck check) {
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
        MemoryStorage stored = new MemoryStorage();
        if (!numbers.forEachNumber((wsId, seqId, number) -> raise(stored, wsId, seqId, number))) {
            notes.add("a process has opened or replaced the numbers meanwhile: they were not compared, file="
                    + numbers.source());
            return;
        }
        // Numbers that are older than the last drop get those of the dropped events from the base.
        MemoryStorage known = numbers.checkpoint() >= report.begin() ? covered : above;
        dropped.forEachNumber((wsId, seqId, number) -> raise(known, wsId, seqId, number));
        List<String> wrong = new ArrayList<>();
        covered.forEachNumber((wsId, seqId, number) -> {
            long found = stored.readNumber(wsId, seqId);
            if (found < number) {
                wrong.add("stored number must cover the events below the checkpoint: stored=" + found + ", number="
                        + number + key(wsId, seqId));
            }
        });
        stored.forEachNumber((wsId, seqId, number) -> {
            long highest = Math.max(covered.readNumber(wsId, seqId), above.readNumber(wsId, seqId));
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
        MemoryStorage numbers = event.plogOffset() < checkpoint ? covered : above;
        batch.clear();
        for (int i = 0; i < event.size(); i++) {
            batch.add(event.wsId(), event.seqId(i), event.number(i));
        }
        numbers.write(batch, 0);
    }

    private void raise(MemoryStorage numbers, long wsId, int seqId, long number) {
        batch.clear();
        batch.add(wsId, seqId, number);
        numbers.write(batch, 0);
    }
}
