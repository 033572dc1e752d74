package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each promise names a test, and each named test exists. */
class GuaranteesTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
    private static final Pattern SUPERCLASS = Pattern.compile("class \\w+ extends (\\w+)");
    private static final Set<String> PROMISES =
            Set.of("Event log", "Input and record of `sequence`", "Numbers and checkpoint");

    private final Map<String, String> tests = sources();

    @Test
    void everyPromiseNamesATestThatExists() {
        String text = ProjectFiles.read("docs/guarantees.md");
        assertTrue(text.contains("## Event log\n"), "the promises were found");
        assertEquals(List.of(), broken(text));
    }

    @Test
    void aPromiseWithoutATestAndATestThatDoesNotExistAreFound() {
        assertEquals(List.of("a promise must name its test: - it flies"), broken("## Event log\n- it flies\n"));
        assertEquals(List.of(), broken("## Other\n- it flies\n"));
        assertEquals(
                List.of("a test must exist: test=NoSuchTest", "a test must exist: test=KillTest.noSuchCase"),
                broken("## Event log\n- it flies: `NoSuchTest`, `KillTest.noSuchCase`, `KillTest`\n"));
    }

    private List<String> broken(String text) {
        List<String> broken = new ArrayList<>();
        String section = "";
        for (String line : text.lines().toList()) {
            section = line.startsWith("## ") ? line.substring(3) : section;
            Matcher named = TEST.matcher(line);
            if (PROMISES.contains(section) && line.startsWith("- ") && !named.find()) {
                broken.add("a promise must name its test: " + line);
            }
            named.reset();
            while (named.find()) {
                String method = named.group(2);
                if (!exists(named.group(1), method)) {
                    broken.add("a test must exist: test=" + named.group(1) + (method == null ? "" : "." + method));
                }
            }
        }
        return broken;
    }

    /** In the class, or in a contract that it extends. */
    private boolean exists(String className, String method) {
        String source = tests.get(className);
        if (source == null || method == null || source.contains(" " + method + "(")) {
            return source != null;
        }
        Optional<String> superclass = SUPERCLASS
                .matcher(source)
                .results()
                .map(found -> found.group(1))
                .findFirst();
        return superclass.isPresent() && exists(superclass.get(), method);
    }

    private static Map<String, String> sources() {
        Map<String, String> sources = new TreeMap<>();
        for (String root : ProjectFiles.sourceRoots()) {
            try (Stream<Path> files = Files.walk(ProjectFiles.ROOT.resolve(root))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name = file.getFileName().toString();
                    sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return sources;
    }
}
