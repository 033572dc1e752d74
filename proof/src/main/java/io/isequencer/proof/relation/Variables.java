package io.isequencer.proof.relation;

import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Symbol.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of {@code tla/Sequencer.tla}, field by field, as functions.
 *
 * <p>A record per owner is a function of the owner. A set of records is a sort whose elements are in use or not: the
 * writes in flight, and the appends in flight. An event is two relations, of the numbers that it was issued and of those
 * that it brought along. What is {@code None} in the specification is a flag here.
 *
 * <p>A ghost is determined by the rest of the state; it says in one word what would take a quantifier.
 */
public final class Variables {
    private static final List<Symbol> ALL = new ArrayList<>();

    public static final Sort OWNER = Sort.uninterpreted("Owner");
    public static final Sort WORKSPACE = Sort.uninterpreted("Workspace");
    public static final Sort SEQ = Sort.uninterpreted("Sequence");
    /** A storage write whose caller gave up: a place for one. */
    public static final Sort WRITE = Sort.uninterpreted("Write");
    /** An append whose caller gave up: a place for one. */
    public static final Sort APPEND = Sort.uninterpreted("Append");

    private static final Sort BOOL = Sort.BOOL;
    private static final Sort OFFSET = Sort.OFFSET;
    private static final Sort NUMBER = Sort.NUMBER;

    public static final Sort OUTCOME = Sort.enumeration("Outcome", "none", "ok", "failed", "unknown");
    public static final Sort FLUSHER =
            Sort.enumeration("Flusher", "flStopped", "flIdle", "flSyncing", "flWriting", "flWritten");
    public static final Sort ACTUALIZER = Sort.enumeration(
            "Actualizer", "actStopping", "actReading", "actScanning", "actWaitingRoom", "actIdle", "actStopped");
    public static final Sort WEATHER = Sort.enumeration("Weather", "stormy", "calm", "broken");

    // owner[o]
    public static final Symbol UP = state("up", BOOL, OWNER);
    public static final Symbol NEXT_OFFSET = state("nextOffset", OFFSET, OWNER);
    public static final Symbol ACTUALIZING = state("actualizing", BOOL, OWNER);
    public static final Symbol CLOSING = state("closing", BOOL, OWNER);
    public static final Symbol SIGNALLED = state("signalled", BOOL, OWNER);
    public static final Symbol CANCELLED = state("cancelled", BOOL, OWNER);
    public static final Symbol PENDING = state("pending", NUMBER, OWNER, WORKSPACE, SEQ);
    public static final Symbol PENDING_CHECKPOINT = state("pendingCheckpoint", OFFSET, OWNER);
    public static final Symbol CACHE = state("cache", NUMBER, OWNER, WORKSPACE, SEQ);

    // owner[o].tx
    /** Whether tx.ws is not None. */
    public static final Symbol OPENED = state("opened", BOOL, OWNER);

    public static final Symbol TX_WS = state("txWs", WORKSPACE, OWNER);
    public static final Symbol TX_OFFSET = state("txOffset", OFFSET, OWNER);
    /** -1: a slot that was not looked up yet. */
    public static final Symbol TX_LAST = state("txLast", NUMBER, OWNER, SEQ);

    public static final Symbol TX_ISSUED = state("txIssued", BOOL, OWNER, SEQ, NUMBER);
    public static final Symbol TX_EXPLICIT = state("txExplicit", BOOL, OWNER, SEQ, NUMBER);
    public static final Symbol TX_APPEND = state("txAppend", OUTCOME, OWNER);
    /** Whether tx.miss is not None. */
    public static final Symbol MISSING = state("missing", BOOL, OWNER);

    public static final Symbol MISS_SEQ = state("missSeq", SEQ, OWNER);
    public static final Symbol MISS_PENDING = state("missPending", NUMBER, OWNER);
    public static final Symbol ANSWERED = state("answered", BOOL, OWNER);
    public static final Symbol ANSWER = state("answer", NUMBER, OWNER, SEQ);
    /** Highest(tx.event, k). */
    public static final Symbol TX_TOP = ghost("txTop", NUMBER, OWNER, SEQ);
    /** Cardinality(tx.event). */
    public static final Symbol TX_SIZE = ghost("txSize", Sort.INT, OWNER);

    // owner[o].flusher, owner[o].actualizer
    public static final Symbol FL_STATE = state("flusher", FLUSHER, OWNER);
    public static final Symbol BATCH = state("batch", NUMBER, OWNER, WORKSPACE, SEQ);
    public static final Symbol LEFT = state("left", BOOL, OWNER, WORKSPACE, SEQ);
    public static final Symbol FL_CHECKPOINT = state("flCheckpoint", OFFSET, OWNER);
    public static final Symbol TRIED = state("tried", BOOL, OWNER);
    public static final Symbol ACT_STATE = state("actualizer", ACTUALIZER, OWNER);
    public static final Symbol EARLY = state("early", OFFSET, OWNER);

