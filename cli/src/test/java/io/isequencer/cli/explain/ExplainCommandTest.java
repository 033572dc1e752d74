package io.isequencer.cli.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.cli.Cli;
import io.isequencer.cli.ExitCode;
import io.isequencer.rules.Property;
import io.isequencer.rules.Rule;
import io.isequencer.storage.contract.EngineRule;
import io.isequencer.testing.ProjectFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
    @Test
    void theExitCodesAreFixed() {
        List<Integer> codes =
                Arrays.stream(ExitCode.values()).map(ExitCode::code).toList();
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 64, 65, 66, 70, 129, 130, 141, 143), codes);
    }

    @Test
    void listsAllRulesAndExitCodes() {
        List<String> lines = Cli.run("explain").requireExit(ExitCode.OK).lines();
        IntStream.rangeClosed(1, 18)
                .forEach(n -> assertTrue(lines.stream().anyMatch(line -> line.startsWith("R" + n + " ")), "R" + n));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("exit-70 ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"R7", "r7"})
    void explainsARule(String id) {
        Cli.Result result = Cli.run("explain", id).requireExit(ExitCode.OK);
        assertTrue(
                result.lines().get(0).startsWith("R7: Storage writes the values, then the checkpoint"), result.out());
        assertTrue(result.out().contains("\n  1. Event 1 has k=1; a write of k=1"), result.out());
        assertTrue(result.out().strip().endsWith("docs/protocol.md#r7"), result.out());
    }

    /** As its page has it: requirement, reason, a failure of several steps; and no markup. */
    @ParameterizedTest
    @EnumSource
    void explainsEachRuleByItsPage(Rule rule) {
        Cli.Result result = Cli.run("explain", rule.name()).requireExit(ExitCode.OK);
        assertTrue(result.lines().get(1).startsWith("Requirement: "), result.out());
        assertTrue(result.lines().get(2).startsWith("Why: "), result.out());
        assertTrue(result.out().contains("\n  2. "), result.out());
        assertFalse(Pattern.compile("[*`]|\\]\\(|<!--").matcher(result.out()).find(), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"65", "exit-65", "EXIT-65"})
    void explainsAnExitCode(String id) {
        Cli.Result result = Cli.run("explain", id).requireExit(ExitCode.OK);
        assertTrue(result.out().startsWith("Exit code 65: bad data"), result.out());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PROTOCOL")
    void explainsAPropertyAndItsRule(Property property) {
        assertTrue(
                Cli.run("explain", property.id()).requireExit(ExitCode.OK).out().contains(property.sentence()));
        Cli.run("explain", property.nearest()).requireExit(ExitCode.OK);
    }

    @ParameterizedTest
    @CsvSource({"adapter-protocol, conformance/PROTOCOL.md", "history-format, conformance/HISTORY.md"})
    void printsTheDocumentThatOthersWriteTheirPartFrom(String id, String document) {
        String out = Cli.run("explain", id).requireExit(ExitCode.OK).out();
        assertTrue(out.contains(ProjectFiles.read(document).strip()), out);
    }

    @Test
    void listsAllRulesOfEngines() {
        List<String> lines = Cli.run("explain").requireExit(ExitCode.OK).lines();
        for (EngineRule rule : EngineRule.values()) {
            String begin = String.format(Locale.ROOT, "%-30s %s", rule, rule.sentence());
            assertTrue(lines.contains(begin), begin);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"E4", "E56"})
    void explainsARuleOfEngines(EngineRule rule) {
        Cli.Result result = Cli.run("explain", rule.name()).requireExit(ExitCode.OK);
        assertEquals(rule + ": " + rule.sentence(), result.lines().get(0));
        assertEquals("Without it: " + rule.story(), result.lines().get(1));
    }

    @Test
    void saysWhy2IsNotUsage() {
        Cli.Result result = Cli.run("explain", "exit-codes").requireExit(ExitCode.OK);
        assertTrue(result.out().contains("Other tools use 2 for a wrong command line"), result.out());
    }

    @Test
    void anUnknownIdIsAUsageError() {
        Cli.Result result = Cli.run("explain", "R19").requireExit(ExitCode.USAGE);
        assertEquals(
                "isequencer: ID must be one that explain lists: ID=\"R19\"; did you mean R1? (try: ./isequencer explain --help)\n",
                result.err());
    }
}
