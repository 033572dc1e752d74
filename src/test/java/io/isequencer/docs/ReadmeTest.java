package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.architecture.ProjectFiles;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private final String readme = ProjectFiles.read("README.md");

    @Test
    void showsTheExampleAsItIsCompiled() {
        String source = ProjectFiles.read("src/test/java/io/isequencer/docs/EmbeddingExample.java");
        String example = between(source, "// README begins\n", "        // README ends")
                .lines()
                .map(line -> line.substring(Math.min(8, line.length())))
                .collect(Collectors.joining("\n"));
        assertEquals(example, between(readme, "```java\n", "\n```"));
    }

    @Test
    void theExampleWorks() throws InterruptedException {
        MemoryEventLog log = new MemoryEventLog();
        MemoryStorage storage = new MemoryStorage();
        assertEquals(200_001, EmbeddingExample.commit(log, storage));
        assertEquals(200_002, EmbeddingExample.commit(log, storage));
        assertEquals(3, storage.readCheckpoint());
        log.close();
        assertTrue(between(readme, "```java\n", "```").contains("provisional"));
    }

    @Test
    void itsFirstScreenHasTheTwoCommands() {
        String firstScreen = readme.lines().limit(40).collect(Collectors.joining("\n"));
        assertTrue(firstScreen.contains("./isequencer simulate"));
        assertTrue(firstScreen.contains("mvn verify"));
        assertTrue(firstScreen.contains("./isequencer sequence --data"));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        assertTrue(from >= begin.length(), begin);
        return text.substring(from, text.indexOf(end, from));
    }
}
