package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.conformance.Toolchains;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner of a sequencer does that fails some of the cases, until it is known what fails and why. */
@Tag("slow")
class FailingAdapterTest {
    private static final String CASES = "L0-drain-001,L0-use-*,L2-use-lookup-00[1-4]";

    private static final List<String> GOOD = List.of("python3", path("conformance/adapters/python/adapter.py"));
    private static final List<String> BAD =
            List.of("python3", path("conformance/adapters/python/defective.py"), "R18-use-lowers");

    @TempDir
    Path directory;

    @BeforeAll
    static void requirePython() {
        Toolchains.require("python3", "a failing adapter");
    }

    @Test
    void theReportsOfOneRunAgree() throws IOException {
        Path junit = directory.resolve("junit.xml");
        Path html = directory.resolve("first-failure.html");
        Cli.Result run =
                check(BAD, ExitCode.VIOLATION, "--json", "--junit", junit.toString(), "--html", html.toString());
        JsonNode json = new ObjectMapper().readTree(run.out());
        List<String> failed = failed(json);
        assertTrue(failed.size() > 2, "first, last and another: " + failed);
        assertEquals(1, json.get("exitCode").asInt());
        assertEquals(failed.size(), json.get("counts").get("FAIL").asInt());
        String xml = Files.readString(junit);
        assertEquals(failed, failedInJunit(xml));
        assertTrue(
                xml.contains("tests=\"" + json.get("cases").size() + "\" failures=\"" + failed.size()
                        + "\" errors=\"0\" skipped=\"0\""),
                xml);
        String page = Files.readString(html);
        JsonNode first = json.findParents("id").stream()
                .filter(one -> one.get("id").asText().equals(failed.get(0)))
                .findFirst()
                .orElseThrow();
        assertTrue(page.contains("--case " + failed.get(0)), "the timeline is that of " + failed.get(0));
        for (String each : List.of("property", "allowed")) {
            assertTrue(page.contains(first.get(each).asText()), each + " in the timeline: " + first);
        }
    }

    @Test
    void theFirstFailureEndsACheckThatIsToEndThere() throws IOException {
        List<String> listed = listed(updatedBaseline());
        Cli.Result stopped = check(BAD, ExitCode.VIOLATION, "--until-failure", "--repeat", "1");
        assertTrue(stopped.lines().get(0).startsWith("FAIL " + id(listed.get(0)) + "  R18  "), stopped.out());
        assertFalse(stopped.out().contains("FAIL " + id(listed.get(1))), stopped.out());
        assertTrue(stopped.out().contains("stopped      at the first failure; not run: cases="), stopped.out());

        Path known = baseline(listed.get(0), listed.get(listed.size() - 1));
        Cli.Result next =
                check(BAD, ExitCode.VIOLATION, "--until-failure", "--repeat", "1", "--baseline", known.toString());
        assertTrue(next.out().contains("FAIL " + id(listed.get(0)) + "  R18  "), next.out());
        assertTrue(
                next.out().contains("  not listed " + listed.get(1).replaceFirst(" ", " is ") + ", and is not listed"),
                next.out());
        assertTrue(next.out().contains("baseline     listed=2 different=1"), "nothing vanished: " + next.out());
    }

    @Test
    void eachWayInWhichABaselineIsWrongIsNamed() throws IOException {
        Path file = updatedBaseline();
        List<String> listed = listed(file);
        Cli.Result same = check(BAD, ExitCode.OK, "--baseline", file.toString());
        assertTrue(same.out().contains("baseline     listed=" + listed.size() + " different=0"), same.out());

        Cli.Result repaired = check(GOOD, ExitCode.VIOLATION, "--baseline", file.toString());
        for (String entry : listed) {
            assertTrue(repaired.out().contains("  stale      " + with(entry, "passed")), repaired.out());
        }
        assertTrue(repaired.out().contains("exit         1, the baseline does not list exactly what failed"));
        Cli.Result skipped = check(withoutUse(), ExitCode.VIOLATION, "--baseline", file.toString());
        for (String entry : listed) {
            assertTrue(skipped.out().contains("  skipped    " + with(entry, "is UNIMPLEMENTED")), skipped.out());
        }
        Path withAnother = baseline(listed.get(0), "L0-gone-001 FAIL Reply R18");
        Cli.Result vanished = checkOf(id(listed.get(0)), BAD, ExitCode.VIOLATION, "--baseline", withAnother.toString());
        String gone = with("L0-gone-001 FAIL Reply R18", "is no case of this oracle");
        assertTrue(vanished.out().contains("  vanished   " + gone), vanished.out());
        Cli.Result fewer = checkOf(id(listed.get(0)), BAD, ExitCode.VIOLATION, "--baseline", file.toString());
        String leftOut = with(listed.get(1), "is left out of this check by --level or --case");
        assertTrue(fewer.out().contains("  vanished   " + leftOut), fewer.out());
    }

