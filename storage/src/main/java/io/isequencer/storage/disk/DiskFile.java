package io.isequencer.storage.disk;

import java.io.Closeable;
import java.io.IOException;

/**
 * An open file.
 *
 * <ul>
 *   <li><i>Threading:</i> {@link #sync} may run beside the other calls, which come one at a time.
 *   <li><i>Units:</i> positions and sizes in bytes.
 * </ul>
 */
public interface DiskFile extends Closeable {

    long size() throws IOException;

    /**
     * Reads as much as there is, at most {@code length} bytes.
     *
     * @return how many bytes were read, less than asked for only at the end of the file
     */
    int read(long position, byte[] target, int offset, int length) throws IOException;

    void write(long position, byte[] source, int offset, int length) throws IOException;

    void truncate(long size) throws IOException;

    /** Makes durable what was written before the call. */
    void sync() throws IOException;
}
