package io.isequencer.laboratory;

import io.isequencer.laboratory.CheckFailedException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of a check's own, in a directory that holds nothing else: they are replaced without asking.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CheckFailedException} that names the file and the cause.
 * </ul>
 */
public final class ScratchFile {
    private ScratchFile() {}

    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public static void copy(Path source, Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(source);
        } catch (IOException failure) {
            throw new CheckFailedException(
                    Kind.MISSING_FILE,
                    "file must be readable: file=" + source + ", cause=" + FileTrouble.cause(failure),
                    failure);
        }
        write(file, bytes);
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, bytes);
        } catch (IOException failure) {
            throw new CheckFailedException(
                    Kind.BAD_DATA,
                    "scratch file must be writable: file=" + file + ", cause=" + FileTrouble.cause(failure),
                    failure);
        }
    }
}
