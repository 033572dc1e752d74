package io.isequencer.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs one configuration and judges the outcome.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe for different configurations.
 * </ul>
 */
public final class ModelRun {
    private final Path tla;
    private final Path work;

    /**
     * Runs in a specification.
     *
     * @param work each configuration gets a directory in it
     */
    public ModelRun(Path tla, Path work) {
        this.tla = tla;
        this.work = work;
    }

    ModelResult run(ModelConfig config) {
        Tlc tlc = new Tlc(work.resolve(config.name()), jvmArgs(config));
        TlcOutput output = tlc.run(tla.resolve("MC.tla"), config.file(), options(config));
        return judge(config, output);
    }

    private static List<String> jvmArgs(ModelConfig config) {
        if (config.isLong()) {
            return Tlc.large();
        }
        return config.mustFail() ? Tlc.small() : Tlc.medium();
    }

    private static List<String> options(ModelConfig config) {
        // One worker finds shortest counterexamples; liveness is checked once, at the end, or its trace would depend on
        // the clock.
        List<String> options = new ArrayList<>(List.of("-lncheck", "final", "-workers", config.isLong() ? "2" : "1"));
        if (config.coverage()) {
            // Minutes between two reports: the last one is all we want.
            options.addAll(List.of("-coverage", "600"));
        }
        return options;
    }

    public static ModelResult judge(ModelConfig config, TlcOutput output) {
        String property = property(config, output);
        String outcome = property != null ? "violated " + property : output.exit() == 0 ? "ok" : "error";
        int length = output.traceLength();
        String problem = null;
        if (outcome.equals("error")) {
            problem = output.error();
        } else if (!outcome.equals(config.expected())) {
            problem = "expected " + config.expected() + ", got " + outcome;
        } else if (config.mustFail() && length > config.maxLength()) {
            problem = "the counterexample must have at most " + config.maxLength() + " states: length=" + length;
        } else if (config.mustFail() && length < 2) {
            problem = "a counterexample must be printed: length=" + length;
        } else if (output.distinctStates() == 0) {
            problem = "TLC must report the states it saw: distinctStates=0";
        }
        Map<String, Long> coverage = config.coverage() ? output.coverage() : Map.of();
        return new ModelResult(
                config,
                outcome,
                property,
                output.distinctStates(),
                property == null ? output.depth() : length,
                output.seconds(),
                problem,
                output.trace(),
                coverage);
    }

    /** TLC does not name a violated temporal property: a configuration that expects one lists no other. */
    private static String property(ModelConfig config, TlcOutput output) {
        String violated = output.violated();
        if (!TlcOutput.TEMPORAL.equals(violated)) {
            return violated;
        }
        return config.temporal().size() == 1 ? config.temporal().get(0) : "one of " + config.temporal();
    }
}
