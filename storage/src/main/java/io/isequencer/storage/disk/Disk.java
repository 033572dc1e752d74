package io.isequencer.storage.disk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * All that storages ask of the file system, so that a crash harness can stand between.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe. Interrupts do no harm, and are kept.
 *   <li><i>Errors:</i> {@link IOException}; the storage decides which of them are fatal.
 * </ul>
 */
public interface Disk {

    /** The end of a name that a file has until it is whole. */
    String UNFINISHED = ".new";

    /** Creates the directory and those above it if need be, each one's entry in its parent durable. */
    void createDirectory(Path directory) throws IOException;

    /** The names of the files in a directory, sorted. */
    List<String> list(Path directory) throws IOException;

    /**
     * Creates an empty file for reading and writing; its entry in the directory is not durable yet.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken: nothing is ever overwritten
     */
    DiskFile create(Path file) throws IOException;

    /**
     * Opens a file that exists for reading and writing, with what is in it.
     *
     * @throws java.nio.file.NoSuchFileException if it does not exist
     */
    DiskFile openForWrite(Path file) throws IOException;

    /** @throws java.nio.file.NoSuchFileException if it does not exist */
    DiskFile openForRead(Path file) throws IOException;

    /**
     * Gives a file another name at once or not at all; durable when the directory is synced.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    void rename(Path from, Path to) throws IOException;

    /** As {@link #rename}, in the place of a file that has the name. */
    void replace(Path from, Path to) throws IOException;

    /** Deletes a file if it exists. */
    void delete(Path file) throws IOException;

    /** Makes durable what was created, renamed or deleted in a directory. */
    void syncDirectory(Path directory) throws IOException;

    /** A file from its beginning on. */
    default InputStream read(Path file) throws IOException {
        return new DiskStreams.Input(openForRead(file));
    }

    /** Creates a file and makes its content durable; its entry in the directory is not yet. */
    default void write(Path file, Body body) throws IOException {
        try (DiskFile created = create(file)) {
            OutputStream out = new BufferedOutputStream(new DiskStreams.Output(created), DiskStreams.BUFFER_BYTES);
            body.writeTo(out);
            out.flush();
            created.sync();
        }
    }

    /** What a file is called until it is whole. */
    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    /** Writes a file under its {@link #unfinished} name: under its own it is to be there as a whole or not at all. */
    default void writeUnfinished(Path file, Body body) throws IOException {
        Path unfinished = unfinished(file);
        // What a crash left of an earlier try: nobody has ever read it.
        delete(unfinished);
        write(unfinished, body);
    }

    /**
     * Gives a file that was written under its {@link #unfinished} name its own, durably.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    default void finish(Path file) throws IOException {
        rename(unfinished(file), file);
        syncDirectory(file.getParent());
    }

    /** Makes the content of a file durable that somebody else wrote. */
    default void sync(Path file) throws IOException {
        try (DiskFile written = openForWrite(file)) {
            written.sync();
        }
    }

    /** What goes into a file. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }
}
