package io.isequencer.recording;

import io.isequencer.proof.check.Cells;
import io.isequencer.proof.check.Field;
import io.isequencer.proof.check.Names;
import io.isequencer.proof.check.RecordedStep;
import io.isequencer.proof.check.StepKind;
import java.util.Arrays;

/**
 * A step as plain words, so that it is reported, kept and handed on without an object: some words that each step has, then cells
 * of three words (workspace, key, number), group by group. Workspaces are written as they are, and counted where the step is
 * judged.
 */
final class PackedStep {
    /** Where the words are that each step has. */
    static final int LENGTH = 0;

    static final int SEQ_ID = 1;
    static final int NUMBER = 2;
    static final int PLOG_OFFSET = 3;
    static final int CHECKPOINT = 4;
    private static final int KIND = 5;
    private static final int OWNER = 6;
    private static final int WORKSPACE = 7;
    private static final int HAS_WORKSPACE = 8;
    private static final int IS_WHOLE = 9;
    private static final int IS_LATE = 10;
    private static final int SIZES = 11;
    private static final int GROUPS = 14;
    private static final Group[] ALL_GROUPS = Group.values();
    private static final int FIELDS = GROUPS + ALL_GROUPS.length;
    private static final int CELLS = FIELDS + Field.values().length;

    private static final int CELL = 3;
    private static final StepKind[] KINDS = StepKind.values();

    private long[] words = new long[128];
    private int size;

    /** What cells say; they are added in this order. */
    enum Group {
        EVENT,
        LEFT,
        PENDING,
        BATCH,
        LAST
    }

    void begin(StepKind kind, int owner) {
        Arrays.fill(words, 0, CELLS, 0);
        words[KIND] = kind.ordinal();
        words[OWNER] = owner;
        size = CELLS;
    }

    /** If it is FlFail: what was not yet written lands later. */
    void givenUp() {
        words[IS_LATE] = words[KIND] == StepKind.FL_FAIL.ordinal() ? 1 : 0;
    }

    void set(int word, long value) {
        words[word] = value;
    }

    void workspace(long wsId) {
        words[WORKSPACE] = wsId;
        words[HAS_WORKSPACE] = 1;
    }

    void field(Field field, long value) {
        words[FIELDS + field.ordinal()] = value;
    }

    /** The step has all fields, and how many numbers there are. */
    void whole(int pending, int batch, int last) {
        words[IS_WHOLE] = 1;
        words[SIZES] = pending;
        words[SIZES + 1] = batch;
        words[SIZES + 2] = last;
    }

    void add(Group group, long wsId, long key, long number) {
        if (size + CELL > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        words[size] = wsId;
        words[size + 1] = key;
        words[size + 2] = number;
        size += CELL;
        words[GROUPS + group.ordinal()]++;
    }

    /** All words; the first says how many. */
    long[] words() {
        words[LENGTH] = size;
        return words;
    }

    int size() {
        return size;
    }

    /** Room for a step of this length, to be filled from somewhere else. */
    long[] room(int length) {
        if (length > words.length) {
            words = new long[Math.max(length, words.length * 2)];
        }
        size = length;
        return words;
    }

    void unpack(RecordedStep step, Names names) {
        step.clear(KINDS[(int) words[KIND]]);
        step.owner((int) words[OWNER]);
        step.seqId((int) words[SEQ_ID]);
        step.number(words[NUMBER]);
        step.plogOffset(words[PLOG_OFFSET]);
        step.checkpoint(words[CHECKPOINT]);
        step.late(words[IS_LATE] != 0);
        if (words[HAS_WORKSPACE] != 0) {
            step.workspace(names.workspace(words[WORKSPACE]));
        }
        if (words[IS_WHOLE] != 0) {
            step.tellsWhole(words, FIELDS, (int) words[SIZES], (int) words[SIZES + 1], (int) words[SIZES + 2]);
            step.changed(Field.WORKSPACE, words[HAS_WORKSPACE] == 0 ? Field.NONE : step.workspace());
        }
        int at = CELLS;
        for (int i = 0; at < size; i++) {
            at = unpack(ALL_GROUPS[i], at, (int) words[GROUPS + i], step, names);
        }
    }

    private int unpack(Group group, int from, int count, RecordedStep step, Names names) {
        if (count == 0) {
            return from;
        }
        Cells cells = cells(group, step);
        boolean keyed = group != Group.EVENT && group != Group.LAST;
        int at = from;
        for (int i = 0; i < count; i++) {
            int key = (int) words[at + 1];
            cells.add(keyed ? RecordedStep.key(names.workspace(words[at]), key) : key, words[at + 2]);
            at += CELL;
        }
        return at;
    }

    private static Cells cells(Group group, RecordedStep step) {
        return switch (group) {
            case EVENT -> step.event;
            case LEFT -> step.left;
            case PENDING -> step.pending;
            case BATCH -> step.batch;
            case LAST -> step.last;
        };
    }
}