    @Test
    void whatChangedBetweenTwoRunsIsNamed() throws IOException {
        Path before = Files.writeString(
                directory.resolve("A.json"), check(GOOD, ExitCode.OK, "--json").out());
        Path after = Files.writeString(
                directory.resolve("B.json"),
                check(BAD, ExitCode.VIOLATION, "--json").out());
        List<String> expected = new ArrayList<>();
        for (String entry : listed(updatedBaseline())) {
            expected.add("worse   " + entry.replaceFirst(" ", "  PASS -> "));
        }
        int cases = new ObjectMapper()
                .readTree(Files.readString(after))
                .get("cases")
                .size();
        expected.add("DIFFERENT  cases=" + cases + " changed=" + expected.size());
        assertEquals(
                expected,
                Cli.run("oracle", "diff", before.toString(), after.toString())
                        .requireExit(ExitCode.VIOLATION)
                        .lines());
        Cli.run("oracle", "diff", after.toString(), after.toString()).requireExit(ExitCode.OK);
    }

    private static String id(String entry) {
        return entry.split(" ")[0];
    }

    /** How a difference from an entry is told. */
    private static String with(String entry, String what) {
        return entry.replaceFirst(" ", " " + what + ", and is listed as ");
    }

    private Path updatedBaseline() {
        Path file = directory.resolve("known.txt");
        check(BAD, ExitCode.OK, "--baseline", file.toString(), "--update-baseline");
        return file;
    }

    private static List<String> listed(Path baseline) throws IOException {
        List<String> lines = Files.readAllLines(baseline);
        assertTrue(lines.size() > 3, "first, last and another: " + lines);
        return lines.subList(1, lines.size());
    }

    private static Cli.Result check(List<String> adapter, ExitCode exit, String... options) {
        return checkOf(CASES, adapter, exit, options);
    }

    private static Cli.Result checkOf(String cases, List<String> adapter, ExitCode exit, String... options) {
        List<String> line = new ArrayList<>(List.of("oracle", "check", "--case", cases, "--patience", "1m"));
        line.addAll(List.of(options));
        line.add("--");
        line.addAll(adapter);
        return Cli.run(line.toArray(String[]::new)).requireExit(exit);
    }

    private Path baseline(String... lines) throws IOException {
        Path file = Files.createTempFile(directory, "baseline", ".txt");
        return Files.writeString(file, "# isequencer baseline 1\n" + String.join("\n", lines) + "\n");
    }

    /** The same, but it no longer says that it can be told of numbers. */
    private static List<String> withoutUse() {
        return List.of("sh", "-c", "\"$@\" | sed -u 's/\"use\",//'", "sh", BAD.get(0), BAD.get(1), BAD.get(2));
    }

    private static List<String> failed(JsonNode json) {
        List<String> ids = new ArrayList<>();
        for (JsonNode result : json.get("cases")) {
            if (result.get("verdict").asText().equals("FAIL")) {
                ids.add(result.get("id").asText());
            }
        }
        return ids;
    }

    private static List<String> failedInJunit(String xml) {
        Matcher cases = Pattern.compile("<testcase [^>]*name=\"([^\"]+)\"[^>]*>\\s*<failure")
                .matcher(xml);
        return Stream.iterate(cases.find(), found -> found, found -> cases.find())
                .map(found -> cases.group(1))
                .toList();
    }

    private static String path(String name) {
        return ProjectFiles.ROOT.resolve(name).toString();
    }
}
