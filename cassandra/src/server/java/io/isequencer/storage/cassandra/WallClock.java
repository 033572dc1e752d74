package io.isequencer.storage.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The time of day as a process sees it, which can jump: by the library of Debian's package {@code libfaketime}. The time
 * that {@link System#nanoTime} tells goes on as it does.
 */
final class WallClock {
    private static final Optional<Path> LIBRARY = Stream.of(
                    "/usr/lib/x86_64-linux-gnu",
                    "/usr/lib/aarch64-linux-gnu",
                    "/usr/lib64",
                    "/usr/lib",
                    "/usr/local/lib")
            .map(directory -> Path.of(directory, "faketime", "libfaketime.so.1"))
            .filter(Files::isReadable)
            .findFirst();

    private final Path offset;

    /** @param offset a file that says how far it is ahead */
    WallClock(Path offset) {
        this.offset = offset;
        jump(0);
    }

    static boolean canJump() {
        return LIBRARY.isPresent();
    }

    /** What a process must find in its environment. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        LIBRARY.ifPresent(library -> {
            environment.put("LD_PRELOAD", library.toString());
            environment.put("FAKETIME_TIMESTAMP_FILE", offset.toString());
            environment.put("FAKETIME_CACHE_DURATION", "1");
            environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
            // Or the waits of a JVM end at once, again and again.
            environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        });
        return environment;
    }

    /** @param hours ahead of the real time, or behind it; 0 for the real time */
    void jump(int hours) {
        try {
            // At once: half a file would be no time.
            Path next = offset.resolveSibling(offset.getFileName() + ".next");
            Files.writeString(next, (hours < 0 ? "" : "+") + hours + "h\n");
            Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
