package io.isequencer.simulation.explore;

import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.explore.state.StateLayout;

/**
 * What must hold in each state, whoever reached it, and in each step.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link Violation}, with the invariant's name in {@code tla/Properties.tla}.
 * </ul>
 */
final class Invariants {
    private final StateLayout layout;
    private final int firstNumber;
    private final boolean knowsTheEnd;

    /** The largest number of each key in the log below an offset; row by offset. */
    private final int[][] below;

    Invariants(StateLayout layout) {
        this.layout = layout;
        firstNumber = layout.constants.firstNumber();
        knowsTheEnd = layout.constants.owners().size() == 1 && layout.constants.lateAppends() == 0;
        below = new int[layout.logSlots + 1][layout.keys];
    }

    /** Checks a state. */
    void check(byte[] state) {
        int end = checkLog(state);
        checkStorage(state, end);
        for (int i = 0; i < layout.constants.owners().size(); i++) {
            int at = layout.owner(i);
            if (state[at + layout.up] == 1) {
                checkOwner(state, at, end);
            }
        }
    }

    /** Checks a step: what is stored never goes back (R7). */
    void checkStep(byte[] before, byte[] after) {
        require(
                before[layout.checkpoint] <= after[layout.checkpoint],
                Property.STORED_NEVER_DECREASES,
                "the checkpoint fell");
        for (int key = 0; key < layout.keys; key++) {
            require(
                    before[layout.number + key] <= after[layout.number + key],
                    Property.STORED_NEVER_DECREASES,
                    "a number fell, key " + key);
        }
    }

    /** Unique, Monotone, Dense, OffsetOnce, DenseOffsets; returns where the log ends. */
    private int checkLog(byte[] state) {
        require(state[layout.twice] == 0, Property.OFFSET_ONCE, "an event was replaced");
        int end = 1;
        while (end < layout.logSlots && state[layout.event(end)] == 1) {
            System.arraycopy(below[end], 0, below[end + 1], 0, layout.keys);
            int at = layout.event(end) + 1;
            // Sorted by key, then number, the largest first: entries are taken from the last one on.
            for (int i = layout.eventWidth - 2; i >= 0; i -= 2) {
                if (state[at + i] != 0) {
                    checkEntry(state, at, state[at + i], state[at + i + 1], end);
                }
            }
            end++;
        }
        return end;
    }

    private void checkEntry(byte[] state, int at, int keyAndKind, int number, int offset) {
        int key = (keyAndKind & ~StateLayout.EXPLICIT) - 1;
        boolean issued = (keyAndKind & StateLayout.EXPLICIT) == 0;
        if (issued) {
            require(
                    number > below[offset][key],
                    Property.MONOTONE,
                    "event " + offset + " repeats or undercuts " + number);
            boolean follows = number == firstNumber
                    || number - 1 == below[offset][key]
                    || contains(state, at, key, number - 1)
                    || inLog(state, key, number - 1, offset);
            require(follows, Property.DENSE, "event " + offset + " leaves a hole below " + number);
        }
        below[offset + 1][key] = Math.max(below[offset + 1][key], number);
    }

    private boolean inLog(byte[] state, int key, int number, int before) {
        for (int offset = 1; offset < before; offset++) {
            if (contains(state, layout.event(offset) + 1, key, number)) {
                return true;
            }
        }
        return false;
    }

    private boolean contains(byte[] state, int at, int key, int number) {
        for (int i = 0; i < layout.eventWidth; i += 2) {
            if ((state[at + i] & ~StateLayout.EXPLICIT) == key + 1 && state[at + i + 1] == number) {
                return true;
            }
        }
        return false;
    }

    /** CheckpointReal, CheckpointSound, StorageJustified. */
    private void checkStorage(byte[] state, int end) {
        int checkpoint = state[layout.checkpoint];
        require(
                checkpoint <= end,
                Property.CHECKPOINT_REAL,
                "checkpoint " + checkpoint + ", the log ends before " + end);
        for (int key = 0; key < layout.keys; key++) {
            int stored = state[layout.number + key];
            require(
                    stored >= below[Math.max(checkpoint, 1)][key],
                    Property.CHECKPOINT_SOUND,
                    "stored " + stored + " of key " + key + " is below the log's, checkpoint " + checkpoint);
            require(stored <= below[end][key], Property.STORAGE_JUSTIFIED, "stored " + stored + " is not in the log");
        }
    }

    /** PendingSound, ReadyExact, OffsetExact. */
    private void checkOwner(byte[] state, int at, int end) {
        int pendingCheckpoint = state[at + layout.pendingCheckpoint];
        int nextOffset = state[at + layout.nextOffset];
        boolean idle = state[at + layout.actualizing] == 0 && state[at + layout.txWs] == 0;
        require(
                !idle || !knowsTheEnd || nextOffset == end,
                Property.OFFSET_EXACT,
                "knows " + nextOffset + ", is " + end);
        for (int key = 0; key < layout.keys; key++) {
            int known = Math.max(state[at + layout.pending + key], state[layout.number + key]);
            if (pendingCheckpoint > 0 && pendingCheckpoint <= end) {
                require(
                        known >= below[pendingCheckpoint][key],
                        Property.PENDING_SOUND,
                        "key " + key + " is known as " + known);
            }
            if (idle && nextOffset == end) {
                int cached = state[at + layout.cache + key];
                require(known == below[end][key], Property.READY_EXACT, "pending and storage say " + known);
                require(cached == 0 || cached == known, Property.READY_EXACT, "the cache says " + cached);
            }
        }
    }

    private static void require(boolean holds, Property property, String text) {
        if (!holds) {
            throw Violation.safety(property, text);
        }
    }
}
