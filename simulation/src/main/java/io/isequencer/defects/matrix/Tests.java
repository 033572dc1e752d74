package io.isequencer.defects.matrix;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.laboratory.CheckFailedException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The compiled tests and the libraries they need: Maven knows them.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CheckFailedException} if Maven is not there or fails.
 * </ul>
 */
public final class Tests {
    private Tests() {}

    /** The class path of the test suite, after compiling it. */
    public static String classPath(Path home) {
        Path target = home.toAbsolutePath().resolve("target");
        // The last module's tests see those of all others.
        Path last = home.toAbsolutePath().resolve("cli/target");
        Path list = target.resolve("test-classpath.txt");
        Path log = target.resolve("defects/maven.log");
        try {
            Files.createDirectories(log.getParent());
            Process maven = new ProcessBuilder(List.of(
                            "mvn",
                            "-q",
                            "-B",
                            "-Denforcer.skip=true",
                            "-Djacoco.skip=true",
                            "test-compile",
                            "dependency:build-classpath",
                            "-Dmdep.outputFile=" + list))
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (maven.waitFor() != 0) {
                throw new CheckFailedException(Kind.INTERNAL, "tests must compile: log=" + log);
            }
            return String.join(
                    File.pathSeparator,
                    last.resolve("test-classes").toString(),
                    last.resolve("classes").toString(),
                    Files.readString(list).strip());
        } catch (IOException failure) {
            throw new CheckFailedException(Kind.MISSING_FILE, "mvn must be on the PATH: " + failure, failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new CheckFailedException(Kind.INTERNAL, "thread must not be interrupted: waiting=mvn", failure);
        }
    }
}
