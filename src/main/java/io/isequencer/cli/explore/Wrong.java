package io.isequencer.cli.explore;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A TLC configuration with a wrong reading in force. */
final class Wrong {
    private Wrong() {}

    /** Writes the copy and returns where it is. */
    static Path write(Path cfg, String reading, Path copy) throws IOException {
        if (!reading.matches("\\w+")) {
            throw new CliException(ExitCode.USAGE, "wrong must be a name of tla/Rules.tla: wrong=" + reading);
        }
        String text = Files.readString(cfg)
                .replace("SPECIFICATION Spec\n", "SPECIFICATION WrongSpec\n")
                .replace("Wrong = {}", "Wrong = {\"" + reading + "\"}");
        Files.createDirectories(copy.getParent());
        return Files.writeString(copy, text);
    }
}
