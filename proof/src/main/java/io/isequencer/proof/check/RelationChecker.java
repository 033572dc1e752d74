package io.isequencer.proof.check;

import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.sparse.SparseAction;
import io.isequencer.proof.sparse.Table;
import io.isequencer.proof.term.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Follows recorded steps: each must be a step of the relation from the state that the steps before it have led to, and must
 * change what it says that it changed, no more and no less.
 *
 * <p><b>One state is enough.</b> A line does not show everything: not the cache, what is known of an append, or what is left
 * of a write. But the state after a line is determined by the state before and the line, in {@code tla/TraceCheck.tla} as
 * here: whom and what a step is about is in the line, and the relation says what it changes. The one step that may come
 * between two lines is {@code Evict}, just before a {@code Miss} of a key that is cached: without it the miss is impossible,
 * so it is taken then, and at no other time. What is in flight is a set: two that are equal are one, and the second landing
 * of one changes nothing. Of a write, what either has landed is gone from the one that stands for both; so it is also known by
 * what of it the storage does not cover.
 *
 * <p><b>What is forgotten.</b> Events of the log are read by a scan alone, which begins at the stored checkpoint; nothing
 * lowers that, as writes are max-wins. So an event below the stored checkpoint, below each scan that is under way, and
 * below what no crash takes, is never read again: that it is there is all that is kept. A write in flight that the storage
 * covers, and an append in flight for an offset that is taken for good, change nothing when they land, and are forgotten
 * too. All else is per owner and per key.
 *
 * <p>Of a log whose events are never covered, the newest are kept up to a limit; a step that would need an older one is
 * {@link Answer#UNDECIDED}.
 *
 * <ul>
 *   <li><i>Source:</i> {@code tla/TraceCheck.tla}, which says the same to TLC.
 * </ul>
 */
public final class RelationChecker {
    /** Whether a step fits. */
    public enum Answer {
        FITS,
        MISFIT,
        /** It needs what was forgotten. */
        UNDECIDED
    }

    /** How many events are kept of a log that is never covered. */
    private static final int EVENTS_KEPT = 200_000;

    private static final int TIDY_EVERY = 256;
    private static final Field[] FIELDS = Field.values();
    private static final int FLUSHER = Field.FLUSHER.ordinal();
    private static final int WORKSPACE = Field.WORKSPACE.ordinal();

    /** The fields that an owner shows as the relation has them. */
    private static final int[] AS_THEY_ARE = IntStream.range(0, FIELDS.length)
            .filter(field -> field != FLUSHER && field != WORKSPACE)
            .toArray();

    final Protocol protocol;
    final Names names = new Names();
    private final StepRules rules;
    private final FloorOfLog floor;
    private final long[] before = new long[FIELDS.length];
    private final Table[] shown = new Table[FIELDS.length];

    /** Where the values of {@link #AS_THEY_ARE} stand in an owner's frame. */
    private final int[] slots = new int[AS_THEY_ARE.length];

    private final Table pending;
    private final Table batch;
    private final Table last;
    private long steps;

    /** With the right relation, and an empty partition; {@link #begin} comes first. */
    public RelationChecker() {
        this(new Protocol(), EVENTS_KEPT);
    }

    /** With another relation, to test what sees a wrong one. */
    public RelationChecker(Relation relation) {
        this(relation, EVENTS_KEPT);
    }

    RelationChecker(Relation relation, int eventsKept) {
        this(new Protocol(relation), eventsKept);
    }

    private RelationChecker(Protocol protocol, int eventsKept) {
        this.protocol = protocol;
        rules = new StepRules(protocol);
        floor = new FloorOfLog(protocol, rules, eventsKept);
        for (Field field : FIELDS) {
            shown[field.ordinal()] = protocol.table(field.symbol);
        }
        Arrays.setAll(slots, i -> shown[AS_THEY_ARE[i]].slot());
        pending = protocol.table(Variables.PENDING);
        batch = protocol.table(Variables.BATCH);
        last = protocol.table(Variables.TX_LAST);
    }

    /**
     * A partition without a past, all owners down; owners and workspaces are counted anew.
     *
     * @param initialValues the first number of each sequence
     */
    public void begin(long maxUnflushedValues, Map<Integer, Long> initialValues) {
        protocol.state.clear();
        names.clear();
        rules.clear();
        floor.clear();
        protocol.state.set(Variables.MAX_UNFLUSHED, maxUnflushedValues);
        initialValues.forEach((seq, value) -> protocol.state.set(Variables.INITIAL, value, seq));
        protocol.state.keep();
        steps = 0;
    }

    /** The past of the partition: what the storage holds. */
    public void givenNumber(long workspace, int seqId, long number) {
        protocol.state.set(Variables.STORED, number, workspace, seqId);
    }

    public void givenCheckpoint(long checkpoint) {
        protocol.state.set(Variables.CHECKPOINT, checkpoint);
    }

    /** The past of the partition: an event of the log, with all of its numbers. */
    public void givenEvent(long plogOffset, long workspace, Cells event) {
        protocol.state.set(Variables.TAKEN, 1, plogOffset);
        protocol.state.set(Variables.END, Math.max(plogOffset, protocol.state.get(Variables.END)));
        for (int i = 0; i < event.size(); i++) {
            long seq = event.key(i) / 2;
            long top = Math.max(event.number(i), protocol.state.get(Variables.TOP, plogOffset, workspace, seq));
            protocol.state.set(Variables.TOP, top, plogOffset, workspace, seq);
        }
        floor.begins(plogOffset);
    }

    public Names names() {
        return names;
    }

    /** How many events are kept one by one. */
    int eventsKept() {
        return protocol.table(Variables.TAKEN).size(0);
    }

    /** How many steps fitted. */
    public long steps() {
        return steps;
    }

    /** Takes a step if it fits. After one that does not, nothing has changed. */
    public Answer take(RecordedStep step) {
        if (floor.hidesFrom(step)) {
            return Answer.UNDECIDED;
        }
        boolean evicts = step.kind() == StepKind.MISS && rules.evictForMiss(step);
        try {
            if (!fits(step)) {
                if (evicts) {
                    rules.undoEvict(step);
                }
                return Answer.MISFIT;
            }
        } finally {
            protocol.state.keep();
        }
        rules.settle(step);
        if (++steps % TIDY_EVERY == 0) {
            floor.tidy();
        }
        return Answer.FITS;
    }

    private boolean fits(RecordedStep step) {
        if (step.isWhole()) {
            if (!rules.attempt(step) || !showsWhole(step)) {
                protocol.state.undo();
                return false;
            }
            return true;
        }
        if (step.seen()) {
            look(step.owner());
        }
        if (step.seen() && !announcesChanges(step) || !rules.attempt(step) || step.seen() && !showsChanges(step)) {
            protocol.state.undo();
            return false;
        }
        return true;
    }

    private void look(int owner) {
        for (int i = 0; i < FIELDS.length; i++) {
            before[i] = shown(i, owner);
        }
    }

    /** What an owner shows: of "written" it learns with the next step, and outside a transaction it has no workspace. */
    long shown(Field field, int owner) {
        return shown(field.ordinal(), owner);
    }

    private long shown(int field, int owner) {
        long value = shown[field].plain(owner);
        if (field == FLUSHER && value == StepRules.WRITTEN) {
            return StepRules.WRITING;
        }
        return field == WORKSPACE && !rules.isOpened(owner) ? Field.NONE : value;
    }

    /** Each number that is reported as changed, and reported once, had another value. */
    private boolean announcesChanges(RecordedStep step) {
        return differ(step.pending, pending, step.owner())
                && differ(step.batch, batch, step.owner())
                && differ(step.last, last, step.owner());
    }

    private static boolean differ(Cells cells, Table table, int owner) {
        for (int i = 0; i < cells.size(); i++) {
            if (table.ofFew(owner, cells.key(i), 0) == cells.number(i)) {
                return false;
            }
        }
        return cells.areDistinct();
    }

    private boolean showsChanges(RecordedStep step) {
        for (int i = 0; i < FIELDS.length; i++) {
            long told = step.hasChanged(FIELDS[i]) ? step.value(i) : before[i];
            if (shown(i, step.owner()) != told) {
                return false;
            }
        }
        return agree(step.pending, pending, step.owner())
                && agree(step.batch, batch, step.owner())
                && agree(step.last, last, step.owner());
    }

    private boolean showsWhole(RecordedStep step) {
        int owner = step.owner();
        return showsFields(step, owner)
                && pending.sizeOfFew(owner) == step.pendingSize()
                && batch.sizeOfFew(owner) == step.batchSize()
                && last.sizeOfFew(owner) == step.lastSize()
                && has(step.pending, pending, owner)
                && has(step.batch, batch, owner)
                && has(step.last, last, owner);
    }

    /** Without a branch for each field: nearly all steps fit. */
    private boolean showsFields(RecordedStep step, int owner) {
        long[] frame = shown[0].frame(owner);
        long different = shown(FLUSHER, owner) ^ step.value(FLUSHER);
        different |= shown(WORKSPACE, owner) ^ step.value(WORKSPACE);
        for (int i = 0; i < AS_THEY_ARE.length; i++) {
            different |= frame[slots[i]] ^ step.value(AS_THEY_ARE[i]);
        }
        return different == 0;
    }

    /** All that is reported is so; and as each has changed, as many changes are all of them. */
    private boolean agree(Cells cells, Table table, int owner) {
        return has(cells, table, owner) && protocol.state.changes(table, owner) == cells.size();
    }

    private static boolean has(Cells cells, Table table, int owner) {
        for (int i = 0; i < cells.size(); i++) {
            if (table.ofFew(owner, cells.key(i), 0) != cells.number(i)) {
                return false;
            }
        }
        return true;
    }

    /** A value of the state that was reached, for who compares it with something else. */
    public long value(Symbol symbol, long... arguments) {
        return protocol.state.get(symbol, arguments);
    }

    /** Why the step does not fit in the state before it, which is the one that was reached. */
    public List<String> explain(RecordedStep step) {
        List<String> text = new ArrayList<>(new Explanation(this, rules).of(step));
        for (Part part : new BrokenParts(this, rules, floor).of(step)) {
            text.add("the state behind it would break " + part.name() + ": " + part.sentence());
        }
        return text;
    }

    SparseAction action(String label) {
        return protocol.action(label);
    }
}
