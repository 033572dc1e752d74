package io.isequencer.proof.check;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.sparse.SparseAction;
import io.isequencer.proof.sparse.SparseState;
import io.isequencer.proof.sparse.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What a line says beyond its action's name: {@code StepOf} of {@code tla/TraceCheck.tla}, action by action. An attempt
 * leaves the state after the step, to be kept or undone; when it fails, whatever it has done is to be undone.
 */
final class StepRules {
    static final long WRITING = Variables.FLUSHER.elements().indexOf("flWriting");
    static final long WRITTEN = Variables.FLUSHER.elements().indexOf("flWritten");
    private static final long UNLOADED = -1;

    /** Up to so many numbers are compared each with each. */
    private static final int FEW = 16;

    /** By the kind of step. */
    private final SparseAction[] actions;

    private final SparseAction evict;
    private final SparseAction failLate;
    private final SparseAction landsTaken;
    private final SparseState state;
    private final Table opened;
    private final Table txOffset;
    private final Table txWs;
    private final Table txLast;
    private final Table txSize;
    private final Table issued;
    private final Table explicit;
    private final Table missing;
    private final Table missSeq;
    private final Table answer;
    private final Table cache;
    private final Table batch;
    private final Table left;
    private final Table flCheckpoint;
    private final Table nextOffset;
    private final Table stored;
    private final Table checkpoint;
    private final Table lateWrite;
    private final Table lateStored;
    private final Table lateCheckpoint;
    private final Table lateAppend;
    private final Table lateOffset;
    private final Table taken;
    private final Table end;

    /** The appends in flight, by their places: the relation keeps their highest numbers alone. */
    private final Map<Long, long[][]> lateEvents = new HashMap<>();

    private final Map<Long, Long> lateWorkspaces = new HashMap<>();

    /** The place that the step in hand has used, or emptied. */
    private long place;

    private long evicted;

    StepRules(Protocol protocol) {
        state = protocol.state;
        actions = Arrays.stream(StepKind.values())
                .map(kind -> protocol.action(kind.specName()))
                .toArray(SparseAction[]::new);
        evict = actions[StepKind.EVICT.ordinal()];
        failLate = protocol.action("FlFail/late");
        landsTaken = protocol.action("LateAppendLands/taken");
        opened = protocol.table(Variables.OPENED);
        txOffset = protocol.table(Variables.TX_OFFSET);
        txWs = protocol.table(Variables.TX_WS);
        txLast = protocol.table(Variables.TX_LAST);
        txSize = protocol.table(Variables.TX_SIZE);
        issued = protocol.table(Variables.TX_ISSUED);
        explicit = protocol.table(Variables.TX_EXPLICIT);
        missing = protocol.table(Variables.MISSING);
        missSeq = protocol.table(Variables.MISS_SEQ);
        answer = protocol.table(Variables.ANSWER);
        cache = protocol.table(Variables.CACHE);
        batch = protocol.table(Variables.BATCH);
        left = protocol.table(Variables.LEFT);
        flCheckpoint = protocol.table(Variables.FL_CHECKPOINT);
        nextOffset = protocol.table(Variables.NEXT_OFFSET);
        stored = protocol.table(Variables.STORED);
        checkpoint = protocol.table(Variables.CHECKPOINT);
        lateWrite = protocol.table(Variables.LATE_WRITE);
        lateStored = protocol.table(Variables.LATE_STORED);
        lateCheckpoint = protocol.table(Variables.LATE_CHECKPOINT);
        lateAppend = protocol.table(Variables.LATE_APPEND);
        lateOffset = protocol.table(Variables.LATE_OFFSET);
        taken = protocol.table(Variables.TAKEN);
        end = protocol.table(Variables.END);
    }

    void clear() {
        lateEvents.clear();
        lateWorkspaces.clear();
    }

    boolean isOpened(int owner) {
        return opened.plain(owner) != 0;
    }

