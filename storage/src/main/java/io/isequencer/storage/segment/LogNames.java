package io.isequencer.storage.segment;

import io.isequencer.api.StorageException;
import io.isequencer.storage.disk.Disk;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The names in a log's directory.
 *
 * <p>Any other name is an error. It may be a segment under a name that another locale, a file manager or a copy gave it:
 * a log that does not see it starts over and issues all its numbers a second time. So who has a name that no log gives
 * is recognised by its first bytes. Only names that begin with a dot are left alone: file systems and tools put them there
 * for themselves, and no log file is ever called so.
 */
public final class LogNames {
    private static final String NUMBER = "[0-9]{20}";

    /** Of parts that were cut and files that were replaced; {@link Backup} gives these names. */
    private static final Pattern SET_ASIDE =
            Pattern.compile("plog-" + NUMBER + "\\.seg\\.(?:bak|cut-[0-9]+)(?:\\.[0-9]+)?");

    private LogNames() {}

    /** @throws StorageException that says what the first unknown file is, and what to do with it */
    static void requireKnown(Disk disk, Path directory, List<String> names) {
        for (String name : names) {
            if (!known(name)) {
                throw new StorageException(
                        "name in the log's directory must be one that the log gives: name=" + name + ", directory="
                                + directory + "; nothing was changed; " + advice(disk, directory, name, names),
                        true);
            }
        }
    }

    public static boolean known(String name) {
        return name.startsWith(".")
                || name.equals(LogLayout.LOCK)
                || LogLabel.known(name)
                || Segment.firstOffset(name) > 0
                || RetainedNumbers.begin(name) > 0
                || RetainedNumbers.unfinished(name)
                || setAside(name);
    }

    /** Whether a file holds what an opening cut, or a repair replaced. */
    public static boolean setAside(String name) {
        return SET_ASIDE.matcher(name).matches();
    }

    private static String advice(Disk disk, Path directory, String name, Collection<String> names) {
        String rightName;
        try {
            rightName = rightName(disk, directory.resolve(name));
        } catch (InvalidPathException e) {
            return "this process cannot express the name: run it under a UTF-8 locale, as LC_ALL=C.UTF-8";
        } catch (IOException e) {
            return "it cannot be read: cause=" + e;
        }
        if (rightName == null) {
            return "it is no file of a log: if no file of the log is missing, move it to another directory";
        }
        if (names.contains(rightName)) {
            return "it holds events or numbers for the same offsets as " + rightName
                    + ": if it is a copy of that file, move it to another directory; if it is not, two logs were written here,"
                    + " see docs/storage-format.md";
        }
        return "it is a file of this log under another name, as another locale gives: rename it, mv -n -- "
                + quoted(directory.resolve(name)) + " " + quoted(directory.resolve(rightName));
    }

    /** The name under which the log would find a file that has the first bytes of a segment or base; null for others. */
    static String rightName(Disk disk, Path path) throws IOException {
        long segment = SegmentHeader.firstOffset(disk, path);
        if (segment > 0) {
            return Segment.name(segment);
        }
        long base = RetainedNumbers.statedBegin(disk, path);
        return base > 0 ? RetainedNumbers.name(base) : null;
    }

    /** For a shell. */
    private static String quoted(Path path) {
        return "'" + path.toAbsolutePath().toString().replace("'", "'\\''") + "'";
    }
}
