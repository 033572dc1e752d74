package io.isequencer.cli.follow;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.input.BlockInput;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A file that another process is writing, and those that are put in its place when it is rotated.
 *
 * <p>The end of a file is where its successor begins: a rotated file is read on until the one in its place has content,
 * since a writer that was told to reopen its file may still write to the old one. Successors are opened as soon as they
 * are seen, so that a reader that is behind misses none.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} with {@link ExitCode#BAD_DATA} for a file that was truncated: what it held is
 *       gone; {@link Follower.StoppedException}; {@link IOException}.
 *   <li><i>Units:</i> two rotations within {@link Follower#POLL_MILLIS} cannot be told from one.
 * </ul>
 */
public final class FollowedFile implements Closeable {
    private final Path path;
    private final Follower follower;
    /** The one that is read, and its successors. */
    private final Deque<Part> parts = new ArrayDeque<>();

    /** An open file, and what tells it from others of its name. */
    private record Part(FileChannel channel, Object key) {}

    FollowedFile(Path path, Follower follower) throws IOException {
        this.path = path;
        this.follower = follower;
        Part first = open();
        if (first == null) {
            throw new NoSuchFileException(path.toString());
        }
        parts.add(first);
    }

    /** The bytes of the file that is read now, up to where its successor begins. */
    public InputStream current() {
        return new Current();
    }

    /** Goes on to the successor of the file that was read; false if there is none. */
    public boolean advance() throws IOException {
        if (parts.size() < 2) {
            return false;
        }
        parts.remove().channel.close();
        return true;
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.channel.close();
        }
    }

    private int read(byte[] bytes, int from, int length) throws IOException {
        FileChannel channel = parts.element().channel;
        while (true) {
            openSuccessor();
            // Asked before the read: what comes after it would otherwise be missed.
            boolean last = hasContentBehind();
            requireWhole(channel);
            int size = channel.read(ByteBuffer.wrap(bytes, from, length));
            if (size > 0 || last) {
                return size;
            }
            follower.await();
        }
    }

    private void openSuccessor() throws IOException {
        Object key = keyOf(path);
        if (key != null && !key.equals(parts.getLast().key)) {
            Part part = open();
            if (part != null && !part.key.equals(parts.getLast().key)) {
                parts.add(part);
            }
        }
    }

    private boolean hasContentBehind() throws IOException {
        return parts.size() > 2 || parts.size() == 2 && parts.getLast().channel.size() > 0;
    }

    private void requireWhole(FileChannel channel) throws IOException {
        if (channel.size() < channel.position()) {
            throw new CliException(
                    ExitCode.BAD_DATA,
                    "a followed file must not be truncated, rename it instead: size=" + channel.size() + ", read="
                            + channel.position());
        }
    }

    /** The file of that name, null if there is none. */
    private Part open() throws IOException {
        while (true) {
            Object key = keyOf(path);
            if (key == null) {
                return null;
            }
            try {
                FileChannel channel = new FileInputStream(path.toFile()).getChannel();
                if (key.equals(keyOf(path))) {
                    return new Part(channel, key);
                }
                channel.close();
            } catch (FileNotFoundException e) {
                // Renamed since the key was read; anything else keeps the name.
                if (keyOf(path) != null) {
                    throw e;
                }
            }
        }
    }

    private static Object keyOf(Path path) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.fileKey() == null ? attributes.creationTime() : attributes.fileKey();
        } catch (NoSuchFileException absent) {
            return null;
        }
    }

    private final class Current extends BlockInput {
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return length == 0 ? 0 : FollowedFile.this.read(bytes, from, length);
        }
    }
}
