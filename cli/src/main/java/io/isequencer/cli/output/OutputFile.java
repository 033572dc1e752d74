package io.isequencer.cli.output;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.laboratory.FileTrouble;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A file that a command writes beside stdout. Every command writes through here, so that none overwrites silently and
 * all fail alike.
 *
 * <p>What is there stays, unless the user forces. Devices and pipes hold nothing that could be lost: they are written to
 * as they are. Directories on the way are created.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable; the writers as those of {@code java.io}.
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA}, that names role, file and cause, whether
 *       opening, writing, flushing or closing failed. The writers throw it too, in place of {@link IOException}, and
 *       once one has failed, so does whatever follows.
 *   <li><i>Left behind after a failure:</i> of a whole document nothing, and the old one if there was one; of a stream
 *       the lines that were written.
 * </ul>
 */
public final class OutputFile {
    private final String role;
    private final Path path;
    private final boolean force;

    private OutputFile(String role, Path path, boolean force) {
        this.role = Objects.requireNonNull(role, "role");
        this.path = Objects.requireNonNull(path, "path");
        this.force = force;
    }

    /**
     * A file to write.
     *
     * @param role what the user calls it, as {@code html}: the first word of each error
     * @param force whether a file that is there may be replaced
     */
    public static OutputFile of(String role, Path path, boolean force) {
        return new OutputFile(role, path, force);
    }

    public Path path() {
        return path;
    }

    /** Fails if the file could not be written now: to be asked before long work whose result would be lost. */
    public void check() {
        refuseToOverwrite();
        checkPlace();
    }

    /** Fails if nothing could be created there. */
    void checkPlace() {
        Path nearest = path.toAbsolutePath();
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        if (!Files.isWritable(nearest)) {
            throw unwritable(new AccessDeniedException(nearest.toString()));
        }
    }

    /** Writes a whole document. */
    public void write(String text) {
        write(out -> {
            Writer writer = encoded(out);
            writer.write(text);
            writer.flush();
        });
    }

    /** Writes a whole document. */
    public void write(byte[] bytes) {
        write(out -> out.write(bytes));
    }

    /** Opens a stream of lines; what is there is replaced, if that is forced. */
    public Writer writer() {
        refuseToOverwrite();
        boolean fresh = !Files.exists(path);
        return encoded(new Stream(
                fresh
                        ? open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)
                        : open(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)));
    }

    /** Opens a stream of lines that continues behind what is there. */
    public Writer appender() {
        return encoded(new Stream(open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
    }

    /** What a failure of an operation on this file is to the user. */
    public CliException unwritable(IOException failure) {
        return new CliException(
                ExitCode.BAD_DATA,
                role + " must be writable: file=" + path + ", cause=" + FileTrouble.cause(failure),
                failure);
    }

    public void write(Bytes bytes) {
        refuseToOverwrite();
        if (isDevice()) {
            fill(open(path, StandardOpenOption.WRITE), bytes);
        } else if (Files.exists(path)) {
            replace(bytes);
        } else {
            create(path, bytes);
        }
    }

    private void create(Path file, Bytes bytes) {
        OutputStream out = open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try {
            fill(out, bytes);
        } catch (CliException failure) {
            delete(file, failure);
            throw failure;
        }
    }

    /** By way of a second file: a disk that fills up must not cost the document that was there. */
    private void replace(Bytes bytes) {
        try {
            Path target = path.toRealPath();
            Path beside = target.resolveSibling(
                    target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            create(beside, bytes);
            Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private void fill(OutputStream opened, Bytes bytes) {
        try (OutputStream out = opened) {
            bytes.writeTo(out);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private OutputStream open(Path file, OpenOption... options) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            return Files.newOutputStream(file, options);
        } catch (IOException failure) {
            throw unwritable(failure);
        }
    }

    private void refuseToOverwrite() {
        if (Files.isDirectory(path)) {
            throw unwritable(new FileSystemException(path.toString(), null, "Is a directory"));
        }
        if (Files.exists(path) && !isDevice() && !force) {
            throw new CliException(
                    ExitCode.BAD_DATA, role + " must be a new file, or --force must be given: file=" + path);
        }
    }

    /** Or a pipe: nothing that is kept. */
    private boolean isDevice() {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }

    private static void delete(Path file, CliException failure) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException kept) {
            failure.addSuppressed(kept);
        }
    }

    /** Reports what UTF-8 cannot express, instead of writing a question mark. */
    private static Writer encoded(OutputStream out) {
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
    }

    /** What a document consists of. */
    public interface Bytes {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Fails for good: a line after a gap would tell of something that was not so. */
    private final class Stream extends OutputStream {
        private final OutputStream out;
        private IOException failure;

        Stream(OutputStream out) {
            this.out = out;
        }

        @Override
        public synchronized void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            run(() -> out.write(bytes, from, length));
        }

        @Override
        public synchronized void flush() {
            run(out::flush);
        }

        @Override
        public synchronized void close() {
            try {
                out.close();
            } catch (IOException onClose) {
                failure = failure == null ? onClose : failure;
            }
            if (failure != null) {
                throw unwritable(failure);
            }
        }

        /** A new exception each time: one that is thrown twice cannot be suppressed by itself. */
        private void run(Step step) {
            try {
                if (failure == null) {
                    step.run();
                    return;
                }
            } catch (IOException first) {
                failure = first;
                // Now, because an encoder whose last bytes cannot be written does not close what is below it.
                closeAfter(first);
            }
            throw unwritable(failure);
        }

        private void closeAfter(IOException first) {
            try {
                out.close();
            } catch (IOException second) {
                first.addSuppressed(second);
            }
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
