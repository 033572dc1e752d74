package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.rules.Property;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the model can name is known to {@code explain}, and the oracle's protocol names what the oracle does. */
class PropertyNamesTest {
    private static final Pattern CONSTANT = Pattern.compile("Property\\.([A-Z_]+)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\| .* \\| `.*` \\|$");

    @Test
    void theModelNamesWhatExplainKnows() {
        Set<String> names = names(ROW, ProjectFiles.read("tla/README.md"));
        assertTrue(names.contains("PendingBounded"), names.toString());
        assertEquals(Set.of(), unknown(names));
    }

    @Test
    void theProtocolNamesWhatTheOracleJudgesBy() throws IOException {
        String document = ProjectFiles.read("conformance/PROTOCOL.md");
        Set<String> judged = Arrays.stream(Property.values())
                .filter(property -> !property.broken().isEmpty())
                .map(Property::id)
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(judged.contains("StorageJustified"), judged.toString());
        for (String property : judged) {
            assertTrue(document.contains("*" + property + "*"), "PROTOCOL.md names " + property);
        }
        Set<String> named = constants("drive");
        named.addAll(constants("judge"));
        assertEquals(
                named,
                Arrays.stream(Property.values())
                        .filter(property -> !property.broken().isEmpty())
                        .map(Property::name)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aPropertyLeadsToItsRule() {
        Cli.Result result = Cli.run("explain", "StorageJustified").requireExit(ExitCode.OK);
        assertTrue(result.out().startsWith("StorageJustified: no stored number is above"), result.out());
        assertTrue(result.out().contains("./isequencer explain R6."), result.out());
    }

    /** What a package of the oracle names. */
    private static Set<String> constants(String part) throws IOException {
        Set<String> names = new TreeSet<>();
        Path sources = ProjectFiles.ROOT.resolve("conformance/src/main/java/io/isequencer/oracle/" + part);
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.toList()) {
                names.addAll(names(CONSTANT, Files.readString(file)));
            }
        }
        return names;
    }

    private static Set<String> unknown(Set<String> names) {
        Set<String> topics = Cli.run("explain").requireExit(ExitCode.OK).lines().stream()
                .map(line -> line.split(" ")[0])
                .collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(topics);
        return unknown;
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(hit -> hit.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }
}
