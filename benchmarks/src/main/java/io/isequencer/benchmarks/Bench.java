package io.isequencer.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.isequencer.benchmarks.Result.Round;
import io.isequencer.benchmarks.Result.Sample;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
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
    private static final int NOTHING_MEASURED = 6;
    private static final int MISSING_FILE = 66;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--quick", description = "Fewer and shorter rounds: some two minutes in all.")
    private boolean quick;

    @Option(names = "--json", description = "Prints the results as JSON.")
    private boolean json;

    @Option(names = "--filter", paramLabel = "TEXT", description = "Only the rows whose names contain this.")
    private String filter = "";

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "Measures nothing; shows FILE, of --json, as Markdown.")
    private Path document;

    @Option(names = "--chart", paramLabel = "FILE", description = "Measures nothing; shows FILE, of --json, as SVG.")
    private Path chart;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setCommandName("./isequencer bench")
                .setExitCodeExceptionMapper(failure -> 70)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (document != null) {
            return show(document, Report::markdown);
        }
        if (chart != null) {
            return show(chart, report -> Chart.svg(report.rows()));
        }
        List<Result> results = new ArrayList<>();
        for (Row row : Row.ALL) {
            if (row.name().contains(filter)) {
                results.add(measure(row));
                System.err.println(Report.line(results.get(results.size() - 1)));
            }
        }
        if (results.isEmpty()) {
            System.err.println("filter must be part of a row's name: filter=" + filter);
            return NOTHING_MEASURED;
        }
        if (json) {
            System.out.println(JSON.writeValueAsString(new Report(machine(), results)));
        } else {
            results.forEach(result -> System.out.println(Report.line(result)));
        }
        return 0;
    }

    private static int show(Path results, Function<Report, String> form) throws IOException {
        if (!Files.isReadable(results)) {
            System.err.println("results must be a file that can be read: file=" + results);
            return MISSING_FILE;
        }
        System.out.print(form.apply(JSON.readValue(results.toFile(), Report.class)));
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

    private Result measure(Row row) throws RunnerException {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < (quick ? 2 : 3); i++) {
            rounds.add(new Round(sample(row, row.subject()), sample(row, row.yardstick())));
        }
        return Result.of(row, rounds);
    }

    private Sample sample(Row row, String method) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + method.replace(".", "\\.") + "$")
                .forks(1)
                .warmupIterations(quick ? 2 : 3)
                .warmupTime(TimeValue.milliseconds(quick ? 300 : 500))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 300 : 500))
                .addProfiler(ThreadProfiler.class)
                .jvmArgsAppend("-Xms2g", "-Xmx2g", "-XX:+UseParallelGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=off")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        row.params().forEach(options::param);
        RunResult found = new Runner(options.build()).runSingle();
        return new Sample(
                found.getPrimaryResult().getScore(),
                secondary(found, ThreadProfiler.CLIENT_CPU),
                secondary(found, ThreadProfiler.BACKGROUND_CPU),
                secondary(found, ThreadProfiler.BYTES),
                secondary(found, "refused") / Math.max(1, secondary(found, "started")));
    }

    private static double secondary(RunResult found, String label) {
        var result = found.getSecondaryResults().get(label);
        return result == null ? 0 : result.getScore();
    }
}
