package io.isequencer.storage.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a segment log asks of the file system, so that a crash harness can stand between.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Errors:</i> {@link IOException}; the log decides which of them are fatal.
 * </ul>
 */
interface LogFiles {

    /** Creates the directory if need be, its entry in the parent durable. */
    void createDirectory(Path directory) throws IOException;

    /** The names of the files in a directory, sorted. */
    List<String> list(Path directory) throws IOException;

    /**
     * Creates an empty file for reading and writing; nothing that exists is ever opened by it.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    LogFile create(Path file) throws IOException;

    /**
     * Opens a file that exists for reading and writing, with what is in it.
     *
     * @throws java.nio.file.NoSuchFileException if it does not exist
     */
    LogFile openForWrite(Path file) throws IOException;

    LogFile openForRead(Path file) throws IOException;

    /**
     * Gives a file another name, at once; durable when the directory is synced.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Makes the entries of a directory durable: a new file is not, until this has returned. */
    void syncDirectory(Path directory) throws IOException;
}
