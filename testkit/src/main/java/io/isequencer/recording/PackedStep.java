package io.isequencer.recording;

import io.isequencer.proof.check.Field;
import io.isequencer.proof.check.StepKind;
import java.util.Arrays;

/**
 * A step as plain words, so that it is reported, kept and handed on without an object: some words that each step has, then cells
 * of three words (workspace, key, number), group by group. Workspaces are written as they are, and counted where the step is
 * judged.
 */
final class PackedStep extends ToldStep {
    /** Where the words are that each step has. */
    private static final int LENGTH = 0;

    private static final int SEQ_ID = 1;
    private static final int NUMBER = 2;
    private static final int PLOG_OFFSET = 3;
    private static final int CHECKPOINT = 4;
    private static final int KIND = 5;
    private static final int OWNER = 6;
    private static final int WORKSPACE = 7;
    private static final int HAS_WORKSPACE = 8;
    private static final int IS_WHOLE = 9;
    private static final int IS_LATE = 10;
    private static final int SIZES = 11;
    private static final int GROUPS = 14;
    private static final Group[] ALL_GROUPS = Group.values();
    private static final Field[] FIELDS = Field.values();
    private static final int FIELD_VALUES = GROUPS + ALL_GROUPS.length;
    private static final int CELLS = FIELD_VALUES + FIELDS.length;

    private static final int CELL = 3;
    private static final StepKind[] KINDS = StepKind.values();

    private long[] words = new long[128];
    private int size;

    @Override
    void begin(StepKind kind, int owner) {
        Arrays.fill(words, 0, CELLS, 0);
        words[KIND] = kind.ordinal();
        words[OWNER] = owner;
        size = CELLS;
    }

    @Override
    void givenUp() {
        words[IS_LATE] = words[KIND] == StepKind.FL_FAIL.ordinal() ? 1 : 0;
    }

    @Override
    void seqId(int seqId) {
        words[SEQ_ID] = seqId;
    }

    @Override
    void number(long number) {
        words[NUMBER] = number;
    }

    @Override
    void plogOffset(long plogOffset) {
        words[PLOG_OFFSET] = plogOffset;
    }

    @Override
    void checkpoint(long checkpoint) {
        words[CHECKPOINT] = checkpoint;
    }

    @Override
    void workspace(long wsId) {
        words[WORKSPACE] = wsId;
        words[HAS_WORKSPACE] = 1;
    }

    @Override
    void add(Group group, long wsId, int key, long number) {
        if (size + CELL > words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        words[size] = wsId;
        words[size + 1] = key;
        words[size + 2] = number;
        size += CELL;
        words[GROUPS + group.ordinal()]++;
    }

    @Override
    void field(Field field, long value) {
        words[FIELD_VALUES + field.ordinal()] = value;
    }

    @Override
    void whole(int pending, int batch, int last) {
        words[IS_WHOLE] = 1;
        words[SIZES] = pending;
        words[SIZES + 1] = batch;
        words[SIZES + 2] = last;
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

    /** Tells the step again, word by word. */
    void tell(ToldStep step) {
        step.begin(KINDS[(int) words[KIND]], (int) words[OWNER]);
        step.seqId((int) words[SEQ_ID]);
        step.number(words[NUMBER]);
        step.plogOffset(words[PLOG_OFFSET]);
        step.checkpoint(words[CHECKPOINT]);
        if (words[IS_LATE] != 0) {
            step.givenUp();
        }
        if (words[HAS_WORKSPACE] != 0) {
            step.workspace(words[WORKSPACE]);
        }
        int at = CELLS;
        for (int i = 0; at < size; i++) {
            for (long count = words[GROUPS + i]; count > 0; count--) {
                step.add(ALL_GROUPS[i], words[at], (int) words[at + 1], words[at + 2]);
                at += CELL;
            }
        }
        if (words[IS_WHOLE] != 0) {
            for (Field field : FIELDS) {
                step.field(field, words[FIELD_VALUES + field.ordinal()]);
            }
            step.whole((int) words[SIZES], (int) words[SIZES + 1], (int) words[SIZES + 2]);
        }
    }
}
