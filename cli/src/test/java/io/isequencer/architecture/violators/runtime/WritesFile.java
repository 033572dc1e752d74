package io.isequencer.architecture.violators.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks a rule on purpose. */
public final class WritesFile {
    private WritesFile() {}

    static void write(Path file) throws IOException {
        Files.writeString(file, "over what was there");
    }
}
