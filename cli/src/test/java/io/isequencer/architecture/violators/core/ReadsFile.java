package io.isequencer.architecture.violators.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks a rule on purpose. */
public final class ReadsFile {
    private ReadsFile() {}

    static String read(Path path) throws IOException {
        return Files.readString(path);
    }
}
