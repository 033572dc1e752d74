package io.isequencer.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A line of a trace, as the specification's module {@code TraceCheck} wants it.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Errors:</i> {@link BadTraceException}.
 * </ul>
 *
 * @param number in the file, from 1
 * @param json as it stands in the file
 * @param tla the tuple for TLC
 * @param plogOffset the offset of the log that the step touches; {@link #NO_OFFSET} if none
 */
record TraceLine(int number, String json, String tla, long plogOffset) {
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
        String action = TlaText.require(line, "a").asText();
        String owner = OF_NO_OWNER.contains(action)
                ? "\"none\""
                : TlaText.owner(TlaText.require(line, "owner").asText());
        String arguments = arguments(action, line);
        String seen = OF_CORE.contains(action) ? TlaText.seen(TlaText.require(line, "changed")) : "<<>>";
        boolean late = action.equals("FlFail") && line.path("late").asBoolean();
        long offset = touchesLog(action) ? TlaText.number(line, "plogOffset") : NO_OFFSET;
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
                TlaText.workspace(TlaText.require(TlaText.require(line, "changed"), "tx.ws")
                                .asText())
                        + ", " + TlaText.number(line, "plogOffset");
            case "Next", "Use", "Fill", "Read" -> TlaText.seq(line) + ", " + TlaText.number(line, "number");
            case "Miss", "MissFail" -> TlaText.seq(line);
            case "Flush", "ActReadCheckpoint", "ActScan", "PowerLoss" ->
                Long.toString(TlaText.number(line, "plogOffset"));
            case "FlSnapshot", "FlSync" ->
                line.has("plogOffset") ? Long.toString(TlaText.number(line, "plogOffset")) : "0";
            case "AppendOk",
                    "AppendConflict",
                    "AppendFail",
                    "AppendUnknownWritten",
                    "AppendUnknownLost",
                    "AppendUnknownLate",
                    "LateAppendLands" -> TlaText.number(line, "plogOffset") + ", " + TlaText.event(line);
            case "FlWriteValue" -> TlaText.key(line) + ", " + TlaText.number(line, "number");
            case "FlWriteCheckpoint", "LateCheckpointLands" -> Long.toString(TlaText.number(line, "checkpoint"));
            case "LateValueLands" ->
                TlaText.pairs(TlaText.require(line, "left")) + ", " + TlaText.number(line, "checkpoint") + ", "
                        + TlaText.key(line);
            case "Evict" -> TlaText.key(line);
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
