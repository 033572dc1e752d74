package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the program has of the configurations is what their files have. */
class ExploreConfigsTest {
    private static final Path DIRECTORY = ProjectFiles.ROOT.resolve("tla/explore");

    @Test
    void allAreInTheProgram() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".cfg"))
                    .sorted()
                    .toList();
            assertEquals(
                    names,
                    ExploreConfigs.NAMES.stream().map(name -> name + ".cfg").toList());
        }
        for (String name : ExploreConfigs.NAMES) {
            assertEquals(Constants.read(DIRECTORY.resolve(name + ".cfg")), ExploreConfigs.constants(name));
        }
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        CliException refused = assertThrows(CliException.class, () -> ExploreConfigs.constants("smal"));
        assertEquals(ExitCode.USAGE, refused.exitCode());
    }
}
