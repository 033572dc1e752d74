package io.isequencer.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.isequencer.benchmarks.Result.Round;
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
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--quick", description = "Fewer and shorter rounds: less than three minutes in all.")
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
        for (Row row : Rows.ALL) {
            if (!row.name().contains(filter)) {
                continue;
            }
            if (row.missing() != null) {
                System.err.println("left out: " + row.name() + ": " + row.missing());
            } else {
                results.add(measure(row));
                System.err.println(Report.line(results.get(results.size() - 1)));
            }
        }
        if (results.isEmpty()) {
            System.err.println("filter must be part of the name of a row that can be measured: filter=" + filter);
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

    private Result measure(Row row) throws Exception {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < (quick ? row.quickRounds() : ROUNDS); i++) {
            rounds.add(row.measure(quick));
        }
        return Result.of(row, rounds);
    }
}
