package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.EngineContract;
import io.isequencer.storage.contract.EngineRule;
import io.isequencer.storage.contract.EngineSuite;
import io.isequencer.testing.ProjectFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/engines.md are what the code says: its rules, and what the tests of the engines declare. */
class EnginesDocumentTest {
    private static final String DOCUMENT = "docs/engines.md";

    /** An engine, and the tests that extend the contracts for it; a port that it does not have is null. */
    private record Bundled(String name, Class<?> storage, Class<?> log) {
        static Bundled of(String name, String storage, String log) {
            return new Bundled(name, test(storage), test(log));
        }

        private static Class<?> test(String name) {
            try {
                return name == null ? null : Class.forName("io.isequencer.storage." + name);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        String cell(EngineRule rule) {
            Class<?> test = rule.isOfStorage() ? storage : log;
            if (test == null) {
                return "";
            }
            return EngineSuite.rules(declared(test)).contains(rule) ? "✓" : "–";
        }

        private static Set<Capability> declared(Class<?> test) {
            return EngineContract.declared(test);
        }
    }

    private static final List<Bundled> ENGINES = List.of(
            Bundled.of("memory", "memory.MemoryStorageTest", "memory.MemoryEventLogTest"),
            Bundled.of("segment log", null, "segment.SegmentEventLogTest"),
            Bundled.of("MapDB file", "mapdb.MapDbStorageTest", null),
            Bundled.of("MapDB store", "mapdb.NumbersStoreContractTest", null));

    @Test
    void theCapabilitiesAreThoseOfTheSuite() {
        assertShown(
                "capabilities",
                "| capability | it says that |\n|---|---|\n"
                        + Arrays.stream(Capability.values())
                                .map(it -> "| `" + it + "` | " + it.words() + " |\n")
                                .collect(Collectors.joining()));
    }

    @Test
    void theRulesAreThoseOfTheSuite() {
        assertShown(
                "rules",
                "| rule | what it asks for | without it |\n|---|---|---|\n"
                        + Arrays.stream(EngineRule.values())
                                .map(rule -> "| " + rule + " | " + rule.sentence() + " | " + rule.story() + " |\n")
                                .collect(Collectors.joining()));
    }

    @Test
    void theEnginesAreJudgedByTheRulesThatTheirTestsDeclare() {
        String head = ENGINES.stream().map(Bundled::name).collect(Collectors.joining(" | ", "| rule | ", " |\n"));
        String line = "|---" + "|:-:".repeat(ENGINES.size()) + "|\n";
        String rows = Arrays.stream(EngineRule.values())
                .map(rule -> ENGINES.stream()
                        .map(engine -> engine.cell(rule))
                        .collect(Collectors.joining(" | ", "| " + rule + " | ", " |\n")))
                .collect(Collectors.joining());
        assertShown("engines", head + line + rows);
    }

    private static void assertShown(String section, String table) {
        String document = ProjectFiles.read(DOCUMENT);
        String begin = "<!-- " + section + " -->\n";
        int from = document.indexOf(begin) + begin.length();
        assertEquals(table, document.substring(from, document.indexOf("<!-- /" + section + " -->", from)));
    }
}
