package io.isequencer.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.ExitCode;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.simulation.fleet.FleetCall;
import io.isequencer.simulation.fleet.FleetMark;
import io.isequencer.simulation.fleet.FleetOptions;
import io.isequencer.simulation.fleet.FleetResult;
import io.isequencer.simulation.fleet.FleetTally;
import io.isequencer.simulation.fleet.FleetTally.Durations;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a run of a fleet has shown: for people and for programs.
 *
 * <ul>
 *   <li><i>Units:</i> all times are virtual; reports say milliseconds, results are in microseconds.
 * </ul>
 */
final class FleetReport {
    private final FleetResult result;
    private final FleetTally tally;
    private final boolean allowVacuous;

    FleetReport(FleetResult result, boolean allowVacuous) {
        this.result = result;
        this.allowVacuous = allowVacuous;
        tally = result.tally();
    }

    ExitCode exitCode() {
        if (!result.passed()) {
            return result.violation().isLiveness() ? ExitCode.LIVENESS : ExitCode.VIOLATION;
        }
        return result.unreached().isEmpty() || allowVacuous ? ExitCode.OK : ExitCode.VACUOUS;
    }

    private String verdict() {
        return exitCode() == ExitCode.OK ? "PASS" : exitCode().name();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        FleetOptions options = result.options();
        line(
                text,
                "fleet",
                "%,d partitions, %,d machines, %,d shards of the storage",
                options.partitions(),
                options.machines(),
                options.machines());
        line(
                text,
                "clients",
                "%,d events per second for %,d s, seed %d",
                options.eventsPerSecond(),
                options.virtualSeconds(),
                result.seed());
        line(text, "met", "%s", marks());
        if (!result.unreached().isEmpty()) {
            line(
                    text,
                    "unreached",
                    "%s",
                    result.unreached().stream().map(FleetMark::id).collect(Collectors.joining(", ")));
        }
        line(
                text,
                "events",
                "%,d acknowledged; half of them within %s, 99 %% within %s, all within %s",
                tally.answers().size(),
                half(tally.answers()),
                most(tally.answers()),
                all(tally.answers()));
        line(
                text,
                "start",
                "all partitions opened at once: ready after %s, at most %,d calls per second",
                ms(result.coldStartUs()),
                tally.mostCallsPerSecondAtStart());
        line(
                text,
                "rebuilds",
                "%,d; half of them within %s, 99 %% within %s, all within %s; %,d events scanned",
                tally.recoveries().size(),
                half(tally.recoveries()),
                most(tally.recoveries()),
                all(tally.recoveries()),
                tally.eventsScanned());
        line(
                text,
                "outages",
                "%,d partitions lost their machine; served again: half of them within %s, 99 %% within %s, all within %s",
                tally.outages().size(),
                half(tally.outages()),
                most(tally.outages()),
                all(tally.outages()));
        line(text, "calls", "%s", calls());
        line(
                text,
                "per event",
                "%.2f calls, %.2f numbers written",
                perEvent(tally.calls()),
                perEvent(tally.valuesWritten()));
        line(
                text,
                "load",
                "at most %,d calls per second; shards served calls %.1f %% of what they could, the busiest %.1f %%",
                tally.mostCallsPerSecond(),
                100 * result.meanShard(),
                100 * result.busiestShard());
        line(text, "rest", "%.1f s after the troubles had stopped", restSeconds());
        if (!result.passed()) {
            line(text, "failed", "%s", result.violation().getMessage());
            result.trace().forEach(step -> text.append("  ").append(step).append('\n'));
        }
        line(text, "hash", "%016x", result.hash());
        line(text, "verdict", "%s: %s", verdict(), exitCode().meaning());
        line(text, "replay", "%s", command());
        return text.toString().stripTrailing();
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-11s", name));
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private String marks() {
        return Arrays.stream(FleetMark.values())
                .filter(mark -> tally.count(mark) > 0)
                .map(mark -> String.format(Locale.ROOT, "%s %,d", mark.id(), tally.count(mark)))
                .collect(Collectors.joining(" · "));
    }

    private String calls() {
        return Arrays.stream(FleetCall.values())
                .map(call -> String.format(Locale.ROOT, "%s %,d", call.id(), tally.count(call)))
                .collect(Collectors.joining(" · "));
    }

    private static String half(Durations durations) {
        return ms(durations.percentile(50));
    }

    private static String most(Durations durations) {
        return ms(durations.percentile(99));
    }

    private static String all(Durations durations) {
        return ms(durations.percentile(100));
    }

    private static String ms(long us) {
        return String.format(Locale.ROOT, "%,.1f ms", us / 1e3);
    }

    private double perEvent(long count) {
        return count / (double) Math.max(1, tally.answers().size());
    }

    private double restSeconds() {
        return Math.max(0, result.restUs() / 1e6 - 1 - result.options().virtualSeconds());
    }

    private String command() {
        StringBuilder command =
                new StringBuilder("./isequencer simulate --profile fleet --seed ").append(result.seed());
        FleetOptions options = result.options();
        add(command, "--partitions", options.partitions(), FleetOptions.DEFAULT.partitions());
        add(command, "--machines", options.machines(), FleetOptions.DEFAULT.machines());
        add(command, "--events-per-second", options.eventsPerSecond(), FleetOptions.DEFAULT.eventsPerSecond());
        add(command, "--virtual-seconds", options.virtualSeconds(), FleetOptions.DEFAULT.virtualSeconds());
        if (allowVacuous) {
            command.append(" --allow-vacuous");
        }
        return command.toString();
    }

    private static void add(StringBuilder command, String option, int value, int usual) {
        if (value != usual) {
            command.append(' ').append(option).append(' ').append(value);
        }
    }

    String json() {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("verdict", verdict());
        root.put("exitCode", exitCode().code());
        root.put("seed", Long.toString(result.seed()));
        root.put("partitions", result.options().partitions());
        root.put("machines", result.options().machines());
        root.put("eventsPerSecond", result.options().eventsPerSecond());
        root.put("virtualSeconds", result.options().virtualSeconds());
        ObjectNode marks = root.putObject("marks");
        for (FleetMark mark : FleetMark.values()) {
            marks.put(mark.id(), tally.count(mark));
        }
        ArrayNode unreached = root.putArray("unreached");
        result.unreached().forEach(mark -> unreached.add(mark.id()));
        put(root.putObject("answersUs"), tally.answers());
        put(root.putObject("rebuildsUs"), tally.recoveries());
        put(root.putObject("outagesUs"), tally.outages());
        root.put("coldStartUs", result.coldStartUs());
        root.put("restUs", result.restUs());
        ObjectNode calls = root.putObject("calls");
        for (FleetCall call : FleetCall.values()) {
            calls.put(call.id(), tally.count(call));
        }
        root.put("valuesWritten", tally.valuesWritten());
        root.put("eventsScanned", tally.eventsScanned());
        root.put("mostCallsPerSecond", tally.mostCallsPerSecond());
        root.put("mostCallsPerSecondAtStart", tally.mostCallsPerSecondAtStart());
        root.put("meanShard", result.meanShard());
        root.put("busiestShard", result.busiestShard());
        root.put("hash", String.format(Locale.ROOT, "%016x", result.hash()));
        if (!result.passed()) {
            root.put("rule", result.violation().property());
            root.put("message", result.violation().getMessage());
            ArrayNode trace = root.putArray("trace");
            result.trace().forEach(trace::add);
        }
        root.put("replay", command());
        return root.toString();
    }

    private static void put(ObjectNode node, Durations durations) {
        node.put("count", durations.size());
        node.put("p50", durations.percentile(50));
        node.put("p99", durations.percentile(99));
        node.put("max", durations.percentile(100));
    }
}
