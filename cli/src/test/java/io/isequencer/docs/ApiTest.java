package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an artifact offers to programs that are compiled against it is a file, so that a change of it stands in the diff
 * and is judged by docs/versioning.md.
 */
class ApiTest {
    @ParameterizedTest
    @ValueSource(strings = {"src", "storage"})
    void theApiIsTheOneThatIsPromised(String module) throws IOException {
        String promised = "docs/api/" + module + ".txt";
        Path made = ProjectFiles.ROOT.resolve("cli/target/api-" + module + ".txt");
        String api = api(ProjectFiles.ROOT.resolve(module + "/target/classes"));
        Files.writeString(made, api);
        assertEquals(
                ProjectFiles.read(promised),
                api,
                "the API must be that of " + promised + ": read docs/versioning.md, then copy " + made.getFileName());
    }

    @Test
    void whatIsNotPublicIsNoneOfIt() throws IOException {
        String api = api(ProjectFiles.ROOT.resolve("src/target/classes"));
        assertTrue(api.contains("public abstract long next(int)"), api);
        assertTrue(!api.contains("io.isequencer.runtime.ThreadedSequencer"), api);
    }

    private static String api(Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-protected"));
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("package-info.class") && !file.endsWith("module-info.class"))
                    .map(Path::toString)
                    .sorted()
                    .forEach(arguments::add);
        }
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int exit = ToolProvider.findFirst("javap").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertEquals(0, exit, text::toString);
        return Stream.of(text.toString().split("(?m)^(?=Compiled from)"))
                .map(type -> type.replaceFirst("Compiled from .*\\R", ""))
                .filter(type -> type.startsWith("public") || type.startsWith("protected"))
                // Some versions of the tool write the exceptions of a generic method with slashes.
                .map(type -> type.replaceAll("\\R", "\n").replace('/', '.'))
                .collect(Collectors.joining("\n"));
    }
}
