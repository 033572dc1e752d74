package io.isequencer.storage.directory;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.StorageException;
import io.isequencer.storage.segment.LogLabel;
import io.isequencer.storage.segment.SegmentEventLog;
import java.nio.file.Files;
import java.util.function.Consumer;

/**
 * The declared sequences of a data directory. Others would let numbers jump or be issued twice, so the log holds their
 * checksum, as its {@link LogLabel label}; in a directory with events nothing but the sealed file that fits it counts.
 *
 * <p>A directory that an older version made has no label: its types are compared with every event once, then they are
 * sealed and the label is written.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; the log's lock is held by whoever opens.
 *   <li><i>Errors:</i> {@link StorageException}; nothing was changed then.
 *   <li><i>Durability:</i> the file is durable before the label, the label before the first event.
 * </ul>
 */
final class DeclaredTypes {
    private static final String RESTORE = "; restore the file from a copy";

    private final PartitionDirectory directory;
    private final Consumer<String> remarks;

    DeclaredTypes(PartitionDirectory directory, Consumer<String> remarks) {
        this.directory = directory;
        this.remarks = remarks;
    }

    /** What a log's label says of types. */
    static String label(SeqTypes types) {
        return "types=" + TypesFile.checksum(types);
    }

    /** @param asked null to take what there is, or the default ones */
    SeqTypes open(SeqTypes asked, SegmentEventLog log) {
        boolean events = log.end() > 1;
        String label = LogLabel.read(directory.plog());
        if (!Files.exists(directory.typesFile())) {
            SeqTypes chosen = asked == null ? SeqTypes.DEFAULT : asked;
            String problem = missing(events, label, chosen);
            if (problem != null) {
                throw bad(problem);
            }
            directory.putTypes(chosen);
            bind(chosen, label);
            return chosen;
        }
        TypesFile stored = TypesFile.read(directory.typesFile());
        SeqTypes known = stored.types();
        String difference = asked == null ? null : TypesFile.firstDifference(known, asked);
        if (difference != null) {
            throw bad("types must be those of the data directory: differs at " + difference + ", file="
                    + directory.typesFile());
        }
        String problem = mismatch(stored, label);
        if (problem == null && label == null && events) {
            remarks.accept("types are compared with the events once, the log does not know them yet: events="
                    + (log.end() - log.begin()));
            problem = contradiction(known, log);
        }
        if (problem != null) {
            throw bad(problem);
        }
        if (!stored.sealed()) {
            directory.putTypes(known);
        }
        bind(known, label);
        return known;
    }

    private void bind(SeqTypes types, String label) {
        if (label == null) {
            LogLabel.write(directory.plog(), label(types));
        }
    }

    /** What to say where there is no file, null if one may be made. */
    private String missing(boolean events, String label, SeqTypes chosen) {
        if (events) {
            return missingWithEvents();
        }
        return label == null || label.equals(label(chosen))
                ? null
                : "types must be those that the log was begun with: label=" + label + ", asked=" + label(chosen)
                        + ", missing=" + directory.typesFile() + RESTORE;
    }

    /** The types of a log with events were lost; others must not take their place. */
    String missingWithEvents() {
        return "types.json must be there for a log with events: missing=" + directory.typesFile() + RESTORE
                + ", or take the types.json of a new data directory that is begun with the same --types";
    }

    /** What contradicts the label, or null. */
    String mismatch(TypesFile stored, String label) {
        if (label == null) {
            return null;
        }
        if (!label.equals(label(stored.types()))) {
            return "types must be those that the log was begun with: label=" + label + ", found="
                    + label(stored.types()) + ", file=" + directory.typesFile() + RESTORE;
        }
        return stored.sealed()
                ? null
                : "types of a data directory must be sealed with their checksum: sealed=false, file="
                        + directory.typesFile() + RESTORE;
    }

    private String contradiction(SeqTypes types, SegmentEventLog log) {
        TypesCheck check = new TypesCheck(types);
        log.forEachBaseNumber(check::base);
        log.scan(log.begin(), event -> {
            check.event(event);
            return check.problem() == null;
        });
        return check.problem() == null ? null : check.problem() + ", file=" + directory.typesFile() + RESTORE;
    }

    private static StorageException bad(String problem) {
        return new StorageException(problem, true);
    }
}
