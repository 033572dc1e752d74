package io.isequencer.proof.check;

import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.sparse.SparseAction;
import io.isequencer.proof.sparse.SparseState;
import io.isequencer.proof.sparse.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;

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

    /** What the step in hand takes, and with which arguments; null if it changes nothing. */
    private SparseAction chosen;

    private long first;
    private long second;
    private long third;

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

    /**
     * Whether the line's action is possible with its arguments; then the state is the one after it. The action is called at
     * one place, so that the code for it is compiled once and not for each kind of step.
     */
    boolean attempt(RecordedStep s) {
        place = -1;
        chosen = actions[s.kind().ordinal()];
        first = s.owner();
        second = 0;
        third = 0;
        try {
            return fitsBefore(s) && (chosen == null || chosen.attempt(first, second, third)) && fitsAfter(s);
        } catch (ArithmeticException tooLarge) {
            // After the last number there is none.
            return false;
        }
    }

    /** Whether the line may follow, as far as it says more than its action does; the action and its arguments are chosen. */
    private boolean fitsBefore(RecordedStep s) {
        int o = s.owner();
        switch (s.kind()) {
            case START -> second = s.workspace();
            case NEXT, MISS -> second = s.seqId();
            case USE -> {
                second = s.seqId();
                third = s.number();
            }
            case READ, FILL, MISS_FAIL -> {
                return misses(s);
            }
            case FLUSH -> {
                return txOffset.plain(o) == s.plogOffset();
            }
            case APPEND_OK, APPEND_UNKNOWN_WRITTEN -> {
                return isEvent(s) && isBehindEnd(s.plogOffset());
            }
            case APPEND_CONFLICT, APPEND_FAIL, APPEND_UNKNOWN_LOST -> {
                return isEvent(s);
            }
            case APPEND_UNKNOWN_LATE -> {
                place = free(lateAppend);
                second = place;
                return isEvent(s);
            }
            case LATE_APPEND_LANDS -> {
                return appendLands(s);
            }
            case FL_SYNC -> {
                return flCheckpoint.plain(o) == s.plogOffset();
            }
            case FL_WRITE_VALUE -> {
                key(s);
                return batch.ofFew(o, keyOf(s), 0) == s.number();
            }
            case FL_WRITE_CHECKPOINT -> {
                return flCheckpoint.plain(o) == s.checkpoint();
            }
            case FL_FAIL -> {
                if (s.late()) {
                    failLate(s);
                }
            }
            case LATE_VALUE_LANDS -> {
                return valueLands(s);
            }
            case LATE_CHECKPOINT_LANDS -> {
                return checkpointLands(s);
            }
            case ACT_SCAN -> {
                return nextOffset.plain(o) == s.plogOffset();
            }
            case POWER_LOSS -> first = Math.min(s.plogOffset(), end.plain(0));
            case EVICT -> key(s);
            default -> {
                // The owner is all that such a step is about.
            }
        }
        return true;
    }

    /** Whether the state after the action is as the line says. */
    private boolean fitsAfter(RecordedStep s) {
        int o = s.owner();
        return switch (s.kind()) {
            case START -> txOffset.plain(o) == s.plogOffset();
            case NEXT, FILL -> txLast.ofFew(o, s.seqId(), 0) == s.number();
            case READ -> answer.ofFew(o, s.seqId(), 0) == s.number();
            case FL_SNAPSHOT -> flCheckpoint.plain(o) == s.plogOffset();
            case ACT_READ_CHECKPOINT -> nextOffset.plain(o) == s.plogOffset();
            default -> true;
        };
    }

    private void key(RecordedStep s) {
        second = s.workspace();
        third = s.seqId();
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

    private static long keyOf(RecordedStep s) {
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
            if (numbers.ofFew(s.owner(), s.event.key(i) >> 1, s.event.number(i)) == 0) {
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
        if (txLast.ofFew(s.owner(), s.seqId(), 0) != UNLOADED || cache.ofFew(s.owner(), key, 0) == 0) {
            return false;
        }
        evicted = cache.ofFew(s.owner(), key, 0);
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

    /** The second of two that were equal finds the offset taken, and changes nothing: then there is no action to take. */
    private boolean appendLands(RecordedStep s) {
        long at = inFlight(s, s.eventNumbers());
        boolean isTaken = taken.single(s.plogOffset(), 0) != 0;
        if (at < 0) {
            chosen = null;
            return isTaken;
        }
        place = at;
        first = at;
        if (isTaken) {
            chosen = landsTaken;
            return true;
        }
        return isBehindEnd(s.plogOffset());
    }

    private void failLate(RecordedStep s) {
        for (int at = 0; at < lateWrite.places(); at++) {
            if (lateWrite.plain(at) != 0 && isRest(at, s.owner())) {
                return;
            }
        }
        place = free(lateWrite);
        chosen = failLate;
        second = place;
    }

    /** What is in flight there is what the owner's flusher has yet to write. */
    private boolean isRest(long at, int owner) {
        if (lateCheckpoint.plain(at) != flCheckpoint.plain(owner) || lateStored.size(at) != left.size(owner)) {
            return false;
        }
        boolean[] same = {true};
        left.forEach(
                owner, (key, second, value) -> same[0] &= lateStored.ofFew(at, key, 0) == batch.ofFew(owner, key, 0));
        return same[0];
    }

    private boolean isWrite(long at, long checkpointThere) {
        return lateWrite.plain(at) != 0 && lateCheckpoint.plain(at) == checkpointThere;
    }

    private boolean holds(long at, Cells numbers) {
        int used = 0;
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.number(i) != 0) {
                used++;
                if (lateStored.ofFew(at, numbers.key(i), 0) != numbers.number(i)) {
                    return false;
                }
            }
        }
        return used == lateStored.size(at);
    }

    /** The place of a write with this checkpoint that is also the one that is looked for; -1 if there is none. */
    private long write(long checkpointThere, LongPredicate isIt) {
        for (int at = 0; at < lateWrite.places(); at++) {
            if (isWrite(at, checkpointThere) && isIt.test(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean valueLands(RecordedStep s) {
        long number = number(s.left, keyOf(s));
        if (number == 0) {
            return false;
        }
        long at = write(s.checkpoint(), each -> holds(each, s.left));
        if (at < 0 && stored.single(keyOf(s), 0) >= number) {
            chosen = null;
            return true;
        }
        place = at < 0 ? write(s.checkpoint(), each -> isLike(each, s.left)) : at;
        first = place;
        key(s);
        return place >= 0;
    }

    private static long number(Cells numbers, long key) {
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.key(i) == key) {
                return numbers.number(i);
            }
        }
        return 0;
    }

    /**
     * Two writes that were equal are one here, and what either of them has landed is gone from it. So what is in flight is
     * also known by what of it the storage does not cover.
     */
    private boolean isLike(long at, Cells numbers) {
        boolean[] like = {true};
        lateStored.forEach(at, (key, second, value) -> like[0] &= isLike(key, value, number(numbers, key)));
        for (int i = 0; i < numbers.size(); i++) {
            like[0] &= isLike(numbers.key(i), lateStored.ofFew(at, numbers.key(i), 0), numbers.number(i));
        }
        return like[0];
    }

    private boolean isLike(long key, long one, long other) {
        return one == other || Math.max(one, other) <= stored.single(key, 0);
    }

    private boolean checkpointLands(RecordedStep s) {
        s.left.clear();
        long at = write(s.checkpoint(), each -> holds(each, s.left));
        if (at < 0) {
            chosen = null;
            return checkpoint.plain(0) >= s.checkpoint();
        }
        first = at;
        return true;
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
            if (other != at && isWrite(other, lateCheckpoint.plain(at)) && holds(other, here)) {
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
        lateStored.forEach(at, (key, second, value) -> covered[0] &= value <= stored.single(key, 0));
        return covered[0];
    }
}
