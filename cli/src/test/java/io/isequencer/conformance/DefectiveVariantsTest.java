package io.isequencer.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Main;
import io.isequencer.cli.Terminal;
import io.isequencer.testing.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle finds each planted defect and names its rule, and it finds nothing where nothing is wrong. */
@Tag("slow")
class DefectiveVariantsTest {
    private static final String ALL_CASES = "*";

    /** Most of the time a check waits for what a defective sequencer does not say. */
    private static final int CHECKS_AT_A_TIME = 3;

    /** Where what is allowed differs, and some others. */
    private static final String SAMPLE = (Sample.isAll() ? "L[0-3]-*[05],L3-model-*[37]," : "L[0-3]-*0,")
            + "L2-read-fails-*,L2-recovering-*,L3-lost-tail-*,L3-model-{022,046,098,138}";

    static List<PlantedVariant> defects() {
        return PlantedVariant.all().defects();
    }

    static List<PlantedVariant.Allowed> allowed() {
        return PlantedVariant.all().allowed();
    }

    @TestFactory
    Stream<DynamicTest> theRightRuleIsNamed() {
        List<DynamicTest> tests = Sample.oneIn(2, defects()).stream()
                .flatMap(variant -> Sample.of(variant.languages(), variant.language()::equals).stream()
                        .map(language -> DynamicTest.dynamicTest(
                                variant + " in " + language, () -> requireRightRule(variant, language))))
                .toList();
        return AtATime.run(CHECKS_AT_A_TIME, tests);
    }

    private static void requireRightRule(PlantedVariant variant, String language) throws IOException {
        JsonNode report = check(language, variant.id(), variant.cases(), ExitCode.VIOLATION);
        Set<String> rules = new TreeSet<>();
        for (JsonNode result : report.get("cases")) {
            if (result.get("verdict").asText().equals("FAIL")) {
                rules.add(result.get("rule").asText());
            }
        }
        assertEquals(Set.of(variant.rule()), rules, () -> "rules that the failed cases name: defect=" + variant);
        assertEquals(variant.rule(), report.get("suspect").asText(), () -> "suspect: defect=" + variant);
    }

    /** All cases: {@code mvn -q test -Dtest=DefectiveVariantsTest -Disequencer.variants=all} judges all variants so. */
    @Tag("thorough")
    @ParameterizedTest(name = "{0}")
    @MethodSource("judgedWhole")
    void theWholeCheckPointsAtTheRuleToo(PlantedVariant variant) throws IOException {
        JsonNode report = check(variant.language(), variant.id(), ALL_CASES, ExitCode.VIOLATION);
        assertEquals(variant.rule(), report.get("suspect").asText(), () -> "suspect: defect=" + variant);
        assertEquals(variant.id(), report.get("failsLike").get("defect").asText(), () -> "failsLike of " + variant);
    }

    static List<PlantedVariant> judgedWhole() {
        return defects().stream()
                .filter(variant -> isLong() || variant.id().equals("R11-keep-cache"))
                .toList();
    }

    private static boolean isLong() {
        return System.getProperty("isequencer.variants", "").equals("all");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("allowed")
    void whatIsAllowedPasses(PlantedVariant.Allowed variant) throws IOException {
        JsonNode report = check(variant.language(), variant.id(), isLong() ? "L[0-3]-*" : SAMPLE, ExitCode.OK);
        assertTrue(
                report.get("cases").size() > 20,
                "cases were run: " + report.get("cases").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Python", "Perl"})
    void allVariantsAreDescribed(String language) throws IOException, InterruptedException {
        Toolchains.require(BundledAdapter.of(language).tool(), "the defective variants in " + language);
        Process process = new ProcessBuilder(PlantedVariant.command(language, "none")).start();
        String usage = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, process.waitFor());
        Set<String> known = Pattern.compile("[A-Za-z0-9]+(?:-[a-z]+)+")
                .matcher(usage)
                .results()
                .map(hit -> hit.group())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> described = Stream.concat(
                        defects().stream()
                                .filter(variant -> variant.languages().contains(language))
                                .map(PlantedVariant::id),
                        allowed().stream()
                                .filter(variant -> variant.language().equals(language))
                                .map(PlantedVariant.Allowed::id))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(described, known);
        assertTrue(described.size() >= 10, language + ": " + described);
    }

    /** As users do, with the usual patience: only those that hang use it up. */
    private static JsonNode check(String language, String id, String cases, ExitCode expected) throws IOException {
        Toolchains.require(BundledAdapter.of(language).tool(), "the defective variant " + id + " in " + language);
        List<String> args = new ArrayList<>(List.of("oracle", "check", "--json"));
        if (!cases.equals(ALL_CASES)) {
            args.addAll(List.of("--case", cases));
        }
        args.add("--");
        args.addAll(PlantedVariant.command(language, id));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), out, err, false, false);
        int exitCode = Main.run(terminal, args.toArray(String[]::new));
        String text = out.toString(StandardCharsets.UTF_8);
        assertEquals(expected.code(), exitCode, () -> "exit code: defect=" + id + ", cases=" + cases + verdicts(text));
        return new ObjectMapper().readTree(text);
    }

    /** What a reader of a failure needs of a report: which cases came out how. */
    private static String verdicts(String report) {
        StringBuilder verdicts = new StringBuilder();
        try {
            for (JsonNode result : new ObjectMapper().readTree(report).get("cases")) {
                String verdict = result.get("verdict").asText();
                if (!verdict.equals("PASS")) {
                    verdicts.append("\n  ")
                            .append(result.get("id").asText())
                            .append(' ')
                            .append(verdict)
                            .append(' ')
                            .append(result.get("rule").asText());
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            return "\n" + report;
        }
        return verdicts.length() == 0 ? "\n  every case passed" : verdicts.toString();
    }
}
