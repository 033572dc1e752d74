package io.isequencer.storage.disk;

import java.io.File;
import java.io.IOException;
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

/**
 * The real file system.
 *
 * <p>Through {@link RandomAccessFile}: a file channel is closed when a thread that uses it is interrupted.
 *
 * <p>Open to extension for tests alone, which count and fail calls.
 */
public class RealDisk implements Disk {
    /** Nothing is asked of the file system yet. */
    public RealDisk() {}

    @Override
    public void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectory(parent);
        }
        Files.createDirectory(directory);
        if (parent != null) {
            syncDirectory(parent);
        }
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public DiskFile create(Path file) throws IOException {
        Files.createFile(file);
        return new OpenFile(file.toFile(), "rw");
    }

    @Override
    public DiskFile openForWrite(Path file) throws IOException {
        // The mode for writing would create it.
        requireFile(file);
        return new OpenFile(file.toFile(), "rw");
    }

    @Override
    public DiskFile openForRead(Path file) throws IOException {
        requireFile(file);
        return new OpenFile(file.toFile(), "r");
    }

    private static void requireFile(Path file) throws NoSuchFileException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        // An atomic move replaces what is there. The storage's lock keeps others from taking the name in between.
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    private static final class OpenFile implements DiskFile {
        private final RandomAccessFile file;

        OpenFile(File path, String mode) throws IOException {
            file = new RandomAccessFile(path, mode);
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            file.seek(position);
            int total = 0;
            while (total < length) {
                int count = file.read(target, offset + total, length - total);
                if (count < 0) {
                    break;
                }
                total += count;
            }
            return total;
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            file.seek(position);
            file.write(source, offset, length);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.setLength(size);
        }

        @Override
        public void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
