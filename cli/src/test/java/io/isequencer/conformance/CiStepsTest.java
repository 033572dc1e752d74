package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of the CI action, and of what the page tells to paste, run as the scripts that they are. */
@Tag("slow")
class CiStepsTest {
    private static final String PAGE = ProjectFiles.read("conformance/CI.md");
    private static final String ACTION = ProjectFiles.read("conformance/action.yml");
    private static final long LIMIT_SECONDS = 600;

    @TempDir
    Path directory;

    private Path work;
    private Path adapter;

    private record Ran(int exitCode, String output) {}

    @BeforeEach
    void installTheOracleAndAnAdapter() throws IOException {
        work = Files.createDirectory(directory.resolve("work"));
        Files.createDirectories(directory.resolve("checkout/conformance"));
        script(directory.resolve("checkout/isequencer"), "exec " + java() + " \"$@\"\n");
        adapter = script(work.resolve("my-adapter"), "exec " + java() + " oracle serve\n");
    }

    @Test
    void theActionChecksReportsAndHandsOnTheVerdict() throws Exception {
        Path summary = directory.resolve("summary.md");
        Map<String, String> environment = inputs(Map.of("command", "./my-adapter", "case", "L0-drain-*"));
        environment.put("GITHUB_STEP_SUMMARY", summary.toString());
        Ran passed = run(step(ACTION), environment);
        assertEquals(0, passed.exitCode(), passed.output());
        Path report = work.resolve("isequencer-report");
        assertTrue(Files.readString(report.resolve("junit.xml")).contains("name=\"L0-drain-001\""));
        assertTrue(Files.readString(report.resolve("first-failure.html")).contains("L0-drain-"));
        assertTrue(Files.readString(report.resolve("check.txt")).contains("exit         0,"));
        assertTrue(Files.readString(summary).startsWith("```\nadapter      isequencer"), Files.readString(summary));

        Files.writeString(work.resolve("known.txt"), "# isequencer baseline 1\nL0-drain-001 FAIL Reply R4\n");
        Ran stale = run(
                step(ACTION),
                inputs(Map.of(
                        "command", "./my-adapter", "case", "L0-drain-*", "baseline", "known.txt", "report", "r")));
        assertEquals(1, stale.exitCode(), stale.output());
        assertTrue(stale.output().contains("  stale      L0-drain-001"), stale.output());
        assertTrue(Files.exists(work.resolve("r/junit.xml")));
    }

    @Test
    void theWorkflowGivesInputsThatTheActionHas() {
        Set<String> known = new TreeSet<>(defaults().keySet());
        String workflow = block(PAGE, "uses: OWNER/REPO/conformance@COMMIT");
        Matcher given = Pattern.compile("(?m)^          (\\w+): ")
                .matcher(workflow.substring(workflow.indexOf("conformance@"), workflow.indexOf("upload-artifact")));
        Set<String> used = new TreeSet<>();
        while (given.find()) {
            used.add(given.group(1));
        }
        assertEquals(Set.of("baseline", "command", "level", "report"), used);
        assertTrue(known.containsAll(used), known.toString());
        Set<String> listed = new TreeSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(PAGE);
        while (rows.find()) {
            listed.add(rows.group(1));
        }
        assertEquals(known, listed, "the page lists the inputs");
        assertFalse(known.isEmpty());
    }

    @Test
    void theScriptForGitlabRuns() throws Exception {
        script(
                directory.resolve("bin/git"),
                "[ \"$1\" != clone ] || cp -r '" + directory.resolve("checkout") + "' oracle\n");
        List<String> lines = block(PAGE, "image: maven")
                .lines()
                .filter(line -> line.startsWith("    - "))
                .map(line -> line.substring("    - ".length()))
                .toList();
        assertEquals(3, lines.size());
        String script = String.join("\n", lines).replace("--junit", "--level L0 --junit");
        Ran ran = run("set -e\n" + script, Map.of("PATH", directory.resolve("bin") + ":" + System.getenv("PATH")));
        assertEquals(0, ran.exitCode(), ran.output());
        assertTrue(Files.readString(work.resolve("junit.xml")).contains("name=\"L0-drain-001\""));
        assertTrue(Files.exists(work.resolve("first-failure.html")));
        assertTrue(Files.exists(adapter));
    }

    /** The one script in an action. */
    private static String step(String action) {
        String run = "      run: |\n";
        assertEquals(1, action.split(Pattern.quote(run), -1).length - 1, "one step");
        return action.substring(action.indexOf(run) + run.length())
                .lines()
                .map(String::stripTrailing)
                .map(line -> line.replaceFirst("^ {8}", "") + "\n")
                .reduce("", String::concat);
    }

    /** What the runner makes of the inputs: the variables of the step. */
    private Map<String, String> inputs(Map<String, String> given) {
        Map<String, String> values = defaults();
        values.putAll(given);
        Map<String, String> environment = new TreeMap<>();
        Matcher variables = Pattern.compile("(?m)^        ([A-Z]+): (.*)$").matcher(ACTION);
        while (variables.find()) {
            String value = variables.group(2);
            for (Map.Entry<String, String> input : values.entrySet()) {
                value = value.replace("${{ inputs." + input.getKey() + " }}", input.getValue());
            }
            environment.put(
                    variables.group(1),
                    value.replace(
                            "${{ github.action_path }}",
                            directory.resolve("checkout/conformance").toString()));
        }
        assertFalse(environment.toString().contains("${{"), environment.toString());
        return environment;
    }

    private static Map<String, String> defaults() {
        Map<String, String> values = new TreeMap<>();
        String inputs = ACTION.substring(ACTION.indexOf("inputs:"), ACTION.indexOf("runs:"));
        for (String input : inputs.split("\n(?=  \\w)")) {
            Matcher name = Pattern.compile("^ *(\\w+):\n").matcher(input);
            Matcher value = Pattern.compile("default: '?([^'\n]*)").matcher(input);
            if (name.find() && !name.group(1).equals("inputs")) {
                values.put(name.group(1), value.find() ? value.group(1) : "");
            }
        }
        return values;
    }

    /** The code block that has this in it. */
    private static String block(String page, String has) {
        int at = page.indexOf(has);
        int from = page.lastIndexOf("```yaml\n", at);
        return page.substring(from, page.indexOf("\n```\n", at));
    }

    private Ran run(String script, Map<String, String> environment) throws Exception {
        Path output = Files.createTempFile(directory, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("GITHUB_STEP_SUMMARY");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        return new Ran(process.exitValue(), Files.readString(output));
    }

    private static String java() {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.isequencer.cli.Main"));
        words.replaceAll(word -> "'" + word + "'");
        return String.join(" ", words);
    }

    private static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertTrue(file.toFile().setExecutable(true));
        return file;
    }
}
