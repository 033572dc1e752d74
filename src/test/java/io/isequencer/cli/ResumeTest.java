package io.isequencer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ResumeTest {
    private static final String A = Cli.event("a", 7, "1");
    private static final String B = Cli.event("b", 7, "1");
    private static final String C = Cli.event("c", 7, "1");

    @TempDir
    private Path data;

    @Test
    void goesOnAfterTheLastLineInTheLog() {
        List<String> out = new ArrayList<>();
        out.addAll(Cli.sequence(data, A + "\n" + B, "--resume")
                .requireExit(ExitCode.OK)
                .lines());
        Cli.Result resumed = Cli.sequence(data, A + "\n" + B + C, "--resume").requireExit(ExitCode.OK);
        assertTrue(
                resumed.err().startsWith("isequencer: 1 event, 1 number, 3 lines already in the log, "), resumed.err());
        out.addAll(resumed.lines());
        assertEquals(3, out.size());
        assertEquals(out, Cli.plog(data));
    }

    @Test
    void hasNothingToDoOnAFinishedInput() {
        Cli.sequence(data, A + B).requireExit(ExitCode.OK);
        assertEquals(
                "",
                Cli.sequence(data, A + B, "--resume").requireExit(ExitCode.OK).out());
        assertEquals(2, Cli.plog(data).size());
    }

    @Test
    void skippedBadLinesCountAsLines() {
        Cli.sequence(data, "bad\n" + A + "bad\n" + B, "--skip-bad").requireExit(ExitCode.OK);
        Cli.Result resumed = Cli.sequence(data, "bad\n" + A + "bad\n" + B + C, "--resume", "--skip-bad");
        assertEquals(1, resumed.requireExit(ExitCode.OK).lines().size());
    }

    @Test
    void anotherRefIsAnotherInput() {
        Cli.sequence(data, A + B).requireExit(ExitCode.OK);
        Cli.Result resumed = Cli.sequence(data, A + C + B, "--resume").requireExit(ExitCode.BAD_DATA);
        assertTrue(
                resumed.err()
                        .contains("line 2: ref must be the one in the log, is it the same input: ref in the log=\"b\","
                                + " ref in the input=\"c\""),
                resumed.err());
        assertEquals(2, Cli.plog(data).size());
    }

    @Test
    void aBadLineWhereTheRefShouldBeIsAnotherInput() {
        Cli.sequence(data, A).requireExit(ExitCode.OK);
        Cli.Result resumed =
                Cli.sequence(data, "[]\n", "--resume", "--skip-bad").requireExit(ExitCode.BAD_DATA);
        assertTrue(resumed.err().contains("ref in the input=none, because line must be"), resumed.err());
    }

    @Test
    void aShorterInputIsAnotherInput() {
        Cli.sequence(data, A + B).requireExit(ExitCode.OK);
        Cli.Result resumed = Cli.sequence(data, A, "--resume").requireExit(ExitCode.BAD_DATA);
        assertTrue(
                resumed.err().contains("input must reach the log's last line, is it the same input: line=2"),
                resumed.err());
    }
}
