package io.isequencer.oracle.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.wire.DocumentSchema;
import io.isequencer.oracle.wire.Json;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VectorsTest {
    private static final Path COMMITTED = ProjectFiles.ROOT.resolve("conformance/vectors");
    private static final Pattern EXPECTED_NUMBER =
            Pattern.compile("\"expect\":\\{\"(?:number|plogOffset)\":\"(\\d+)\"");

    @Test
    void theCoreDoesWhatEveryVectorSays() {
        List<String> differences = Vectors.all().stream()
                .map(VectorPlayer::play)
                .filter(Objects::nonNull)
                .toList();
        assertEquals(List.of(), differences);
    }

    /** Whoever did otherwise would be told: each expected number and offset, changed, is one that the core does not give. */
    @Test
    void everyExpectationCanFail() {
        int changed = 0;
        for (Case vector : Vectors.all()) {
            String json = CaseJson.tree(vector).toString();
            Matcher number = EXPECTED_NUMBER.matcher(json);
            while (number.find()) {
                String other = json.substring(0, number.start(1)) + "424242" + json.substring(number.end(1));
                assertNotNull(VectorPlayer.play(CaseJson.read(other)), () -> vector.id() + " at " + number.start());
                changed++;
            }
        }
        assertTrue(changed > 3_000, "changed=" + changed);
    }

    @Test
    void thereAreManyEachWithAnIdAndAReason() {
        List<Case> all = Vectors.all();
        Set<String> ids = new HashSet<>();
        Set<String> rules = new TreeSet<>();
        for (Case vector : all) {
            assertTrue(ids.add(vector.id()), "twice: " + vector.id());
            assertTrue(vector.comment().length() > 20, vector.id());
            assertFalse(vector.steps().isEmpty(), vector.id());
            rules.add(vector.rule());
        }
        long own = all.stream().filter(vector -> vector.id().startsWith("V")).count();
        assertTrue(own >= 300, "vectors of this package=" + own);
        assertTrue(
                rules.containsAll(Set.of("R1", "R3", "R6", "R7", "R12", "R14", "R16", "R17", "R18")), rules::toString);
    }

    @Test
    void everyVectorIsOfTheSchema() {
        for (Case vector : Vectors.all()) {
            ObjectNode tree = CaseJson.tree(vector);
            assertEquals("", DocumentSchema.CASE.firstError(tree).orElse(""), vector.id());
            tree.remove("rule");
            assertTrue(DocumentSchema.CASE.firstError(tree).isPresent());
        }
    }

    @Test
    void everyFileIsOfTheSchema() {
        VectorFiles.of(Vectors.all()).forEach((name, bytes) -> {
            ObjectNode file = Json.parse(new String(bytes, StandardCharsets.UTF_8));
            assertEquals("", DocumentSchema.VECTOR_FILE.firstError(file).orElse(""), name);
            assertTrue(DocumentSchema.VECTOR_FILE
                    .firstError(file.put("version", 2))
                    .isPresent());
        });
    }

    @Test
    void theSameVectorsGiveTheSameBytesAndTheyAreThoseCommitted() throws IOException {
        Map<String, byte[]> first = VectorFiles.of(Vectors.all());
        Map<String, byte[]> second = VectorFiles.of(Vectors.all());
        assertEquals(List.copyOf(first.keySet()), List.copyOf(second.keySet()));
        for (Map.Entry<String, byte[]> file : first.entrySet()) {
            assertArrayEquals(file.getValue(), second.get(file.getKey()), file.getKey());
            byte[] committed = Files.readAllBytes(COMMITTED.resolve(file.getKey()));
            assertEquals(
                    VectorFiles.sha256(committed),
                    VectorFiles.sha256(file.getValue()),
                    "run: ./isequencer vectors --out conformance/vectors --force; differs: " + file.getKey());
        }
        try (Stream<Path> files = Files.list(COMMITTED)) {
            assertEquals(
                    first.keySet(),
                    files.map(path -> path.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @Test
    void whatIsReadBackIsWhatWasWritten() throws IOException {
        List<Case> read = VectorReader.read(COMMITTED);
        String index = new String(Files.readAllBytes(COMMITTED.resolve(VectorFiles.INDEX)), StandardCharsets.UTF_8);
        assertEquals(index, new String(VectorFiles.of(read).get(VectorFiles.INDEX), StandardCharsets.UTF_8));
    }
}
