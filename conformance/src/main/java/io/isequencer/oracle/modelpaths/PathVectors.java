package io.isequencer.oracle.modelpaths;

import io.isequencer.laboratory.PathStep;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.CaseJson;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.catalogue.Script;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes vectors of paths through the model: of each life of the owner what the storage and the log held at its beginning,
 * and what its client did and was answered.
 *
 * <p>What the background did between is not in a vector: whatever it does, the client must be answered so. Lives that
 * differ in nothing else become one, and one that another continues is left out. The numbers are the model's and
 * {@link Script}'s: they must agree.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalStateException} if model and reference do not agree.
 * </ul>
 */
public final class PathVectors {
    private final String name;
    private final long initial;
    private final Map<String, Life> lives = new TreeMap<>();
    private final Set<String> continued = new HashSet<>();

    // Of the path that is being read.
    private final Map<String, Long> numbers = new TreeMap<>();
    private final List<PathStep> log = new ArrayList<>();
    private long checkpoint;
    private Life life;

    /** @param initial what each sequence of the model begins with */
    public PathVectors(String name, long initial) {
        this.name = name;
        this.initial = initial;
    }

    /** An owner from its opening to its end: what it found, and the visible steps. */
    private record Life(Map<String, Long> numbers, List<PathStep> log, long checkpoint, List<PathStep> steps) {
        boolean closed() {
            return !steps.isEmpty() && steps.get(steps.size() - 1).action().equals("Close");
        }

        /** Whether it ended with an event in the log of which nobody told the sequencer: it need not be stored. */
        boolean untold() {
            return !steps.isEmpty()
                    && Set.of("AppendOk", "AppendUnknownWritten")
                            .contains(steps.get(steps.size() - 1).action());
        }

        boolean begun() {
            return steps.stream().anyMatch(step -> step.action().equals("Start"));
        }

        String key() {
            return numbers + "|"
                    + log.stream().map(PathStep::fields).map(TreeMap::new).toList() + "|" + checkpoint;
        }
    }

    /** Reads one path, from the first state on. */
    public void add(List<PathStep> path) {
        numbers.clear();
        log.clear();
        checkpoint = 0;
        life = null;
        path.forEach(this::read);
        end();
    }

    /** The vectors of all paths, in the order of what they begin with. */
    public List<Case> vectors() {
        List<Case> vectors = new ArrayList<>();
        lives.forEach((key, one) -> {
            if (!continued.contains(key)) {
                vectors.add(vector(one));
            }
        });
        return vectors;
    }

    private void read(PathStep step) {
        switch (step.action()) {
            case "Open" -> {
                end();
                life = new Life(new TreeMap<>(numbers), List.copyOf(log), checkpoint, new ArrayList<>());
            }
            case "Crash" -> end();
            case "PowerLoss" -> {
                end();
                log.removeIf(
                        event -> Long.parseLong(event.text("plogOffset")) > Long.parseLong(step.text("plogOffset")));
            }
            case "FlWriteValue", "LateValueLands" ->
                numbers.merge(step.text("wsId") + "/" + step.seqId(), Long.parseLong(step.text("number")), Math::max);
            case "FlWriteCheckpoint", "LateCheckpointLands" ->
                checkpoint = Math.max(checkpoint, Long.parseLong(step.text("checkpoint")));
            case "LateAppendLands" -> {
                // The vector's client cannot see it come.
                end();
                append(step);
            }
            case "AppendOk", "AppendUnknownWritten" -> {
                visible(step);
                append(step);
            }
            case "AppendConflict", "AppendUnknownLate" -> end();
            case "Start", "Next", "Use", "AppendFail", "AppendUnknownLost", "Flush", "Actualize", "Close" ->
                visible(step);
            default -> {
                // The background, or the storage's answers.
            }
        }
    }

    private void visible(PathStep step) {
        // What the client still does after its close is not for a vector.
        if (life != null && !life.closed()) {
            life.steps.add(step);
        }
    }

    private void append(PathStep event) {
        boolean free = log.stream().noneMatch(one -> one.text("plogOffset").equals(event.text("plogOffset")));
        if (free) {
            log.add(event);
        }
    }

    private void end() {
        if (life == null) {
            return;
        }
        String key = life.key();
        for (PathStep step : life.steps) {
            continued.add(key);
            key += ";" + step.action() + new TreeMap<>(step.fields());
        }
        if (life.begun()) {
            lives.putIfAbsent(key, life);
        }
        life = null;
    }