    /** Whether the line's action is possible with its arguments; then the state is the one after it. */
    boolean attempt(RecordedStep s) {
        place = -1;
        int o = s.owner();
        try {
            return switch (s.kind()) {
                case START -> step(s, o, s.workspace()) && txOffset.plain(o) == s.plogOffset();
                case NEXT -> step(s, o, s.seqId()) && txLast.get(o, s.seqId(), 0) == s.number();
                case USE -> step(s, o, s.seqId(), s.number());
                case MISS -> step(s, o, s.seqId());
                case READ -> misses(s) && step(s, o) && answer.get(o, s.seqId(), 0) == s.number();
                case FILL -> misses(s) && step(s, o) && txLast.get(o, s.seqId(), 0) == s.number();
                case MISS_FAIL -> misses(s) && step(s, o);
                case FLUSH -> txOffset.plain(o) == s.plogOffset() && step(s, o);
                case APPEND_OK, APPEND_UNKNOWN_WRITTEN -> isEvent(s) && isBehindEnd(s.plogOffset()) && step(s, o);
                case APPEND_CONFLICT, APPEND_FAIL, APPEND_UNKNOWN_LOST -> isEvent(s) && step(s, o);
                case APPEND_UNKNOWN_LATE -> isEvent(s) && appendLate(s);
                case LATE_APPEND_LANDS -> appendLands(s);
                case FL_SNAPSHOT -> step(s, o) && flCheckpoint.plain(o) == s.plogOffset();
                case FL_SYNC -> flCheckpoint.plain(o) == s.plogOffset() && step(s, o);
                case FL_WRITE_VALUE -> batch.get(o, key(s), 0) == s.number() && step(s, o, s.workspace(), s.seqId());
                case FL_WRITE_CHECKPOINT -> flCheckpoint.plain(o) == s.checkpoint() && step(s, o);
                case FL_FAIL -> s.late() ? failLate(s) : step(s, o);
                case LATE_VALUE_LANDS -> valueLands(s);
                case LATE_CHECKPOINT_LANDS -> checkpointLands(s);
                case ACT_READ_CHECKPOINT -> step(s, o) && nextOffset.plain(o) == s.plogOffset();
                case ACT_SCAN -> nextOffset.plain(o) == s.plogOffset() && step(s, o);
                case POWER_LOSS -> step(s, Math.min(s.plogOffset(), end.plain(0)));
                case EVICT -> step(s, o, s.workspace(), s.seqId());
                case LOG_SYNC -> step(s, 0);
                default -> step(s, o);
            };
        } catch (ArithmeticException tooLarge) {
            // After the last number there is none.
            return false;
        }
    }

    /** What the action does with these arguments, whether it is possible or not; nothing if it cannot be said. */
    void force(RecordedStep s) {
        int o = s.owner();
        try {
            switch (s.kind()) {
                case START -> take(s, o, s.workspace());
                case NEXT, LATE_APPEND_LANDS, LATE_VALUE_LANDS, LATE_CHECKPOINT_LANDS, APPEND_UNKNOWN_LATE -> {
                    // What the line says is all that is known of it.
                }
                case USE -> take(s, o, s.seqId(), s.number());
                case MISS -> take(s, o, s.seqId());
                case FL_WRITE_VALUE, EVICT -> take(s, o, s.workspace(), s.seqId());
                case POWER_LOSS -> take(s, s.plogOffset());
                case LOG_SYNC -> take(s);
                default -> take(s, o);
            }
        } catch (ArithmeticException tooLarge) {
            state.undo();
        }
    }

    private void take(RecordedStep s, long... arguments) {
        actions[s.kind().ordinal()].take(arguments);
    }

    private boolean step(RecordedStep s, long first, long second, long third) {
        return actions[s.kind().ordinal()].attempt(first, second, third);
    }

    private boolean step(RecordedStep s, long first, long second) {
        return step(s, first, second, 0);
    }

    private boolean step(RecordedStep s, long first) {
        return step(s, first, 0, 0);
    }

