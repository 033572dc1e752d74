package io.isequencer.trace.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.laboratory.JsonProblem;
import io.isequencer.laboratory.StrictJson;
import io.isequencer.proof.check.Cells;
import io.isequencer.proof.check.Field;
import io.isequencer.proof.check.Names;
import io.isequencer.proof.check.RecordedStep;
import io.isequencer.proof.check.RelationChecker;
import io.isequencer.proof.check.StepKind;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads lines of a trace as JSON: all that {@link FastLine} leaves over, among it whatever is wrong.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadTraceException}.
 * </ul>
 */
final class StepReader {
    private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9_]{1,40}");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,20}");
    private static final int MAX_SEQ = 65_535;

    private final Names names;

    StepReader(Names names) {
        this.names = names;
    }

    static JsonNode parse(String text) {
        try {
            JsonNode json = StrictJson.MAPPER.readTree(text);
            if (json == null || !json.isObject()) {
                throw new BadTraceException("line must be a JSON object");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new BadTraceException(JsonProblem.of(e));
        }
    }

    /** Begins a trace: what its first line says. */
    void header(JsonNode header, RelationChecker checker) {
        if (header.path("v").asInt() != 1 || !header.path("spec").asText().equals("Sequencer")) {
            throw new BadTraceException("header must have v=1 and spec=Sequencer");
        }
        Map<Integer, Long> initials = new TreeMap<>();
        for (JsonNode seq : TlaWriter.require(header, "seqs")) {
            long initial = number(seq, "initialValue");
            Long other = initials.put(seqId(seq), initial);
            if (other != null && other != initial) {
                throw new BadTraceException("initial value of a seqId must be the same in all wsKinds: seqId="
                        + seq.get("seqId").asText());
            }
        }
        if (initials.isEmpty()) {
            throw new BadTraceException("header must have seqs");
        }
        checker.begin(number(header, "maxUnflushedValues"), initials);
        if (header.has("given")) {
            given(header.get("given"), checker);
        }
    }

    private void given(JsonNode given, RelationChecker checker) {
        checker.givenCheckpoint(number(given, "checkpoint"));
        for (JsonNode each : TlaWriter.require(given, "numbers")) {
            checker.givenNumber(workspace(each), seqId(each), number(each, "number"));
        }
        Cells numbers = new Cells();
        for (JsonNode event : TlaWriter.require(given, "events")) {
            numbers.clear();
            for (JsonNode each : TlaWriter.require(event, "numbers")) {
                numbers.add(RecordedStep.ofEvent(seqId(each), isExplicit(each)), number(each, "number"));
            }
            checker.givenEvent(number(event, "plogOffset"), workspace(event), numbers);
        }
    }

    private static boolean isExplicit(JsonNode number) {
        return number.path("explicit").asBoolean();
    }

    void read(JsonNode line, RecordedStep step) {
        String action = TlaWriter.require(line, "a").asText();
        StepKind kind = StepKind.named(action);
        if (kind == null) {
            throw new BadTraceException("action must be one of the specification: a=" + action);
        }
        step.clear(kind);
        if (kind.hasOwner()) {
            String owner = TlaWriter.require(line, "owner").asText();
            matches(owner, OWNER, "owner");
            step.owner(names.owner(owner));
        }
        arguments(line, step);
        if (kind.isOfCore()) {
            step.seen(true);
            seen(TlaWriter.require(line, "changed"), step);
        }
    }

    private void arguments(JsonNode line, RecordedStep step) {
        switch (step.kind()) {
            case START -> {
                String wsId = TlaWriter.require(TlaWriter.require(line, "changed"), "tx.ws")
                        .asText();
                step.workspace(wsId.equals("none") ? 0 : workspace(wsId));
                step.plogOffset(number(line, "plogOffset"));
            }
            case NEXT, USE, FILL, READ -> {
                step.seqId(seqId(line));
                step.number(number(line, "number"));
            }
            case MISS, MISS_FAIL -> step.seqId(seqId(line));
            case FLUSH, ACT_READ_CHECKPOINT, ACT_SCAN, POWER_LOSS -> step.plogOffset(number(line, "plogOffset"));
            case FL_SNAPSHOT, FL_SYNC -> step.plogOffset(line.has("plogOffset") ? number(line, "plogOffset") : 0);
            case APPEND_OK,
                    APPEND_CONFLICT,
                    APPEND_FAIL,
                    APPEND_UNKNOWN_WRITTEN,
                    APPEND_UNKNOWN_LOST,
                    APPEND_UNKNOWN_LATE,
                    LATE_APPEND_LANDS -> {
                step.plogOffset(number(line, "plogOffset"));
                step.workspace(workspace(line));
                for (JsonNode each : TlaWriter.require(line, "numbers")) {
                    step.addToEvent(seqId(each), number(each, "number"), isExplicit(each));
                }
            }
            case FL_WRITE_VALUE -> {
                step.workspace(workspace(line));
                step.seqId(seqId(line));
                step.number(number(line, "number"));
            }
            case FL_WRITE_CHECKPOINT, LATE_CHECKPOINT_LANDS -> step.checkpoint(number(line, "checkpoint"));
            case LATE_VALUE_LANDS -> {
                for (JsonNode each : TlaWriter.require(line, "left")) {
                    step.left.add(RecordedStep.key(workspace(each), seqId(each)), number(each, "number"));
                }
                step.checkpoint(number(line, "checkpoint"));
                step.workspace(workspace(line));
                step.seqId(seqId(line));
            }
            case EVICT -> {
                step.workspace(workspace(line));
                step.seqId(seqId(line));
            }
            case FL_FAIL -> step.late(line.path("late").asBoolean());
            default -> {
                // Its name and its owner say all.
            }
        }
    }

    private void seen(JsonNode changed, RecordedStep step) {
        for (Map.Entry<String, JsonNode> member : changed.properties()) {
            JsonNode value = member.getValue();
            switch (member.getKey()) {
                case "pending" -> cells(value, step.pending, true);
                case "flusher.batch" -> cells(value, step.batch, true);
                case "tx.last" -> cells(value, step.last, false);
                default -> field(member.getKey(), value.asText(), step);
            }
        }
    }

    private void field(String name, String text, RecordedStep step) {
        Field field = Field.named(name);
        if (field == null) {
            throw new BadTraceException("variable must be one of the specification: variable=" + name);
        }
        if (field.isTruth()) {
            step.changed(field, Boolean.parseBoolean(text) ? 1 : 0);
        } else if (field.isState()) {
            step.changed(field, field.state(text));
        } else if (field == Field.WORKSPACE) {
            step.changed(field, text.equals("none") ? Field.NONE : workspace(text));
        } else {
            step.changed(field, number(name, text));
        }
    }

    private void cells(JsonNode object, Cells cells, boolean keys) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String key = member.getKey();
            cells.add(
                    keys ? key(key) : seqId(key),
                    number("number", member.getValue().asText()));
        }
    }

    private long key(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new BadTraceException("key must be wsId/seqId: key=" + text);
        }
        return RecordedStep.key(workspace(text.substring(0, slash)), seqId(text.substring(slash + 1)));
    }

    private long workspace(JsonNode line) {
        return workspace(TlaWriter.require(line, "wsId").asText());
    }

    private long workspace(String wsId) {
        matches(wsId, DIGITS, "wsId");
        try {
            return names.workspace(Long.parseUnsignedLong(wsId));
        } catch (NumberFormatException e) {
            throw new BadTraceException("wsId must be 0..18446744073709551615: wsId=" + wsId);
        }
    }

    private static int seqId(JsonNode line) {
        return seqId(TlaWriter.require(line, "seqId").asText());
    }

    private static int seqId(String text) {
        if (!DIGITS.matcher(text).matches() || text.length() > 5 || Integer.parseInt(text) > MAX_SEQ) {
            throw new BadTraceException("seqId must be 0.." + MAX_SEQ + ": seqId=" + text);
        }
        return Integer.parseInt(text);
    }

    private static void matches(String text, Pattern pattern, String what) {
        if (!pattern.matcher(text).matches()) {
            throw new BadTraceException(what + " must match " + pattern + ": " + what + "=" + text);
        }
    }

    private static long number(JsonNode line, String name) {
        return number(name, TlaWriter.require(line, name).asText());
    }

    private static long number(String name, String text) {
        try {
            long number = Long.parseLong(text);
            if (number < -1) {
                throw new BadTraceException(name + " must be -1.." + Long.MAX_VALUE + ": " + name + "=" + text);
            }
            return number;
        } catch (NumberFormatException e) {
            throw new BadTraceException(name + " must be a number: " + name + "=" + text);
        }
    }
}
