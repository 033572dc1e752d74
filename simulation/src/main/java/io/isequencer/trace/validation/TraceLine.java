package io.isequencer.trace.validation;

import com.fasterxml.jackson.databind.JsonNode;
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

    private static final Set<String> OF_CORE = Set.of(
            "Start",
            "Next",
            "Use",
            "Miss",
            "Fill",
            "MissFail",
            "Flush",
            "Actualize",
            "Close",
            "FlSnapshot",
            "FlSync",
            "FlPrune",
            "FlFail",
            "FlStop",
            "ActClear",
            "ActReadCheckpoint",
            "ActScan",
            "ActWaitRoom",
            "ActDone",
            "ActFail",
            "ActStop");

    private static final Set<String> OF_NO_OWNER =
            Set.of("LateAppendLands", "LateValueLands", "LateCheckpointLands", "LogSync", "PowerLoss");

    static TraceLine of(int number, String json, JsonNode line) {
        String action = TlaWriter.require(line, "a").asText();
        String owner = OF_NO_OWNER.contains(action)
                ? "\"none\""
                : TlaWriter.owner(TlaWriter.require(line, "owner").asText());
        String arguments = arguments(action, line);
        String seen = OF_CORE.contains(action) ? TlaWriter.seen(TlaWriter.require(line, "changed")) : "<<>>";
        boolean late = action.equals("FlFail") && line.path("late").asBoolean();
        long offset = touchesLog(action) ? TlaWriter.number(line, "plogOffset") : NO_OFFSET;
        String tla =
                "<<\"" + action + (late ? "Late" : "") + "\", " + owner + ", <<" + arguments + ">>, " + seen + ">>";
        return new TraceLine(number, json, tla, offset);
    }

    private static boolean touchesLog(String action) {
        return switch (action) {
            case "Start",
                    "Flush",
                    "ActReadCheckpoint",
                    "ActScan",
                    "PowerLoss",
                    "AppendOk",
                    "AppendConflict",
                    "AppendFail",
                    "AppendUnknownWritten",
                    "AppendUnknownLost",
                    "AppendUnknownLate",
                    "LateAppendLands" -> true;
            default -> false;
        };
    }

    private static String arguments(String action, JsonNode line) {
        return switch (action) {
            case "Start" ->
                TlaWriter.workspace(TlaWriter.require(TlaWriter.require(line, "changed"), "tx.ws")
                                .asText())
                        + ", " + TlaWriter.number(line, "plogOffset");
            case "Next", "Use", "Fill", "Read" -> TlaWriter.seq(line) + ", " + TlaWriter.number(line, "number");
            case "Miss", "MissFail" -> TlaWriter.seq(line);
            case "Flush", "ActReadCheckpoint", "ActScan", "PowerLoss" ->
                Long.toString(TlaWriter.number(line, "plogOffset"));
            case "FlSnapshot", "FlSync" ->
                line.has("plogOffset") ? Long.toString(TlaWriter.number(line, "plogOffset")) : "0";
            case "AppendOk",
                    "AppendConflict",
                    "AppendFail",
                    "AppendUnknownWritten",
                    "AppendUnknownLost",
                    "AppendUnknownLate",
                    "LateAppendLands" -> TlaWriter.number(line, "plogOffset") + ", " + TlaWriter.event(line);
            case "FlWriteValue" -> TlaWriter.key(line) + ", " + TlaWriter.number(line, "number");
            case "FlWriteCheckpoint", "LateCheckpointLands" -> Long.toString(TlaWriter.number(line, "checkpoint"));
            case "LateValueLands" ->
                TlaWriter.pairs(TlaWriter.require(line, "left")) + ", " + TlaWriter.number(line, "checkpoint") + ", "
                        + TlaWriter.key(line);
            case "Evict" -> TlaWriter.key(line);
            case "Actualize",
                    "Close",
                    "LogSync",
                    "FlPrune",
                    "FlFail",
                    "FlStop",
                    "ActClear",
                    "ActWaitRoom",
                    "ActDone",
                    "ActFail",
                    "ActStop",
                    "Open",
                    "Crash" -> "";
            default -> throw new BadTraceException("action must be one of the specification: a=" + action);
        };
    }
}