    private static long key(RecordedStep s) {
        return Table.key(s.workspace(), s.seqId());
    }

    private boolean misses(RecordedStep s) {
        return missing.plain(s.owner()) != 0 && missSeq.plain(s.owner()) == s.seqId();
    }

    private boolean isBehindEnd(long offset) {
        return offset > end.plain(0);
    }

    /** The event of the line is the one that the transaction has collected. */
    private boolean isEvent(RecordedStep s) {
        if (txOffset.plain(s.owner()) != s.plogOffset() || s.event.size() < txSize.plain(s.owner())) {
            return false;
        }
        for (int i = 0; i < s.event.size(); i++) {
            Table numbers = (s.event.key(i) & 1) == 0 ? issued : explicit;
            if (numbers.get(s.owner(), s.event.key(i) >> 1, s.event.number(i)) == 0) {
                return false;
            }
        }
        boolean once = s.event.size() == txSize.plain(s.owner()) && s.event.size() < 2;
        return s.event.size() == 0
                || txWs.plain(s.owner()) == s.workspace() && (once || distinct(s) == txSize.plain(s.owner()));
    }

    private static int distinct(RecordedStep s) {
        Cells event = s.event;
        if (event.size() > FEW) {
            return s.eventNumbers().length;
        }
        int distinct = 0;
        for (int i = 0; i < event.size(); i++) {
            boolean again = false;
            for (int j = 0; j < i && !again; j++) {
                again = event.key(i) == event.key(j) && event.number(i) == event.number(j);
            }
            distinct += again ? 0 : 1;
        }
        return distinct;
    }

    /** The cache forgets without telling anyone: a miss of what it held shows it. */
    boolean evictForMiss(RecordedStep s) {
        long key = Table.key(txWs.plain(s.owner()), s.seqId());
        if (txLast.get(s.owner(), s.seqId(), 0) != UNLOADED || cache.get(s.owner(), key, 0) == 0) {
            return false;
        }
        evicted = cache.get(s.owner(), key, 0);
        evict.take(s.owner(), Table.workspace(key), s.seqId());
        state.keep();
        return true;
    }

    void undoEvict(RecordedStep s) {
        state.set(Variables.CACHE, evicted, s.owner(), txWs.plain(s.owner()), s.seqId());
    }

    private static long free(Table used) {
        long place = 0;
        while (used.plain(place) != 0) {
            place++;
        }
        return place;
    }

    private boolean appendLate(RecordedStep s) {
        place = free(lateAppend);
        return step(s, s.owner(), place);
    }

    private long inFlight(RecordedStep s, long[][] event) {
        for (Map.Entry<Long, long[][]> each : lateEvents.entrySet()) {
            long at = each.getKey();
            boolean same = lateAppend.plain(at) != 0
                    && lateOffset.plain(at) == s.plogOffset()
                    && Arrays.deepEquals(each.getValue(), event)
                    && (event.length == 0 || lateWorkspaces.get(at) == s.workspace());
            if (same) {
                return at;
            }
        }
        return -1;
    }

    /** The second of two that were equal finds the offset taken, and changes nothing. */
    private boolean appendLands(RecordedStep s) {
        long at = inFlight(s, s.eventNumbers());
        boolean isTaken = taken.single(s.plogOffset(), 0) != 0;
        if (at < 0) {
            return isTaken;
        }
        place = at;
        return isTaken ? landsTaken.attempt(at, 0, 0) : isBehindEnd(s.plogOffset()) && step(s, at);
    }

    private boolean failLate(RecordedStep s) {
        for (int at = 0; at < lateWrite.places(); at++) {
            if (lateWrite.plain(at) != 0 && isRest(at, s.owner())) {
                return step(s, s.owner());
            }
        }
        place = free(lateWrite);
        return failLate.attempt(s.owner(), place, 0);
    }

