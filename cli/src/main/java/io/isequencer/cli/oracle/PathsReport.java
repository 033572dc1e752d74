package io.isequencer.cli.oracle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.ExitCode;
import io.isequencer.oracle.drive.Hello;
import io.isequencer.oracle.judge.Verdict;
import io.isequencer.oracle.modelpaths.EdgeLedger;
import io.isequencer.oracle.modelpaths.PathCheck;
import io.isequencer.oracle.modelpaths.Steering;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The outcome of the paths, for people and for programs.
 *
 * <ul>
 *   <li><i>Units:</i> {@code elapsedMs} is real time.
 * </ul>
 *
 * @param paths how many there are, as far as they were counted
 * @param chosen how many of these were to be played
 * @param edges of the graph; 0 if they were not counted to the end
 */
record PathsReport(Hello hello, String config, long paths, long chosen, long edges, PathCheck check, long elapsedMs) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("adapter      " + Escaped.printable(hello.name()) + " " + Escaped.printable(hello.version()) + ", "
                + Escaped.printable(hello.language()));
        lines.add(String.format(
                Locale.ROOT,
                "paths        of %s: %,d; chosen %,d, played %,d in %,d different cases%s",
                config,
                paths,
                chosen,
                check.played(),
                check.playedCases(),
                edges == 0 ? "; not counted to the end" : ""));
        lines.add("  outcomes   " + outcomes());
        EdgeLedger ledger = check.ledger();
        long all = Math.max(edges, ledger.size());
        lines.add(String.format(Locale.ROOT, "edges        %,d", all));
        for (Steering steering : Steering.values()) {
            long count = count(steering, all);
            if (count > 0) {
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-9s  %,9d  %5.1f %%  %s",
                        steering.id(),
                        count,
                        100.0 * count / all,
                        steering.meaning()));
            }
        }
        lines.add(String.format(
                Locale.ROOT,
                "  exactly    %,9d  %5.1f %%  forced or seen behind nothing else: in just the model's state",
                ledger.exactly(),
                100.0 * ledger.exactly() / Math.max(1, all)));
        lines.addAll(table(ledger));
        lines.add(String.format(Locale.ROOT, "time         %.1f s", elapsedMs / 1000.0));
        return lines;
    }

    private long count(Steering steering, long all) {
        EdgeLedger ledger = check.ledger();
        long unknown = steering == Steering.UNPLAYED ? all - ledger.size() : 0;
        return ledger.count(steering) + unknown;
    }

    private String outcomes() {
        StringJoiner text = new StringJoiner(", ");
        for (Verdict verdict : Verdict.values()) {
            if (check.paths(verdict) > 0) {
                text.add(String.format(Locale.ROOT, "%s %,d", verdict.id(), check.paths(verdict)));
            }
        }
        return text.length() == 0 ? "none" : text.toString();
    }

    /** By action, for those edges that a path was played of. */
    private static List<String> table(EdgeLedger ledger) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%-22s %9s %9s %9s  %s", "action", "edges", "forced", "seen", "others"));
        ledger.byAction().forEach((action, counts) -> {
            Map<Steering, Long> others = new EnumMap<>(counts);
            long forced = zeroIfNone(others.remove(Steering.FORCED));
            long seen = zeroIfNone(others.remove(Steering.SEEN));
            StringJoiner rest = new StringJoiner(", ");
            others.forEach((steering, count) -> rest.add(String.format(Locale.ROOT, "%s %,d", steering.id(), count)));
            long all = counts.values().stream().mapToLong(Long::longValue).sum();
            lines.add(String.format(Locale.ROOT, "%-22s %,9d %,9d %,9d  %s", action, all, forced, seen, rest)
                    .stripTrailing());
        });
        return lines;
    }

    private static long zeroIfNone(Long count) {
        return count == null ? 0 : count;
    }

    ObjectNode tree(ExitCode exit) {
        ObjectNode root = Json.object().put("v", 1);
        root.putObject("adapter")
                .put("name", hello.name())
                .put("version", hello.version())
                .put("language", hello.language());
        root.put("config", config).put("exitCode", exit.code()).put("elapsedMs", elapsedMs);
        ObjectNode played = root.putObject("paths")
                .put("all", paths)
                .put("chosen", chosen)
                .put("played", check.played())
                .put("cases", check.playedCases());
        for (Verdict verdict : Verdict.values()) {
            played.put(verdict.id(), check.paths(verdict));
        }
        EdgeLedger ledger = check.ledger();
        long all = Math.max(edges, ledger.size());
        ObjectNode counts = root.putObject("edges").put("all", all).put("exactly", ledger.exactly());
        for (Steering steering : Steering.values()) {
            counts.put(steering.id(), count(steering, all));
        }
        ArrayNode actions = root.putArray("actions");
        ledger.byAction().forEach((action, each) -> {
            ObjectNode node = actions.addObject().put("action", action);
            each.forEach((steering, count) -> node.put(steering.id(), count));
        });
        ArrayNode bad = root.putArray("bad");
        check.bad()
                .forEach(result -> bad.addObject()
                        .put("path", result.testCase().id())
                        .put("rule", result.rule())
                        .put("verdict", result.verdict().id())
                        .put("property", result.finding().property())
                        .put("allowed", result.finding().allowed())
                        .put("got", result.finding().got()));
        return root;
    }
}