    // storage
    public static final Symbol STORED = state("stored", NUMBER, WORKSPACE, SEQ);
    public static final Symbol CHECKPOINT = state("checkpoint", OFFSET);
    /** Whether the place holds a write of storage.late. */
    public static final Symbol LATE_WRITE = state("lateWrite", BOOL, WRITE);

    public static final Symbol LATE_STORED = state("lateStored", NUMBER, WRITE, WORKSPACE, SEQ);
    public static final Symbol LATE_CHECKPOINT = state("lateCheckpoint", OFFSET, WRITE);

    // log
    /** DOMAIN log.at */
    public static final Symbol TAKEN = state("taken", BOOL, OFFSET);

    public static final Symbol ISSUED = state("issued", BOOL, OFFSET, WORKSPACE, SEQ, NUMBER);
    public static final Symbol EXPLICIT = state("explicit", BOOL, OFFSET, WORKSPACE, SEQ, NUMBER);
    public static final Symbol SYNCED = state("synced", OFFSET);
    public static final Symbol TWICE = state("twice", BOOL);
    /** Whether the place holds an append of log.late. */
    public static final Symbol LATE_APPEND = state("lateAppend", BOOL, APPEND);

    public static final Symbol LATE_OFFSET = state("lateOffset", OFFSET, APPEND);
    public static final Symbol LATE_ISSUED = state("lateIssued", BOOL, APPEND, WORKSPACE, SEQ, NUMBER);
    public static final Symbol LATE_EXPLICIT = state("lateExplicit", BOOL, APPEND, WORKSPACE, SEQ, NUMBER);
    /** End. */
    public static final Symbol END = ghost("end", OFFSET);
    /** Highest(log.at[i], k); 0 if there is none. */
    public static final Symbol TOP = ghost("top", NUMBER, OFFSET, WORKSPACE, SEQ);
    /** The highest number of a key in the events up to an offset, which may be behind the end. */
    public static final Symbol HIGHEST = ghost("highest", NUMBER, OFFSET, WORKSPACE, SEQ);
    /** The offset of the first event that holds a number under a key; 0 if none does. */
    public static final Symbol FIRST = ghost("first", OFFSET, WORKSPACE, SEQ, NUMBER);
    /** The highest number of a key in an append in flight. */
    public static final Symbol LATE_TOP = ghost("lateTop", NUMBER, APPEND, WORKSPACE, SEQ);

    public static final Symbol WEATHER_NOW = state("weather", WEATHER);

    // CONSTANTS
    public static final Symbol INITIAL = rigid("Initial", NUMBER, SEQ);
    /** n \in Explicit */
    public static final Symbol MAY_USE = rigid("Explicit", BOOL, NUMBER);

    public static final Symbol MAX_EVENTS = rigid("MaxEvents", Sort.INT);
    public static final Symbol MAX_PER_EVENT = rigid("MaxPerEvent", Sort.INT);
    public static final Symbol MAX_NUMBER = rigid("MaxNumber", NUMBER);
    /** o \in Closers */
    public static final Symbol CLOSER = rigid("Closers", BOOL, OWNER);

    public static final Symbol MAX_UNFLUSHED = rigid("MaxUnflushed", Sort.INT);
    public static final Symbol LATE_APPENDS = rigid("LateAppends", Sort.INT);
    public static final Symbol LATE_WRITES = rigid("LateWrites", Sort.INT);
    public static final Symbol BUFFERED = rigid("Buffered", BOOL);
    public static final Symbol FORGETFUL = rigid("Forgetful", BOOL);
    /** to \in Weathers */
    public static final Symbol MAY_TURN = rigid("Weathers", BOOL, WEATHER);
    /** What stands where the specification has None; also the workspace with id 0 of R16. */
    public static final Symbol ZERO_WORKSPACE = rigid("zeroWorkspace", WORKSPACE);

    public static final Symbol ZERO_SEQ = rigid("zeroSeq", SEQ);

    /** Cardinality(Owners) = 1 */
    public static final Symbol ONE_OWNER = rigid("oneOwner", BOOL);

    // What PowerLoss chooses: what a storage that forgets comes back with.
    public static final Symbol OLDER = choice("older", NUMBER, WORKSPACE, SEQ);
    /** For a wrong reading alone: an event's lowest number of a key. */
    public static final Symbol LOWEST = choice("lowest", NUMBER, WORKSPACE, SEQ);

    private Variables() {}

    /** All of them, in the order of the specification. */
    public static List<Symbol> all() {
        return List.copyOf(ALL);
    }

    private static Symbol state(String name, Sort result, Sort... arguments) {
        return declare(name, Role.STATE, result, arguments);
    }

    private static Symbol ghost(String name, Sort result, Sort... arguments) {
        return declare(name, Role.GHOST, result, arguments);
    }

    private static Symbol rigid(String name, Sort result, Sort... arguments) {
        return declare(name, Role.RIGID, result, arguments);
    }

    private static Symbol choice(String name, Sort result, Sort... arguments) {
        return declare(name, Role.CHOICE, result, arguments);
    }

    private static Symbol declare(String name, Role role, Sort result, Sort... arguments) {
        Symbol function = new Symbol(name, role, List.of(arguments), result);
        ALL.add(function);
        return function;
    }
}