    /** What is in flight there is what the owner's flusher has yet to write. */
    private boolean isRest(long at, int owner) {
        if (lateCheckpoint.plain(at) != flCheckpoint.plain(owner) || lateStored.size(at) != left.size(owner)) {
            return false;
        }
        boolean[] same = {true};
        left.forEach(owner, (key, second, value) -> same[0] &= lateStored.get(at, key, 0) == batch.get(owner, key, 0));
        return same[0];
    }

    private boolean isInFlight(long at, Cells numbers, long checkpointThere) {
        if (lateWrite.plain(at) == 0 || lateCheckpoint.plain(at) != checkpointThere) {
            return false;
        }
        int used = 0;
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.number(i) != 0) {
                used++;
                if (lateStored.get(at, numbers.key(i), 0) != numbers.number(i)) {
                    return false;
                }
            }
        }
        return used == lateStored.size(at);
    }

    private long write(Cells numbers, long checkpointThere) {
        for (int at = 0; at < lateWrite.places(); at++) {
            if (isInFlight(at, numbers, checkpointThere)) {
                return at;
            }
        }
        return -1;
    }

    private boolean valueLands(RecordedStep s) {
        long number = 0;
        for (int i = 0; i < s.left.size(); i++) {
            number = s.left.key(i) == key(s) ? s.left.number(i) : number;
        }
        if (number == 0) {
            return false;
        }
        long at = write(s.left, s.checkpoint());
        if (at < 0) {
            return stored.get(0, key(s), 0) >= number;
        }
        place = at;
        return step(s, at, s.workspace(), s.seqId());
    }

    private boolean checkpointLands(RecordedStep s) {
        s.left.clear();
        long at = write(s.left, s.checkpoint());
        return at < 0 ? checkpoint.plain(0) >= s.checkpoint() : step(s, at);
    }

    /** After a step that was kept: what is in flight is a set again. */
    void settle(RecordedStep s) {
        switch (s.kind()) {
            case APPEND_UNKNOWN_LATE -> {
                long[][] event = s.eventNumbers();
                long before = inFlight(s, event);
                if (before >= 0) {
                    state.set(Variables.LATE_APPEND, 0, place);
                } else {
                    lateEvents.put(place, event);
                    lateWorkspaces.put(place, s.workspace());
                }
            }
            case LATE_APPEND_LANDS -> {
                if (place >= 0) {
                    forgetAppend(place);
                }
            }
            case POWER_LOSS -> clear();
            case LATE_VALUE_LANDS -> {
                if (place >= 0) {
                    joinWrites(place);
                }
            }
            default -> {
                // Nothing in flight has come or changed.
            }
        }
    }

    void forgetAppend(long at) {
        lateEvents.remove(at);
        lateWorkspaces.remove(at);
        state.set(Variables.LATE_APPEND, 0, at);
    }

    private void joinWrites(long at) {
        Cells here = new Cells();
        lateStored.forEach(at, (key, second, value) -> here.add(key, value));
        for (int other = 0; other < lateWrite.places(); other++) {
            if (other != at && isInFlight(other, here, lateCheckpoint.plain(at))) {
                forgetWrite(at);
                return;
            }
        }
    }

    private void forgetWrite(long at) {
        state.set(Variables.LATE_WRITE, 0, at);
        lateStored.clearRow(at);
    }

    /** Forgets what would change nothing. */
    void forgetCovered(long floor) {
        for (int at = 0; at < lateWrite.places(); at++) {
            if (lateWrite.plain(at) != 0 && isCovered(at)) {
                forgetWrite(at);
            }
        }
        for (Long at : lateEvents.keySet().toArray(new Long[0])) {
            if (lateOffset.plain(at) < floor) {
                forgetAppend(at);
            }
        }
    }

    private boolean isCovered(long at) {
        boolean[] covered = {lateCheckpoint.plain(at) <= checkpoint.plain(0)};
        lateStored.forEach(at, (key, second, value) -> covered[0] &= value <= stored.get(0, key, 0));
        return covered[0];
    }
}
