package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-contained file, in a directory with nothing else, by the commands of its page. */
@Tag("packaged")
class SingleFileTest {
    private static final String PAGE = ProjectFiles.read("docs/single-file.md");
    private static final long LIMIT_SECONDS = 1_200;

    @TempDir
    Path directory;

    private record Ran(int exitCode, String output) {}

    @BeforeEach
    void copyTheFile() throws IOException {
        Path built = ProjectFiles.ROOT.resolve("target/single/isequencer");
        assertTrue(Files.isExecutable(built), "mvn package must have made it: file=" + built);
        Files.copy(built, directory.resolve("isequencer"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void theFirstVerdictComesInAnEmptyDirectory() throws Exception {
        Toolchains.require("python3", "the first verdict of the self-contained file");
        long begin = System.nanoTime();
        Ran ran = run(block(PAGE, "oracle init python --example"), List.of());
        double seconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) / 1_000.0;
        System.out.println(String.format(Locale.ROOT, "first verdict: %.1f s", seconds));
        assertEquals(0, ran.exitCode(), ran.output());
        assertTrue(ran.output().matches("(?s).*\nbadge +L1 (\\d+)/\\1, 0 unimplemented\n.*"), ran.output());
    }

    /** No library has brought along what the file cannot use. */
    @Test
    void theFileIsNotMuchLargerThanItsPageSays() throws IOException {
        Matcher size = Pattern.compile("\\| the file \\| (\\d+) MB").matcher(PAGE);
        assertTrue(size.find());
        long most = Long.parseLong(size.group(1)) * 1_200_000;
        assertTrue(Files.size(directory.resolve("isequencer")) <= most, "bytes must be at most " + most);
    }

    @Test
    void whatNeedsNoSourcesWorksWithoutThem() throws Exception {
        String events = "echo '{\"ref\":\"a\",\"wsKind\":1,\"wsId\":\"1\",\"seqIds\":[1]}' | ";
        assertRuns(events + "./isequencer sequence --data d --history h.ndjson", "\"plogOffset\":\"1\"");
        assertRuns("./isequencer plog --data d", "\"ref\":\"a\"");
        assertRuns("./isequencer inspect --data d", "stored numbers   1 keys");
        assertRuns("./isequencer oracle history h.ndjson", "OK");
        assertRuns("./isequencer oracle list --level L0", "L0-drain-001");
        assertRuns("./isequencer explain R8", "Without it, for example:");
        assertRuns("./isequencer vectors --out v", "OK  wrote ");
        assertRuns("./isequencer simulate --seeds 1..3", "0 of 3 seeds failed");
        assertRuns("./isequencer doctor", "deterministic");
        assertRuns("./isequencer oracle check --level L0 -- ./isequencer oracle serve", "exit         0, ");
    }

    /** The specification is in the file: its bounded worlds, and TLC to check it. */
    @Test
    void whatNeedsTheSpecificationHasIt() throws Exception {
        String check = "./isequencer oracle check ";
        assertRuns(
                check + "--paths tiny --every 1000 --jobs 1 -- ./isequencer oracle serve",
                "exit         0, all paths that were");
        assertRuns("./isequencer explore --config tiny", "only in spec   0 states, 0 edges");
        assertRuns("./isequencer simulate --config tiny --seeds 1..3", "steps of the specification");
        assertRuns("./isequencer model --config R2-put", "1 configurations, all as expected");
        assertRuns("./isequencer replay --seed 1 --trace-json t.ndjson", "all checks passed");
        assertRuns("./isequencer trace validate t.ndjson", "all of the specification");
        assertRuns("./isequencer trace validate --engine tlc t.ndjson", "all of the specification");
        assertEquals(List.of("isequencer", "t.ndjson"), names(), "nothing else may be written where it runs");
    }

    @Test
    void whatNeedsSourcesSaysSo() throws Exception {
        Ran bench = run("./isequencer bench --quick", List.of());
        assertEquals(64, bench.exitCode(), bench.output());
        assertTrue(bench.output().contains("bench must be started by the launcher of a checkout"), bench.output());
        String defect = " --defect R10-prune-never";
        for (String command : List.of("prove", "defects", "explore" + defect, "replay" + defect)) {
            Ran ran = run("./isequencer " + command, List.of());
            assertEquals(66, ran.exitCode(), ran.output());
            assertTrue(ran.output().contains("; a checkout of the sources has it"), ran.output());
            assertFalse(ran.output().contains("\tat "), ran.output());
        }
    }

    /** Each comment of the session that shows an output is what comes out. */
    @Test
    void theSessionOfTheFirstPageRunsAsItIsShown() throws Exception {
        Path samples = Files.createDirectories(directory.resolve("docs/samples"));
        String sample = "voedger-commits.ndjson";
        Files.copy(ProjectFiles.ROOT.resolve("docs/samples").resolve(sample), samples.resolve(sample));
        String readme = ProjectFiles.read("README.md");
        Ran ran = run(block(readme, "D=$(mktemp -d)").replace("mktemp -d", "mktemp -d -p ."), List.of());
        assertEquals(0, ran.exitCode(), ran.output());
        Matcher count = Pattern.compile("wc -l +# (\\d+) events").matcher(readme);
        assertTrue(count.find());
        assertTrue(ran.output().matches("(?s).*\n *" + count.group(1) + "\n.*"), ran.output());
        Matcher shown = Pattern.compile("(?m)^# (\\{.*})$").matcher(readme);
        assertTrue(shown.find());
        assertTrue(ran.output().contains("\n" + shown.group(1) + "\n"), ran.output());
        assertTrue(ran.output().contains("R7: "), ran.output());
    }

    @Test
    void theRuntimeImageNeedsNoJava() throws Exception {
        Toolchains.require("jlink", "the runtime image");
        Path target = Files.createDirectories(directory.resolve("target/single"));
        Files.move(directory.resolve("isequencer"), target.resolve("isequencer"));
        Ran made = run(block(PAGE, "jlink --add-modules"), List.of());
        assertEquals(0, made.exitCode(), made.output());
        Files.move(directory.resolve("target/image"), directory.resolve("moved"));
        String commands = "moved/bin/isequencer sequence --data d </dev/null && moved/bin/isequencer oracle check"
                + " --case 'L0-drain-*' --patience 1m --html h.html --junit j.xml"
                + " -- moved/bin/isequencer oracle serve --threads";
        List<String> empty = List.of("env", "-i", "PATH=/usr/bin:/bin", "JAVA_HOME=/nowhere");
        Ran ran = run(commands, empty);
        assertEquals(0, ran.exitCode(), ran.output());
        assertTrue(ran.output().contains("exit         0, all cases that were run passed"), ran.output());
        // Nothing listens there; whoever has all modules that the drivers need can tell.
        Ran postgres =
                run("moved/bin/isequencer inspect --storage postgres --url jdbc:postgresql://127.0.0.1:1/none", empty);
        assertTrue(postgres.output().contains("database must answer: call=schema, sqlState=08001"), postgres.output());
        Ran cassandra =
                run("moved/bin/isequencer inspect --storage cassandra --contact 127.0.0.1:1 --keyspace none", empty);
        assertTrue(cassandra.output().contains("cluster must answer: call=connect"), cassandra.output());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertRuns(String command, String expected) throws Exception {
        Ran ran = run(command, List.of());
        assertEquals(0, ran.exitCode(), () -> command + "\n" + ran.output());
        assertTrue(ran.output().contains(expected), () -> command + "\n" + ran.output());
    }

    /** The commands of the block of the page that has this in it. */
    private static String block(String page, String has) {
        Matcher blocks = Pattern.compile("(?s)```sh\n(.*?)```").matcher(page);
        while (blocks.find()) {
            if (blocks.group(1).contains(has)) {
                return "set -e\n" + blocks.group(1);
            }
        }
        throw new AssertionError("the page must have a block with: " + has);
    }

    private Ran run(String script, List<String> before) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("sh", "-c", script));
        Path output = Files.createTempFile("output", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), script);
            return new Ran(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
