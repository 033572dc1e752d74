package io.isequencer.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Version;
import io.isequencer.laboratory.JunitXml;
import io.isequencer.laboratory.JunitXml.End;
import io.isequencer.laboratory.JunitXml.TestCase;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.simulation.run.Campaign;
import io.isequencer.simulation.run.LivenessPhase;
import io.isequencer.simulation.run.RunResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A campaign's summary: for people, for programs, and for CI.
 *
 * <ul>
 *   <li><i>Units:</i> {@code steps} count each seed's moves once, {@code stepsPerSecond} all that were made: each seed
 *       is run twice.
 * </ul>
 */
final class SimulateReport {

    /** Fewer seeds reach little by their nature, and say nothing of others. */
    private static final int ENOUGH_FOR_AN_ESTIMATE = 100;

    private final SimulatePlan plan;
    private final SimulateRun.Outcome outcome;
    private final Campaign campaign;
    private final Map<Long, Path> capsules;

    SimulateReport(SimulatePlan plan, SimulateRun.Outcome outcome, Map<Long, Path> capsules) {
        this.plan = plan;
        this.outcome = outcome;
        campaign = outcome.campaign();
        this.capsules = capsules;
    }

    ExitCode exitCode() {
        List<RunResult> failures = campaign.failures();
        if (failures.stream().anyMatch(failure -> !failure.violation().isLiveness())) {
            return ExitCode.VIOLATION;
        }
        if (!campaign.disagreements().isEmpty()) {
            return ExitCode.VIOLATION;
        }
        if (!failures.isEmpty()) {
            return ExitCode.LIVENESS;
        }
        if (!campaign.divergent().isEmpty()) {
            return ExitCode.NOT_DETERMINISTIC;
        }
        if (outcome.cutShort()) {
            return ExitCode.UNKNOWN;
        }
        return vacuous() ? ExitCode.VACUOUS : ExitCode.OK;
    }

    /** Fewer kinds of faults reach fewer marks: then only the faults count. */
    private boolean vacuous() {
        if (plan.allowVacuous() || outcome.run().size() < ENOUGH_FOR_AN_ESTIMATE) {
            return false;
        }
        return !unreached().isEmpty();
    }

    private List<String> unreached() {
        Stream<String> faults = campaign.unreachedFaults().stream().map(FaultKind::id);
        Stream<String> marks =
                plan.allFaults() ? campaign.unreachedMarks().stream().map(Mark::id) : Stream.empty();
        return Stream.concat(faults, marks).toList();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        double seconds = outcome.seconds();
        line(text, "version", String.join(", ", Version.describe()));
        line(text, "seeds", "%s (%,d), each run twice", outcome.run(), campaign.seeds());
        line(
                text,
                "options",
                "%,d moves with faults per seed, faults: %s, storage: %s",
                plan.moves(),
                plan.faultList(),
                plan.storage().id());
        line(text, "moves", "%,d in %.1f s, %,.0f per second", campaign.steps(), seconds, stepsPerSecond());
        line(text, "time", "%,.0f s simulated, %,.0f times real", campaign.virtualMs() / 1e3, compression());
        line(text, "faults", "%s", faults());
        line(text, "marks", "%d of %d reached", reachedMarks(), Mark.values().length);
        line(
                text,
                "bounds",
                "%,d moves per owner, plus one per event, for each liveness property; a move takes 1 virtual ms, a wait 500",
                livenessBound());
        if (!unreached().isEmpty()) {
            line(text, "unreached", "%s", String.join(", ", unreached()));
        }
        if (plan.relation()) {
            line(text, "relation", "%,d steps are its own", campaign.judgedSteps());
        }
        campaign.disagreements()
                .forEach(each -> line(
                        text,
                        "disagreed",
                        "seed %d, in which the reference model found nothing: %s",
                        each.seed(),
                        each.violation().getMessage()));
        campaign.divergent().forEach(seed -> line(text, "diverged", "seed %d: two runs differ", seed));
        campaign.failures()
                .forEach(failure -> line(
                        text,
                        "failed",
                        "seed %d: %s",
                        failure.seed(),
                        failure.violation().getMessage()));
        line(text, "hash", "%016x", campaign.hash());
        line(text, "verdict", "%s: %s", verdict(), meaning());
        line(text, "risk", "%s", risk());
        line(text, "replay", "%s", replayCommand());
        return text.toString().stripTrailing();
    }

    private String verdict() {
        if (isCutOff()) {
            return "INTERRUPTED";
        }
        return exitCode() == ExitCode.OK ? "PASS" : exitCode().name();
    }

    /** By a signal, and nothing was found before: then there is no verdict. */
    private boolean isCutOff() {
        return outcome.interrupted() && exitCode() == ExitCode.UNKNOWN;
    }

