package io.isequencer.cli.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.oracle.cases.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which cases are meant by the options. */
class CaseOptionsTest {
    @Test
    void severalGlobsMeanTheCasesOfAnyOfThem() {
        List<String> both = List.of("L0-drain-001", "L1-last-number-001", "L1-last-number-002");
        assertEquals(both, ids("--case", "L0-drain-001", "--case", "L1-last-number-00[12]"));
        assertEquals(both, ids("--case", "L0-drain-001,L1-last-number-00{1,2}"));
    }

    @Test
    void aCommaWithinBracesOrBracketsIsTheGlobsOwn() {
        assertEquals(
                List.of("{a,b}-1", "[x,y]", "c"),
                CaseOptions.split("{a,b}-1,[x,y],c").toList());
    }

    @Test
    void aGlobThatMatchesNothingIsNotPassedOver() {
        assertEquals(
                "case must match one up to level L4, as './isequencer oracle list' has them: case=L9-*",
                refused(ExitCode.VACUOUS, "--case", "L0-drain-001,L9-*"));
        assertEquals(
                "case must match one up to level L0, as './isequencer oracle list' has them: case=L1-last-number-001",
                refused(ExitCode.VACUOUS, "--level", "L0", "--case", "L1-last-number-001"));
    }

    @Test
    void whatIsNoGlobIsAWrongCommandLine() {
        assertEquals("case must be a glob: case=L0-[", refused(ExitCode.USAGE, "--case", "L0-["));
    }

    private static List<String> ids(String... args) {
        return plan(args).cases(Bounds.USUAL).stream().map(it -> it.id()).toList();
    }

    private static String refused(ExitCode code, String... args) {
        CliException refusal = assertThrows(CliException.class, () -> plan(args));
        assertEquals(code, refusal.exitCode());
        return refusal.getMessage();
    }

    private static io.isequencer.oracle.drive.CheckPlan plan(String... args) {
        WithCases command = new WithCases();
        new CommandLine(command).parseArgs(args);
        return command.cases.plan(1);
    }

    @Command(name = "any")
    private static final class WithCases {
        @Mixin
        private final CaseOptions cases = new CaseOptions();
    }
}
