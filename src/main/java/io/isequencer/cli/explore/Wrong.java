package io.isequencer.cli.explore;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A TLC configuration with a wrong reading in force. */
final class Wrong {
    private Wrong() {}

    /** Copies the modules and the configuration into the directory, with the reading; returns the configuration. */
    static Path write(Path modules, Path cfg, String reading, Path directory) throws IOException {
        if (!reading.matches("\\w+")) {
            throw new CliException(ExitCode.USAGE, "wrong must be a name of tla/Rules.tla: wrong=" + reading);
        }
        String text = Files.readString(cfg)
                .replace("SPECIFICATION Spec\n", "SPECIFICATION WrongSpec\n")
                .replace("Wrong = {}", "Wrong = {\"" + reading + "\"}");
        Files.createDirectories(directory);
        try (Stream<Path> files = Files.list(modules)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".tla")).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        // TLC finds a configuration only below its module.
        return Files.writeString(directory.resolve("wrong.cfg"), text);
    }
}
