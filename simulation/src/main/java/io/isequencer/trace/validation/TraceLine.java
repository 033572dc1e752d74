package io.isequencer.trace.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.isequencer.proof.check.StepKind;
import java.util.EnumSet;
import java.util.Set;

/**
 * A line of a trace, as the specification's module {@code TraceCheck} wants it.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadTraceException}.
 * </ul>
 *
 * @param number in the file, from 1
 * @param json as it stands in the file
 * @param tla the tuple for TLC
 * @param plogOffset the offset of the log that the step touches; {@link #NO_OFFSET} if none
 */
public record TraceLine(int number, String json, String tla, long plogOffset) {
    static final long NO_OFFSET = Long.MAX_VALUE;

    private static final Set<StepKind> TOUCH_THE_LOG = EnumSet.of(
            StepKind.START,
            StepKind.FLUSH,
            StepKind.ACT_READ_CHECKPOINT,
            StepKind.ACT_SCAN,
            StepKind.POWER_LOSS,
            StepKind.APPEND_OK,
            StepKind.APPEND_CONFLICT,
            StepKind.APPEND_FAIL,
            StepKind.APPEND_UNKNOWN_WRITTEN,
            StepKind.APPEND_UNKNOWN_LOST,
            StepKind.APPEND_UNKNOWN_LATE,
            StepKind.LATE_APPEND_LANDS);

    static TraceLine of(int number, String json, JsonNode line) {
        String action = TlaWriter.require(line, "a").asText();
        StepKind kind = StepKind.named(action);
        if (kind == null) {
            throw new BadTraceException("action must be one of the specification: a=" + action);
        }
        String owner = kind.hasOwner()
                ? TlaWriter.owner(TlaWriter.require(line, "owner").asText())
                : "\"none\"";
        String arguments = arguments(kind, line);
        String seen = kind.isOfCore() ? TlaWriter.seen(TlaWriter.require(line, "changed")) : "<<>>";
        boolean late = kind == StepKind.FL_FAIL && line.path("late").asBoolean();
        long offset = TOUCH_THE_LOG.contains(kind) ? TlaWriter.number(line, "plogOffset") : NO_OFFSET;
        String tla =
                "<<\"" + action + (late ? "Late" : "") + "\", " + owner + ", <<" + arguments + ">>, " + seen + ">>";
        return new TraceLine(number, json, tla, offset);
    }

    private static String arguments(StepKind kind, JsonNode line) {
        return switch (kind) {
            case START ->
                TlaWriter.workspace(TlaWriter.require(TlaWriter.require(line, "changed"), "tx.ws")
                                .asText())
                        + ", " + TlaWriter.number(line, "plogOffset");
            case NEXT, USE, FILL, READ -> TlaWriter.seq(line) + ", " + TlaWriter.number(line, "number");
            case MISS, MISS_FAIL -> TlaWriter.seq(line);
            case FLUSH, ACT_READ_CHECKPOINT, ACT_SCAN, POWER_LOSS ->
                Long.toString(TlaWriter.number(line, "plogOffset"));
            case FL_SNAPSHOT, FL_SYNC ->
                line.has("plogOffset") ? Long.toString(TlaWriter.number(line, "plogOffset")) : "0";
            case APPEND_OK,
                    APPEND_CONFLICT,
                    APPEND_FAIL,
                    APPEND_UNKNOWN_WRITTEN,
                    APPEND_UNKNOWN_LOST,
                    APPEND_UNKNOWN_LATE,
                    LATE_APPEND_LANDS -> TlaWriter.number(line, "plogOffset") + ", " + TlaWriter.event(line);
            case FL_WRITE_VALUE -> TlaWriter.key(line) + ", " + TlaWriter.number(line, "number");
            case FL_WRITE_CHECKPOINT, LATE_CHECKPOINT_LANDS -> Long.toString(TlaWriter.number(line, "checkpoint"));
            case LATE_VALUE_LANDS ->
                TlaWriter.pairs(TlaWriter.require(line, "left")) + ", " + TlaWriter.number(line, "checkpoint") + ", "
                        + TlaWriter.key(line);
            case EVICT -> TlaWriter.key(line);
            default -> "";
        };
    }
}
