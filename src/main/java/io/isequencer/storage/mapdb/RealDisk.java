package io.isequencer.storage.mapdb;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.mapdb.DBMaker;

/** The real file system. Interrupts do no harm. */
final class RealDisk implements Disk {
    private static final int BUFFER_BYTES = 64 * 1024;

    @Override
    public void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory);
            syncDirectory(directory.toAbsolutePath().getParent());
        }
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public InputStream read(Path file) throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public void write(Path file, Body body) throws IOException {
        Files.createFile(file);
        // Not a channel: an interrupt would close it.
        try (FileOutputStream stream = new FileOutputStream(file.toFile())) {
            OutputStream buffered = new BufferedOutputStream(stream, BUFFER_BYTES);
            body.writeTo(buffered);
            buffered.flush();
            stream.getFD().sync();
        }
    }

    @Override
    public void sync(Path file) throws IOException {
        if (!Files.exists(file)) {
            // The mode for writing would create it.
            throw new NoSuchFileException(file.toString());
        }
        try (RandomAccessFile stream = new RandomAccessFile(file.toFile(), "rw")) {
            stream.getFD().sync();
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        // An atomic move replaces what is there. The store's lock keeps others from taking the name in between.
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        // Only a channel can do this; an interrupt closes it, so the interrupt waits until the work is done.
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Its access to files by default: mapped memory would end the JVM when the disk is full. */
    @Override
    public DBMaker.Maker database(Path file) {
        return DBMaker.fileDB(file.toFile()).fileLockDisable();
    }
}
