package io.isequencer.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.benchmarks.JmhRow.Call;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each row names methods that are there, and that do what they are measured by. */
class RowsTest {
    static {
        // Read once, by JMH's class: nothing is measured here that another run would disturb.
        System.setProperty("jmh.ignoreLock", "true");
    }

    /** So many keys have not much to be filled in. */
    private static final String FEW = "10";

    private static final List<JmhRow> JMH = Rows.ALL.stream()
            .flatMap(row -> row instanceof JmhRow jmh
                    ? Stream.of(jmh)
                    : row instanceof PostgresRow postgres ? Stream.of(postgres.row("")) : Stream.empty())
            .toList();

    /** By what is run: rows share their yardsticks. */
    private final Map<Call, RunResult> known = new HashMap<>();

    private static List<Call> calls() {
        return JMH.stream()
                .flatMap(row -> Stream.of(row.subject(), row.yardstickCall()))
                .distinct()
                .toList();
    }

    @Test
    void noTwoRowsOrCurvesHaveTheSameName() {
        List<String> names = Stream.concat(
                        Rows.ALL.stream().map(Row::name), Growths.ALL.stream().map(Growth::name))
                .toList();
        assertEquals(names.size(), new HashSet<>(names).size(), () -> "names=" + names);
    }

    @Test
    void eachCallIsOneMethodThatKnowsItsParameters() {
        OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        BenchmarkList all = BenchmarkList.defaultList();
        assertFalse(calls().isEmpty());
        for (Call call : calls()) {
            SortedSet<BenchmarkListEntry> found = all.find(silent, List.of(call.pattern()), List.of());
            assertEquals(1, found.size(), () -> "call=" + call);
            Set<String> known = found.first().getParams().orElse(Map.of()).keySet();
            assertTrue(known.containsAll(call.params().keySet()), () -> "call=" + call + ", known=" + known);
        }
    }

    /** In this JVM, once, over few keys. What needs a server of its own is left to a run. */
    @Test
    @Tag("slow")
    void eachMethodRunsAndCountsWhatItsRowTells() throws RunnerException {
        int run = 0;
        for (JmhRow row : JMH) {
            if (!row.subject().params().containsKey("url")) {
                RunResult subject = once(row.subject());
                for (JmhRow.Quotient each : row.also()) {
                    assertTrue(
                            subject.getSecondaryResults()
                                            .get(each.denominator())
                                            .getScore()
                                    > 0,
                            row::name);
                    assertTrue(subject.getSecondaryResults().containsKey(each.numerator()), row::name);
                }
                run++;
            }
            once(row.yardstickCall());
        }
        assertTrue(run > 20, "rows=" + run);
    }

    private RunResult once(Call call) throws RunnerException {
        Call small = call;
        for (String param : List.of("keys", "workspaces")) {
            if (call.params().containsKey(param)) {
                small = small.with(param, FEW);
            }
        }
        RunResult result = known.get(small);
        if (result == null) {
            ChainedOptionsBuilder options = new OptionsBuilder()
                    .include(small.pattern())
                    .forks(0)
                    .threads(small.threads())
                    .mode(Mode.SingleShotTime)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT);
            small.params().forEach(options::param);
            result = new Runner(options.build()).runSingle();
            known.put(small, result);
        }
        return result;
    }
}
