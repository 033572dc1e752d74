package io.isequencer.storage.segment;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Run as a process of its own: ends with {@link #LOCKED} if another process holds a lock on the file. */
final class LockProbe {
    static final int LOCKED = 10;

    private LockProbe() {}

    public static void main(String[] args) throws Exception {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            System.exit(channel.tryLock() == null ? LOCKED : 0);
        }
    }
}
