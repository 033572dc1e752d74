package io.isequencer.storage.mapdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.mapdb.DBMaker;

/**
 * All that seals and generations ask of the file system, so that tests can fail and end at any call. MapDB's own file is
 * not written through it.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Errors:</i> {@link IOException}.
 * </ul>
 */
interface Disk {

    /** Creates the directory if need be, its entry in the parent durable. */
    void createDirectory(Path directory) throws IOException;

    /** The names of the files in a directory, sorted; none if it does not exist. */
    List<String> list(Path directory) throws IOException;

    InputStream read(Path file) throws IOException;

    /**
     * Creates a file and makes its content durable; its entry in the directory is not yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken: nothing is ever overwritten
     */
    void write(Path file, Body body) throws IOException;

    /** Makes the content of a file durable that somebody else wrote. */
    void sync(Path file) throws IOException;

    /**
     * Gives a file another name at once or not at all.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    void rename(Path from, Path to) throws IOException;

    /** Deletes the file if it exists. */
    void delete(Path file) throws IOException;

    /** Makes durable what was created, renamed or deleted in a directory. */
    void syncDirectory(Path directory) throws IOException;

    /** How MapDB gets at its own file. */
    DBMaker.Maker database(Path file);

    /** What goes into a file. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }
}
