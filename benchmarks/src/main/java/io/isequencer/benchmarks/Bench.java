package io.isequencer.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.isequencer.benchmarks.Result.Round;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bench}. */
@Command(
        name = "./isequencer bench",
        mixinStandardHelpOptions = true,
        header = "Measures how fast the sequencer is, beside yardsticks in the same run.",
        description = {
            "",
            "Each round measures a row's subject and its yardstick, one after the other, in fresh JVMs. Results go to",
            "stdout, progress to stderr. docs/benchmarks.md says what the columns mean."
        })
public final class Bench implements Callable<Integer> {
    private static final int ROUNDS = 3;
    private static final int NOTHING_MEASURED = 6;
    private static final int MISSING_FILE = 66;
    private static final int FAILED = 70;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final List<Row> rows;
    private final List<Growth> growths;
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--quick", description = "One short round each, without the rows that take long.")
    private boolean quick;

    @Option(names = "--curves", description = "Measures with more and more work, instead of beside yardsticks.")
    private boolean curves;

    @Option(names = "--json", description = "Prints the results as JSON.")
    private boolean json;

    @Option(names = "--filter", paramLabel = "TEXT", description = "Only what has this in its name.")
    private String filter = "";

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "Measures nothing; shows FILE, of --json, as Markdown.")
    private Path document;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description = "Measures nothing; shows FILE, of --json, as SVG: its rows, or its curve of recovery.")
    private Path chart;

    Bench(List<Row> rows, List<Growth> growths, PrintStream out, PrintStream err) {
        this.rows = rows;
        this.growths = growths;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new Bench(Rows.ALL, Growths.ALL, out, err))
                .setCommandName("./isequencer bench")
                .setExitCodeExceptionMapper(failure -> FAILED)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (document != null) {
            return show(document, Report::markdown);
        }
        if (chart != null) {
            return show(chart, Chart::svg);
        }
        List<Result> results = new ArrayList<>();
        List<Curve> grown = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        if (curves) {
            grow(grown::add, leftOut::add);
        } else {
            compare(results::add, leftOut::add);
        }
        Report report = new Report(machine(), results, grown, leftOut);
        if (json) {
            out.println(JSON.writeValueAsString(report));
        } else {
            results.forEach(result -> out.println(Report.line(result)));
            grown.forEach(curve -> out.println(curve.markdown()));
        }
        if (leftOut.stream().anyMatch(LeftOut::failed)) {
            return FAILED;
        }
        if (results.isEmpty() && grown.isEmpty()) {
            err.println("filter must be part of the name of what can be measured: filter=" + filter);
            return NOTHING_MEASURED;
        }
        return 0;
    }

    private void compare(Consumer<Result> results, Consumer<LeftOut> leftOut) throws Exception {
        try (Run run = new Run(quick)) {
            for (Row row : rows) {
                if (!row.name().contains(filter)) {
                    continue;
                }
                String missing = quick && row.fullOnly() ? "only a full run measures it" : row.missing();
                attempt(row.name(), missing, leftOut, () -> {
                    Result result = measure(row, run);
                    results.accept(result);
                    err.println(Report.line(result));
                });
            }
        }
    }

    private void grow(Consumer<Curve> results, Consumer<LeftOut> leftOut) throws Exception {
        for (Growth growth : growths) {
            if (growth.name().contains(filter)) {
                attempt(
                        growth.name(),
                        growth.missing(),
                        leftOut,
                        () -> results.accept(growth.measure(quick, err::println)));
                if (quick && growth.fullOnly() > 0) {
                    leftOut.accept(new LeftOut(growth.name(), growth.fullOnly() + " larger amounts of work", false));
                }
            }
        }
    }

    /** What was measured before and what can be measured after it are not lost by what fails. */
    private void attempt(String name, String missing, Consumer<LeftOut> leftOut, Measurement measurement)
            throws InterruptedException {
        LeftOut why = missing == null ? null : new LeftOut(name, missing, false);
        if (why == null) {
            try {
                measurement.run();
            } catch (InterruptedException stopped) {
                throw stopped;
            } catch (Exception | AssertionError failure) {
                why = new LeftOut(name, String.valueOf(failure), true);
            }
        }
        if (why != null) {
            leftOut.accept(why);
            err.println((why.failed() ? "failed: " : "left out: ") + name + ": " + why.why());
        }
    }

    private interface Measurement {
        void run() throws Exception;
    }

    private int show(Path results, Function<Report, String> form) throws IOException {
        if (!Files.isReadable(results)) {
            err.println("results must be a file that can be read: file=" + results);
            return MISSING_FILE;
        }
        out.print(form.apply(JSON.readValue(results.toFile(), Report.class)));
        return 0;
    }

    private static Map<String, String> machine() throws Exception {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("system", System.getProperty("os.name"));
        machine.put("processor", cpu());
        machine.put("cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        machine.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        machine.put("load", String.format(Locale.ROOT, "%.1f at the end", load()));
        return machine;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String cpu() throws Exception {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private Result measure(Row row, Run run) throws Exception {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < (quick ? 1 : ROUNDS); i++) {
            rounds.add(row.measure(run));
        }
        return Result.of(row, rounds);
    }
}
