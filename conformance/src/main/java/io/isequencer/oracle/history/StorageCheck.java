package io.isequencer.oracle.history;

import io.isequencer.rules.Property;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The storage, and what its checkpoint promises.
 *
 * <p>A write of which beginning and end are recorded takes effect somewhere between. It is judged in its favour: its
 * values may be there from its beginning on, its checkpoint is there at its end. So no interleaving that could have been
 * right is called wrong.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BreachException}.
 *   <li><i>Source:</i> CheckpointSound, CheckpointReal and StorageJustified of {@code docs/protocol.md}; rule R7: values,
 *       then checkpoint, both by max.
 * </ul>
 */
final class StorageCheck {
    private final Keys keys;
    private final Uncovered uncovered;
    private final LogCheck log;
    private final Map<Long, Write> open = new HashMap<>();
    private long checkpoint;

    StorageCheck(Keys keys, Uncovered uncovered, LogCheck log) {
        this.keys = keys;
        this.uncovered = uncovered;
        this.log = log;
    }

    /** A write under way. */
    private record Write(Map<Integer, Long> values, long checkpoint) {}

    /** A life begins: the storage holds what is given next. Writes of the dead may still have taken effect. */
    void startAt(long storedCheckpoint) {
        open.values().forEach(write -> write.values.forEach(keys::notePossiblyStored));
        open.clear();
        checkpoint = storedCheckpoint;
    }

    /** A number that the storage holds as the life begins. */
    void given(int key, long number) {
        keys.store(key, number);
        keys.last(key, Math.max(keys.last(key), number));
    }

    /** The storage took values and, if it is not 0, the checkpoint behind them. */
    void write(HistoryLine line) {
        requireReal(line.checkpoint);
        for (int i = 0; i < line.size; i++) {
            requireJustified(keys.index(line.wsIds[i], line.seqIds[i]), line.numbers[i]);
        }
        for (int i = 0; i < line.size; i++) {
            keys.store(keys.index(line.wsIds[i], line.seqIds[i]), line.numbers[i]);
        }
        advance(line.checkpoint);
    }

    /** Returns false if a write with this id is under way. */
    boolean begin(HistoryLine line) {
        Map<Integer, Long> values = new HashMap<>();
        for (int i = 0; i < line.size; i++) {
            values.merge(keys.index(line.wsIds[i], line.seqIds[i]), line.numbers[i], Math::max);
        }
        return open.putIfAbsent(line.id, new Write(values, line.checkpoint)) == null;
    }

    /** Returns false if no write with this id is under way. */
    boolean end(HistoryLine line) {
        Write write = open.remove(line.id);
        if (write == null) {
            return false;
        }
        switch (line.result) {
            case OK -> {
                requireReal(write.checkpoint);
                write.values.forEach(this::requireJustified);
                write.values.forEach(keys::store);
                advance(write.checkpoint);
            }
            case UNKNOWN -> write.values.forEach(keys::notePossiblyStored);
            default -> {
                // Surely without effect.
            }
        }
        return true;
    }

    /**
     * The log has lost its tail: neither checkpoint nor numbers must have been ahead of what was durable.
     *
     * @param lostKeys those that had numbers in the tail
     */
    void requireKept(Set<Integer> lostKeys) {
        requireReal();
        lostKeys.forEach(key -> requireJustified(key, keys.stored(key)));
    }

    /** The log has lost its tail: the stored checkpoint says that it was durable up to there. */
    void requireReal() {
        requireReal(checkpoint);
    }

    private void requireJustified(int key, long number) {
        if (!log.justifies(key, number)) {
            throw unjustified(keys, key, number);
        }
    }

    static BreachException unjustified(Keys keys, int key, long number) {
        return new BreachException(
                Property.STORAGE_JUSTIFIED,
                "a stored number must be at most the largest of its key in the log: " + keys.name(key) + ", number="
                        + number + ", last=" + keys.last(key),
                "a number of at most " + keys.last(key));
    }

    private void advance(long written) {
        checkpoint = Math.max(checkpoint, written);
        log.coverBelow(checkpoint, this::requireCovered);
        uncovered.dropBelow(checkpoint, (plogOffset, key, number, lastBefore) -> {
            requireCovered(plogOffset, key, number, lastBefore);
            log.leftOut().covered(key, number);
        });
    }

    private void requireReal(long written) {
        if (written > log.end()) {
            log.reach(
                    written,
                    end -> new BreachException(
                            Property.CHECKPOINT_REAL,
                            "a checkpoint must be at most the next free offset of the log: checkpoint=" + written
                                    + ", next free=" + end,
                            "a checkpoint of at most " + end));
        }
    }

    private void requireCovered(long plogOffset, int key, long number, long lastBefore) {
        if (keys.stored(key) >= number || keys.possiblyStored(key) >= number || isUnderWay(key, number)) {
            return;
        }
        throw new BreachException(
                Property.CHECKPOINT_SOUND,
                "a checkpoint must have the numbers of all events below it stored: checkpoint=" + checkpoint
                        + ", event=" + plogOffset + ", " + keys.name(key) + ", number=" + number + ", stored="
                        + keys.stored(key),
                "a checkpoint of at most " + plogOffset + ", or the number written before it");
    }

    private boolean isUnderWay(int key, long number) {
        for (Write write : open.values()) {
            if (write.values.getOrDefault(key, 0L) >= number) {
                return true;
            }
        }
        return false;
    }
}
