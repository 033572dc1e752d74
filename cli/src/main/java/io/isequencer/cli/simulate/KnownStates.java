package io.isequencer.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.ExploreConfigs;
import io.isequencer.cli.Terminal;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.simulation.explore.KnownGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of what can happen random runs do, where all that can happen is known.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link CliException} for a configuration that is not there or does not fit.
 * </ul>
 */
final class KnownStates {
    private static final int MAX_STATES = 20_000_000;

    private final String config;
    private final SeedRange seeds;
    private final KnownGraph graph;
    private final Map<Long, Integer> curve = new TreeMap<>();
    private long moves;

    private KnownStates(String config, SeedRange seeds, KnownGraph graph) {
        this.config = config;
        this.seeds = seeds;
        this.graph = graph;
    }

    /** Explores the configuration, then runs the seeds. */
    static KnownStates of(String config, SeedRange seeds, int movesPerSeed, Terminal terminal) {
        Path cfg = ExploreConfigs.file(config);
        try {
            terminal.tell("exploring " + config);
            KnownStates known = new KnownStates(config, seeds, new KnownGraph(cfg, MAX_STATES));
            terminal.tell("running seeds " + seeds);
            known.run(movesPerSeed);
            return known;
        } catch (IllegalArgumentException unfit) {
            throw new CliException(ExitCode.USAGE, unfit.getMessage(), unfit);
        } catch (IOException failure) {
            throw CliException.unreadable("config", "config=" + config, failure);
        }
    }

    private void run(int movesPerSeed) {
        long next = 1;
        for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
            moves += graph.run(seed, movesPerSeed);
            long done = seed - seeds.first() + 1;
            if (done == next || seed == seeds.last()) {
                curve.put(done, graph.reachedEdges());
                next *= 10;
            }
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%s: %,d seeds, %,d moves within the bounds, %,d steps of the specification",
                config,
                seeds.size(),
                moves,
                graph.steps());
        line(
                text,
                "states  %,12d known  %,12d reached  %5.1f %%",
                graph.states(),
                graph.reachedStates(),
                percent(graph.reachedStates(), graph.states()));
        line(
                text,
                "edges   %,12d known  %,12d reached  %5.1f %%",
                graph.edges(),
                graph.reachedEdges(),
                percent(graph.reachedEdges(), graph.edges()));
        curve.forEach((count, edges) ->
                line(text, "  after %,9d seeds  %5.1f %% of the edges", count, percent(edges, graph.edges())));
        line(text, "edges by action");
        graph.byAction()
                .forEach((action, counts) -> line(
                        text,
                        "  %-22s %,9d of %,9d  %5.1f %%",
                        action,
                        counts[0],
                        counts[1],
                        percent(counts[0], counts[1])));
        return text.toString().stripTrailing();
    }

    String json() {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("config", config);
        root.put("seeds", seeds.size());
        root.put("moves", moves);
        root.put("steps", graph.steps());
        root.put("states", graph.states());
        root.put("edges", graph.edges());
        root.put("reachedStates", graph.reachedStates());
        root.put("reachedEdges", graph.reachedEdges());
        root.put("shareOfStates", share(graph.reachedStates(), graph.states()));
        root.put("shareOfEdges", share(graph.reachedEdges(), graph.edges()));
        ArrayNode after = root.putArray("curve");
        curve.forEach((count, edges) -> after.addObject().put("seeds", count).put("reachedEdges", edges));
        ObjectNode actions = root.putObject("actions");
        graph.byAction()
                .forEach((action, counts) ->
                        actions.putObject(action).put("reached", counts[0]).put("known", counts[1]));
        return root.toString();
    }

    private static double percent(int part, int whole) {
        return 100.0 * part / whole;
    }

    private static double share(int part, int whole) {
        return Math.round(10_000.0 * part / whole) / 10_000.0;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
