package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.channel.ProcessChannel;
import io.isequencer.oracle.drive.CaseResult;
import io.isequencer.oracle.drive.Check;
import io.isequencer.oracle.drive.CheckPlan;
import io.isequencer.oracle.drive.Profile;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bundled adapter passes all levels. {@code ./isequencer oracle check -- COMMAND} does the same with more seeds. */
@Tag("slow")
class AdaptersTest {
    /** All fixed cases and a few random schedules; or a part of them, in which no level is empty. */
    private static final String CASES =
            Sample.isAll() ? "{L[0-3]-*,L4-random-00[1-4]}" : "{L[0-3]-*[05],L4-random-001}";

    private static final int MANY = Sample.isAll() ? 120 : 40;

    private static final long PATIENCE_MS = 30_000;

    static List<BundledAdapter> adapters() {
        return BundledAdapter.all();
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void passesAllLevels(BundledAdapter adapter) throws IOException, InterruptedException {
        Toolchains.require(adapter.tool(), "the adapter in " + adapter.language());
        Toolchains.build(adapter);
        Check check = new Check(
                () -> ProcessChannel.start(adapter.command()),
                new CheckPlan(Level.L4, CASES, 1, Profile.STRICT, PATIENCE_MS),
                result -> {});
        List<CaseResult> results = check.run();
        assertEquals(
                List.of(),
                results.stream()
                        .filter(AdaptersTest::isFound)
                        .map(AdaptersTest::text)
                        .toList());
        Map<Level, Long> run = results.stream()
                .filter(result -> result.verdict() == Verdict.PASS)
                .collect(Collectors.groupingBy(result -> result.testCase().level(), Collectors.counting()));
        assertEquals(List.of(Level.values()), run.keySet().stream().sorted().toList(), "no level is empty");
        assertTrue(run.values().stream().mapToLong(n -> n).sum() > MANY, "cases were run: " + run);
        assertEquals(adapter.language(), check.hello().language());
    }

    @Test
    void aMissingToolChainIsAFailureWhereItMustBe() {
        assertTrue(Toolchains.isRequired("go", Map.of("CI", "true")));
        assertFalse(Toolchains.isRequired("go", Map.of()));
        assertFalse(Toolchains.isRequired("go", Map.of("CI", "true", "ISEQUENCER_TOOLCHAINS", "gcc,node")));
        assertTrue(Toolchains.isRequired("node", Map.of("ISEQUENCER_TOOLCHAINS", "gcc,node")));
        assertFalse(Toolchains.has("no-such-tool-chain"));
    }

    /** The bundled adapters declare all that a case may need, so nothing is left out either. */
    private static boolean isFound(CaseResult result) {
        return result.verdict() != Verdict.PASS;
    }

    private static String text(CaseResult result) {
        return result.verdict() + " " + result.testCase().id() + " " + result.rule() + " " + result.finding() + "\n"
                + String.join("\n", result.lastMessages()) + "\n" + result.stderrTail();
    }
}
