package io.isequencer.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a log or a data directory holds is never opened in a way that could empty, replace or create it unasked. */
class CreationTest {
    private static final Pattern SOURCES =
            Pattern.compile("(?:src|storage)/(?:src/)?main/java/io/isequencer/storage/.*\\.java");

    private static final Pattern OVERWRITES = Pattern.compile(
            "TRUNCATE_EXISTING|REPLACE_EXISTING|\\bCREATE\\b(?!_)|new FileOutputStream|new FileWriter|\"rw\"|\"rws\"|\"rwd\""
                    + "|Files\\.(?:write|writeString|newOutputStream|newBufferedWriter|copy)\\b|truncate\\(0\\)|disk\\.replace\\(");

    /** Each with what keeps it from doing harm. */
    private static final Map<String, String> ALLOWED = Map.of(
            "RealDisk: \"rw\" x2", "one behind createFile, one behind a look whether the file exists",
            "RealDisk: REPLACE_EXISTING x1", "what Disk.replace is for, whose callers are below",
            "PathLock: CREATE x1", "a lock has no content",
            "PartitionDirectory: disk.replace( x1", "types.json that were read, and are the same but for their seal",
            "SegmentWriter: truncate(0) x1", "a segment whose header a crash tore, or that a repair has a copy of");

    @Test
    void nothingIsOverwritten() {
        Map<String, String> sources =
                ProjectFiles.text(name -> SOURCES.matcher(name).matches());
        assertTrue(sources.size() > 40, "files were found: " + sources.size());
        List<String> found = new ArrayList<>();
        sources.forEach((name, text) -> found.addAll(overwrites(name, text)));
        assertEquals(
                ALLOWED.keySet().stream().sorted().toList(),
                found.stream().sorted().toList());
    }

    @Test
    void whatOverwritesIsFound() {
        assertEquals(
                List.of("A: Files.write x2", "A: TRUNCATE_EXISTING x1"),
                overwrites("x/A.java", "Files.write(a, b); f(TRUNCATE_EXISTING, CREATE_NEW); Files.write(c, d);"));
        assertEquals(List.of(), overwrites("A.java", "// \"rwx\", Files.createFile, StandardOpenOption.CREATE_NEW"));
    }

    private static List<String> overwrites(String name, String text) {
        Map<String, Integer> counts = new java.util.TreeMap<>();
        Matcher matcher = OVERWRITES.matcher(text);
        while (matcher.find()) {
            counts.merge(matcher.group(), 1, Integer::sum);
        }
        String file = name.substring(name.lastIndexOf('/') + 1, name.length() - ".java".length());
        return counts.entrySet().stream()
                .map(entry -> file + ": " + entry.getKey() + " x" + entry.getValue())
                .toList();
    }
}