    private String meaning() {
        if (isCutOff()) {
            return "no verdict: a signal ended it before all was run";
        }
        boolean excused = exitCode() == ExitCode.OK && !unreached().isEmpty();
        return excused
                ? "nothing wrong; what was not reached was not asked for"
                : exitCode().meaning();
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-10s", name));
        text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
        text.append('\n');
    }

    private String faults() {
        return String.join(
                " · ",
                plan.faults().stream()
                        .sorted()
                        .map(fault -> String.format(
                                Locale.ROOT,
                                "%s %,d",
                                fault.id(),
                                campaign.tally().count(fault)))
                        .toList());
    }

    private long reachedMarks() {
        return Mark.values().length - campaign.unreachedMarks().size();
    }

    private static int livenessBound() {
        return LivenessPhase.BOUND_PER_OWNER;
    }

    /** The rule of three: what so many clean runs say of the others. */
    private String risk() {
        int failures = campaign.failures().size() + campaign.disagreements().size();
        String counted = String.format(Locale.ROOT, "%d of %,d seeds failed", failures, campaign.seeds());
        return failures > 0 || campaign.seeds() < ENOUGH_FOR_AN_ESTIMATE
                ? counted
                : counted + String.format(Locale.ROOT, ": fewer than 1 in %,d would, at 95 %%", campaign.seeds() / 3);
    }

    private String replayCommand() {
        return capsules.isEmpty()
                ? plan.command(outcome.run())
                : "./isequencer replay --trace " + capsules.values().iterator().next();
    }

    private double stepsPerSecond() {
        return 2 * campaign.steps() / outcome.seconds();
    }

    private double compression() {
        return campaign.virtualMs() / 1e3 / outcome.seconds();
    }

    String json() {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        root.put("verdict", verdict());
        if (outcome.interrupted()) {
            // 128 + the signal, which the process learns too late.
            root.putNull("exitCode");
        } else {
            root.put("exitCode", exitCode().code());
        }
        root.put("seeds", campaign.seeds());
        root.put("firstSeed", Long.toString(outcome.run().first()));
        root.put("steps", campaign.steps());
        root.put("stepsPerSecond", Math.round(stepsPerSecond()));
        root.put("virtualMs", campaign.virtualMs());
        root.put("seconds", outcome.seconds());
        ObjectNode faults = root.putObject("faults");
        plan.faults().stream()
                .sorted()
                .forEach(fault -> faults.put(fault.id(), campaign.tally().count(fault)));
        ObjectNode marks = root.putObject("marks");
        for (Mark mark : Mark.values()) {
            marks.put(mark.id(), campaign.tally().count(mark));
        }
        ArrayNode unreached = root.putArray("unreached");
        unreached().forEach(unreached::add);
        root.put("campaignHash", String.format(Locale.ROOT, "%016x", campaign.hash()));
        ArrayNode divergent = root.putArray("divergent");
        campaign.divergent().forEach(seed -> divergent.add(Long.toString(seed)));
        if (plan.relation()) {
            root.put("relationSteps", campaign.judgedSteps());
            ArrayNode disagreements = root.putArray("disagreements");
            for (RunResult each : campaign.disagreements()) {
                disagreements
                        .addObject()
                        .put("seed", Long.toString(each.seed()))
                        .put("message", each.violation().getMessage())
                        .put("capsule", String.valueOf(capsules.get(each.seed())));
            }
        }
        ArrayNode failures = root.putArray("failures");
        for (RunResult failure : campaign.failures()) {
            ObjectNode node = failures.addObject();
            node.put("seed", Long.toString(failure.seed()));
            node.put("rule", failure.violation().property());
            node.put("message", failure.violation().getMessage());
            node.put("capsule", String.valueOf(capsules.get(failure.seed())));
        }
        root.put("replay", replayCommand());
        return root.toString();
    }

    String junit() {
        String suite = "isequencer.simulate";
        List<String> lines = failureLines();
        End end = lines.isEmpty() ? null : new End("failure", lines.get(0), String.join("\n", lines));
        TestCase seeds = new TestCase(suite, "seeds " + outcome.run(), outcome.seconds(), end);
        Map<String, Long> counts = Map.of("failures", end == null ? 0L : 1L);
        return JunitXml.text(suite, counts, outcome.seconds(), List.of(seeds));
    }

    private List<String> failureLines() {
        Stream<String> failed = Stream.of(campaign.failures(), campaign.disagreements())
                .flatMap(List::stream)
                .map(failure ->
                        "seed " + failure.seed() + ": " + failure.violation().getMessage());
        Stream<String> verdict = exitCode() == ExitCode.OK ? Stream.empty() : Stream.of(verdict() + ": " + meaning());
        return Stream.of(failed, verdict).flatMap(lines -> lines).toList();
    }
}