    private Case vector(Life one) {
        Script s = new Script();
        seqIds(one).forEach(seqId -> s.params().declare(Script.KIND, seqId, initial));
        one.numbers.forEach((key, number) -> {
            int slash = key.indexOf('/');
            long wsId = Long.parseUnsignedLong(key.substring(0, slash));
            s.params().stored(wsId, Integer.parseInt(key.substring(slash + 1)), number);
        });
        s.params().checkpoint(one.checkpoint);
        for (PathStep event : one.log) {
            s.logged(wsIdOf(event), values(event).toArray(SeqNumber[]::new));
        }
        s.open();
        play(one.steps, s);
        if (!one.closed() && !one.untold()) {
            stored(one, s);
        }
        String title = one.log.size() + " events logged, checkpoint " + one.checkpoint + ", " + one.steps.size()
                + " steps of a client";
        String comment = "A path that the specification allows (" + name
                + "): whatever the background did meanwhile, the" + " client must be answered so.";
        Case unnamed = s.build("M-" + name, Level.L0, rule(one), title, comment);
        String digest = CaseJson.digest(unnamed);
        return s.build("M-" + name + "-" + digest, Level.L0, rule(one), title, comment);
    }

    /** A checkpoint of an empty log is that of its first event, or either of those before it. */
    private static void stored(Life one, Script s) {
        if (one.log.isEmpty() && one.steps.stream().noneMatch(PathAhead::appends)) {
            s.quiesce().check(List.of("1", "0", "0"));
        } else {
            s.drained();
        }
    }

    private static void play(List<PathStep> steps, Script s) {
        boolean inTransaction = false;
        for (PathStep step : steps) {
            if (step.action().equals("Actualize") && !inTransaction) {
                // In the model too it waited for the recovery to be over.
                s.quiesce();
            }
            play(step, s);
            inTransaction = switch (step.action()) {
                case "Start" -> true;
                case "Flush", "Actualize" -> false;
                default -> inTransaction;
            };
        }
    }

    private static void play(PathStep step, Script s) {
        switch (step.action()) {
            case "Start" -> {
                s.start(Long.parseUnsignedLong(step.text("wsId")));
                requireAgree(
                        "plogOffset",
                        step.text("plogOffset"),
                        ((Step.Start) s.lastStep()).expect().plogOffset());
            }
            case "Next" -> {
                s.next(step.seqId());
                requireAgree(
                        "number",
                        step.text("number"),
                        ((Step.Next) s.lastStep()).expect().number());
            }
            case "Use" -> s.use(step.seqId(), Long.parseLong(step.text("number")));
            case "AppendOk" -> s.append(Outcome.OK);
            case "AppendUnknownWritten" -> s.append(Outcome.UNKNOWN_LANDED);
            case "AppendUnknownLost" -> s.append(Outcome.UNKNOWN_LOST);
            case "AppendFail" -> s.append(Outcome.FAILED);
            case "Flush" -> s.flush();
            case "Actualize" -> s.actualize();
            default -> s.close();
        }
    }

    private static void requireAgree(String what, String model, String reference) {
        if (!model.equals(reference)) {
            throw new IllegalStateException(
                    "model and reference must agree: " + what + "=" + model + ", reference=" + reference);
        }
    }

    private static String rule(Life one) {
        Set<String> actions = new HashSet<>();
        one.steps.forEach(step -> actions.add(step.action()));
        if (actions.contains("Use")) {
            return "R18";
        }
        if (actions.contains("AppendUnknownWritten") || actions.contains("AppendUnknownLost")) {
            return "R1";
        }
        return one.log.isEmpty() ? "R3" : "R14";
    }

    private static Set<Integer> seqIds(Life one) {
        Set<Integer> seqIds = new TreeSet<>();
        seqIds.add(1);
        for (PathStep event : one.log) {
            values(event).forEach(value -> seqIds.add(value.seqId()));
        }
        for (PathStep step : one.steps) {
            if (step.fields().containsKey("seqId")) {
                seqIds.add(step.seqId());
            }
        }
        return seqIds;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> numbersOf(PathStep event) {
        return (List<Map<String, Object>>) event.fields().get("numbers");
    }

    private static List<SeqNumber> values(PathStep event) {
        return numbersOf(event).stream()
                .map(one -> new SeqNumber((Integer) one.get("seqId"), (String) one.get("number")))
                .toList();
    }

    /** An event without numbers is of no workspace that matters. */
    private static long wsIdOf(PathStep event) {
        return numbersOf(event).stream()
                .map(one -> Long.parseUnsignedLong((String) one.get("wsId")))
                .findFirst()
                .orElse(0L);
    }
}
