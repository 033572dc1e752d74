package io.isequencer.storage.segment;

import io.isequencer.api.StorageException;
import io.isequencer.storage.disk.Disk;
import io.isequencer.storage.disk.DiskFile;
import io.isequencer.storage.disk.RealDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A line of text that belongs to a log for its whole life: what its owner must find unchanged beside it.
 *
 * <pre>
 *   LABEL:   "1c291ca3 types=00e5a81f\n"      checksum (crc32c of the text) and text
 * </pre>
 *
 * <p>It comes into being under another name and is renamed when it is durable: it is never torn. It cannot be changed.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless; who writes one holds the log open for writing.
 *   <li><i>Errors:</i> {@link StorageException}.
 *   <li><i>Units:</i> a text is at most {@value #MAX_BYTES} bytes of UTF-8.
 * </ul>
 */
public final class LogLabel {
    static final String NAME = "LABEL";
    static final int MAX_BYTES = 1_000;

    private static final String UNFINISHED = NAME + Disk.UNFINISHED;
    private static final int CHECKSUM_DIGITS = 8;

    private LogLabel() {}

    static boolean known(String fileName) {
        return fileName.equals(NAME) || fileName.equals(UNFINISHED);
    }

    /** The label of the log in a directory, null if it has none. */
    public static String read(Path directory) {
        return read(directory, new RealDisk());
    }

    static String read(Path directory, Disk disk) {
        Path path = directory.resolve(NAME);
        byte[] bytes = new byte[CHECKSUM_DIGITS + MAX_BYTES + 3];
        int length;
        try {
            if (!disk.list(directory).contains(NAME)) {
                return null;
            }
            try (DiskFile file = disk.openForRead(path)) {
                length = file.read(0, bytes, 0, bytes.length);
            }
        } catch (IOException e) {
            throw new StorageException("label must be readable: file=" + path + ", cause=" + e, true, e);
        }
        String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        String text = line.length() > CHECKSUM_DIGITS + 1
                ? line.substring(CHECKSUM_DIGITS + 1).stripTrailing()
                : "";
        if (!line.equals(line(text))) {
            throw new StorageException(
                    "label must match its checksum: bytes=" + length + ", file=" + path
                            + "; restore the file from a copy, or delete it: the next start compares the events with the"
                            + " declared types and writes it again",
                    true);
        }
        return text;
    }

    /** Gives a label to a log that has none; afterwards it is durable. */
    public static void write(Path directory, String text) {
        write(directory, text, new RealDisk());
    }

    static void write(Path directory, String text, Disk disk) {
        byte[] line = line(text).getBytes(StandardCharsets.UTF_8);
        if (text.isBlank() || text.lines().count() != 1 || line.length > CHECKSUM_DIGITS + MAX_BYTES + 2) {
            throw new IllegalArgumentException("label must be a line of 1.." + MAX_BYTES + " bytes: label=" + text);
        }
        Path file = directory.resolve(NAME);
        try {
            disk.writeUnfinished(file, out -> out.write(line));
            disk.finish(file);
        } catch (IOException e) {
            throw new StorageException("label must be writable: file=" + file + ", cause=" + e, false, e);
        }
    }

    private static String line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return String.format(Locale.ROOT, "%08x %s\n", RecordFormat.checksum(bytes, 0, bytes.length), text);
    }
}
