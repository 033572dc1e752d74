package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    private static final String PASS = "{\"id\":\"a\",\"verdict\":\"PASS\",\"rule\":\"R1\"}";
    private static final String FAIL = "{\"id\":\"a\",\"verdict\":\"FAIL\",\"rule\":\"R1\",\"property\":\"Reply\"}";
    private static final String FAIL_OTHERWISE =
            "{\"id\":\"a\",\"verdict\":\"FAIL\",\"rule\":\"R1\",\"property\":\"Dense\"}";
    private static final String SKIPPED = "{\"id\":\"a\",\"verdict\":\"SKIPPED\",\"rule\":\"R1\"}";
    private static final String LAX = "{\"id\":\"a\",\"verdict\":\"NON-STRICT\",\"rule\":\"R1\"}";
    private static final String OTHER = "{\"id\":\"b\",\"verdict\":\"PASS\",\"rule\":\"R1\"}";

    @TempDir
    Path directory;

    @Test
    void theSameVerdictsAreNoDifference() throws IOException {
        Cli.Result result = diff(PASS + "," + OTHER, OTHER + "," + PASS).requireExit(ExitCode.OK);
        assertEquals(List.of("SAME  cases=2 changed=0"), result.lines());
    }

    @Test
    void eachChangeIsNamed() throws IOException {
        assertChange("worse   a  PASS -> FAIL Reply R1", PASS, FAIL);
        assertChange("worse   a  PASS -> SKIPPED", PASS, SKIPPED);
        assertChange("better  a  FAIL Reply R1 -> PASS", FAIL, PASS);
        assertChange("other   a  FAIL Reply R1 -> FAIL Dense R1", FAIL, FAIL_OTHERWISE);
        assertChange("worse   a  PASS -> NON-STRICT", PASS, LAX);
        assertChange("worse   a  NON-STRICT -> FAIL Reply R1", LAX, FAIL);
        assertChange("better  a  FAIL Reply R1 -> NON-STRICT", FAIL, LAX);
        assertChange("gone    b  PASS -> none", PASS + "," + OTHER, PASS);
        assertChange("new     b  none -> PASS", PASS, PASS + "," + OTHER);
    }

    @Test
    void programsGetAnObject() throws IOException {
        Path a = check("a.json", PASS);
        Path b = check("b.json", FAIL);
        Cli.Result result = Cli.run("oracle", "diff", "--json", a.toString(), b.toString());
        assertEquals(
                "{\"v\":1,\"exitCode\":1,\"changes\":[{\"kind\":\"worse\",\"case\":\"a\",\"before\":\"PASS\","
                        + "\"after\":\"FAIL Reply R1\"}]}\n",
                result.requireExit(ExitCode.VIOLATION).out());
    }

    @Test
    void whatIsOfNoCheckIsRefused() throws IOException {
        Path good = check("good.json", PASS);
        assertBad(good, "no JSON", "a check must be JSON, as oracle check --json prints it: file=");
        assertBad(good, "{\"v\":1}", "a check must be what oracle check --json printed: file=");
        assertBad(good, "{\"counts\":{},\"cases\":[{\"id\":\"a\",\"verdict\":\"GOOD\"}]}", "verdict=GOOD, file=");
        Cli.run("oracle", "diff", good.toString(), directory.resolve("none").toString())
                .requireExit(ExitCode.MISSING_FILE);
        Cli.run("oracle", "diff", good.toString()).requireExit(ExitCode.USAGE);
    }

    private void assertBad(Path good, String text, String message) throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.json"), text);
        Cli.Result result = Cli.run("oracle", "diff", good.toString(), bad.toString());
        assertTrue(result.requireExit(ExitCode.BAD_DATA).err().contains(message), result.err());
    }

    private void assertChange(String line, String before, String after) throws IOException {
        Cli.Result result = diff(before, after).requireExit(ExitCode.VIOLATION);
        assertEquals(line, result.lines().get(0));
        assertTrue(result.lines().get(1).matches("DIFFERENT  cases=\\d changed=1"), result.out());
    }

    private Cli.Result diff(String before, String after) throws IOException {
        return Cli.run(
                "oracle",
                "diff",
                check("a.json", before).toString(),
                check("b.json", after).toString());
    }

    private Path check(String name, String cases) throws IOException {
        return Files.writeString(directory.resolve(name), "{\"v\":1,\"counts\":{},\"cases\":[" + cases + "]}");
    }
}
