package io.isequencer.storage.disk;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** Takes a lock, for reading or for writing, says how that ended, and holds it until its input ends. */
final class PathLockProbe {
    private PathLockProbe() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        try (PathLock lock = args[0].equals("read") ? PathLock.tryAcquireToRead(file) : PathLock.tryAcquire(file)) {
            System.out.println(lock == null ? "taken" : "locked");
            System.in.read();
        } catch (AccessDeniedException e) {
            System.out.println("denied");
        }
    }
}
