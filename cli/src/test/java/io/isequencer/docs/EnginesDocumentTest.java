package io.isequencer.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.EngineContract;
import io.isequencer.storage.contract.EngineRule;
import io.isequencer.storage.contract.EngineSuite;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.verdict.Notes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/engines.md are what the code says: its rules, and what the tests of the engines declare. */
class EnginesDocumentTest {
    private static final Pattern DECLARED = Pattern.compile("@Declares\\(\\{(.*)}\\)");
    private static final String CLUSTER_TESTS = "cassandra/src/server/java/io/isequencer/storage/cassandra/";
    private static final String SERVER_TESTS = "postgres/src/server/java/io/isequencer/storage/postgres/";
    private static final String DOCUMENT = "docs/engines.md";

    /** An engine, and the tests that extend the contracts for it; a port that it does not have is null. */
    private record Bundled(String name, Set<Capability> storage, Set<Capability> log) {
        static Bundled of(String name, String storage, String log) {
            return new Bundled(name, declared(storage), declared(log));
        }

        private static Set<Capability> declared(String test) {
            try {
                return test == null ? null : EngineContract.declared(Class.forName("io.isequencer.storage." + test));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }

        /** What a test declares that is compiled only where there is a server for it. */
        private static Set<Capability> read(String test) {
            Matcher declared = DECLARED.matcher(ProjectFiles.read(test));
            assertTrue(declared.find(), test);
            return Arrays.stream(Capability.values())
                    .filter(it -> declared.group(1).contains("Capability." + it))
                    .collect(Collectors.toSet());
        }

        String cell(EngineRule rule) {
            Set<Capability> declared = rule.isOfStorage() ? storage : log;
            if (declared == null) {
                return "";
            }
            return EngineSuite.rules(declared).contains(rule) ? "✓" : "–";
        }
    }

    private static final List<Bundled> ENGINES = List.of(
            Bundled.of("memory", "memory.MemoryStorageTest", "memory.MemoryEventLogTest"),
            Bundled.of("segment log", null, "segment.SegmentEventLogTest"),
            Bundled.of("MapDB file", "mapdb.MapDbStorageTest", null),
            Bundled.of("MapDB store", "mapdb.NumbersStoreContractTest", null),
            Bundled.of("MVStore file", "mvstore.MvStoreStorageTest", null),
            new Bundled(
                    "PostgreSQL",
                    Bundled.read(SERVER_TESTS + "PostgresStorageContractTest.java"),
                    Bundled.read(SERVER_TESTS + "PostgresLogContractTest.java")),
            new Bundled(
                    "Cassandra",
                    Bundled.read(CLUSTER_TESTS + "CassandraStorageContractTest.java"),
                    Bundled.read(CLUSTER_TESTS + "CassandraLogContractTest.java")));

    @Test
    void theBuildSaysWhichServersAreJudged() {
        List<String> notes = new ArrayList<>();
        if (!isCompiled("postgres.PostgresLogContractTest")) {
            notes.add("PostgreSQL was not judged: mvn verify -Ppostgres-server needs its server");
        }
        if (!isCompiled("cassandra.CassandraLogContractTest")) {
            notes.add("Cassandra was not judged: mvn verify -Pcassandra starts nodes and needs 5 GiB");
        }
        Notes.write(getClass(), notes);
        assertTrue(ProjectFiles.read(".ci/run").contains("mvn -B verify -Ppostgres-server,thorough\n"), "CI judges it");
    }

    private boolean isCompiled(String test) {
        return getClass().getResource("/io/isequencer/storage/" + test.replace('.', '/') + ".class") != null;
    }

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
