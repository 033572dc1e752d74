package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.segment.SegmentLogReader;
import io.isequencer.testing.ProjectFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private final String readme = ProjectFiles.read("README.md");

    @Test
    void showsTheExampleAsItIsCompiled() {
        String source = ProjectFiles.read("cli/src/test/java/io/isequencer/docs/EmbeddingExample.java");
        String example = between(source, "// README begins\n", "        // README ends")
                .lines()
                .map(line -> line.substring(Math.min(8, line.length())))
                .collect(Collectors.joining("\n"));
        assertEquals(example, between(readme, "```java\n", "\n```"));
    }

    @Test
    void theExampleWorks(@TempDir Path directory) throws InterruptedException {
        List<String> confirmed = new ArrayList<>();
        EmbeddingExample.Order tea = new EmbeddingExample.Order(42, "tea");
        EmbeddingExample.Order ink = new EmbeddingExample.Order(42, "ink");
        EmbeddingExample.commit(directory, List.of(tea, ink), confirmed);
        EmbeddingExample.commit(directory, List.of(tea), confirmed);
        assertEquals(List.of("tea is 200001", "ink is 200002", "tea is 200003"), confirmed);
        List<String> events = new ArrayList<>();
        try (SegmentLogReader log = PartitionDirectory.at(directory).readLog()) {
            log.scan(1, event -> events.add(new String(event.payload(), StandardCharsets.UTF_8)));
        }
        assertEquals(List.of("200001 tea", "200002 ink", "200003 tea"), events);
        assertTrue(between(readme, "```java\n", "```").contains("provisional"));
    }

    @Test
    void itsFirstScreenHasTheTwoCommands() {
        String firstScreen = readme.lines().limit(40).collect(Collectors.joining("\n"));
        assertTrue(firstScreen.contains("./isequencer simulate"));
        assertTrue(firstScreen.contains("mvn verify"));
        assertTrue(firstScreen.contains("./isequencer sequence --data"));
    }

    @Test
    void isReadInAFewMinutes() {
        assertTrue(readme.lines().count() <= 150, "lines must be at most 150");
    }

    /** They are rounded, and so may be off by a twentieth. */
    @Test
    void itsTimesAreThoseOfTheCommittedRun() {
        Matcher times = Pattern.compile(
                        "A `next` takes ([\\d.]+) ns, a transaction (\\d+) ns of CPU time with one key and"
                                + " (\\d+) ns with a million")
                .matcher(readme);
        assertTrue(times.find(), "the README must give the times");
        List<String> rows = List.of("next from memory", "transaction, 1 key", "transaction, 1,000,000 keys");
        for (int i = 0; i < rows.size(); i++) {
            String measured = between(ProjectFiles.read("docs/benchmarks.md"), "| " + rows.get(i) + " | ", " |");
            double nanoseconds = Double.parseDouble(measured);
            assertEquals(nanoseconds, Double.parseDouble(times.group(i + 1)), nanoseconds / 20, rows.get(i));
        }
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        assertTrue(from >= begin.length(), begin);
        return text.substring(from, text.indexOf(end, from));
    }
}
