package io.isequencer.oracle.judge;

import static io.isequencer.oracle.judge.VerdictException.fail;

import io.isequencer.rules.Property;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.function.LongFunction;

/**
 * What must hold in every state of storage and log. Each change is judged once, so the cost is that of the change.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link VerdictException}.
 *   <li><i>Source:</i> section 7 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
public final class Invariants {
    private final StorageState storage;
    private final PlogState plog;
    /** The largest number of each key in the log, and of what was stored from the start. */
    private final Map<Key, Long> last = new HashMap<>();

    private final Map<Key, Long> given = new HashMap<>();
    /** The largest number of each key that was given out to a client, in the log or not. */
    private final Map<Key, Long> handedOut = new HashMap<>();
    /** Events below are known to be covered. */
    private long soundBelow;

    Invariants(StorageState storage, PlogState plog) {
        this.storage = storage;
        this.plog = plog;
    }

    /** The largest number of a key in the log; 0 if it has none. */
    public long last(Key key) {
        return last.getOrDefault(key, 0L);
    }

    /** A client was given a number; its event may never come. */
    public void handedOut(Key key, long number) {
        handedOut.merge(key, number, Unsigned::max);
    }

    /** What the storage holds from the start. */
    void stored(Key key, long number) {
        given.put(key, number);
        last.put(key, number);
    }

    /** An event whose numbers are not judged. */
    void taken(LogEntry entry) {
        entry.values().forEach(value -> taken(entry.key(value), value));
    }

    private void taken(Key key, LogEntry.Value value) {
        last.merge(key, value.number(), Unsigned::max);
    }

    /** An append must be at the end of the log, or below, where it is refused. */
    void beforeAppend(LogEntry entry) {
        if (Long.compareUnsigned(entry.plogOffset(), plog.end()) > 0) {
            throw fail(
                    Property.DENSE_OFFSETS,
                    "R3",
                    "an append at offset " + text(plog.end()) + ", the end of the log, or below",
                    "the event was to be appended at offset " + text(entry.plogOffset()) + ", behind a hole");
        }
    }

    /** The numbers of an event, as it gets into the log. */
    void judge(LogEntry entry, IntToLongFunction initialOf) {
        for (LogEntry.Value value : entry.values()) {
            Key key = entry.key(value);
            long before = last(key);
            if (value.issued()) {
                judgeIssued(entry, key, value.number(), before, initialOf.applyAsLong(value.seqId()) - 1);
            }
            taken(key, value);
        }
    }

    private static void judgeIssued(LogEntry entry, Key key, long number, long before, long beforeFirst) {
        long expected = Unsigned.max(before, beforeFirst) + 1;
        if (number == expected) {
            return;
        }
        Property property = number == before
                ? Property.UNIQUE
                : Long.compareUnsigned(number, before) < 0 ? Property.MONOTONE : Property.DENSE;
        throw fail(
                property,
                key + ": number " + text(expected) + ", as the log's last one is " + text(before),
                "the event at offset " + text(entry.plogOffset()) + " has number " + text(number));
    }

    /** What a write may contain, whether it is stored or not. */
    void beforeWrite(WriteCall call) {
        if (call.hasCheckpoint() && call.checkpoint() == 0) {
            throw fail(
                    Property.NOTHING_IS_NOT_WRITTEN,
                    "R13",
                    "no write at all as long as nothing was published",
                    "a write with nextPLogOffset 0");
        }
        if (call.hasCheckpoint() && Long.compareUnsigned(call.checkpoint(), plog.end()) > 0) {
            throw fail(
                    Property.CHECKPOINT_REAL,
                    "R4",
                    "nextPLogOffset of at most " + text(plog.end()) + ", one past the log's last event",
                    "a write with nextPLogOffset " + text(call.checkpoint()));
        }
        for (WriteCall.Item item : call.values()) {
            if (Long.compareUnsigned(item.number(), last(item.key())) > 0) {
                throw unjustified(item);
            }
        }
    }

    /** Too early, R1, if a client has the number and its event may come; else it is nobody's last-used one, R6. */
    private VerdictException unjustified(WriteCall.Item item) {
        boolean early = Long.compareUnsigned(item.number(), handedOut.getOrDefault(item.key(), 0L)) <= 0;
        return fail(
                Property.STORAGE_JUSTIFIED,
                early ? "R1" : "R6",
                item.key() + ": a number of at most " + text(last(item.key())) + ", the log's last one",
                "a write of number " + text(item.number())
                        + (early
                                ? ", which was given out, but no event in the log has it"
                                : ", which no event in the log has"));
    }

    void afterWrite() {
        long checkpoint = storage.checkpoint();
        for (long offset = plog.firstFrom(soundBelow);
                Long.compareUnsigned(offset, checkpoint) < 0 && plog.at(offset) != null;
                offset++) {
            checkCovered(plog.at(offset), checkpoint);
        }
        soundBelow = checkpoint;
    }

    private void checkCovered(LogEntry entry, long checkpoint) {
        for (LogEntry.Value value : entry.values()) {
            Key key = entry.key(value);
            if (Long.compareUnsigned(storage.number(key), value.number()) < 0) {
                throw fail(
                        Property.CHECKPOINT_SOUND,
                        "with nextPLogOffset " + text(checkpoint) + " stored, " + key + " stored with at least "
                                + text(value.number()) + ", as the event at offset " + text(entry.plogOffset())
                                + " has it",
                        "the stored number is " + text(storage.number(key)));
            }
        }
    }

    void afterLoss() {
        last.clear();
        last.putAll(given);
        plog.entries().forEach(this::taken);
        if (Long.compareUnsigned(storage.checkpoint(), plog.end()) > 0) {
            throw fail(
                    Property.CHECKPOINT_REAL,
                    "WA",
                    "syncPLog below each checkpoint before it is written: nextPLogOffset at most " + text(plog.end()),
                    "the crash took the end of the log, and nextPLogOffset " + text(storage.checkpoint())
                            + " is stored");
        }
        storage.numbers().forEach((key, number) -> {
            if (Long.compareUnsigned(number, last(key)) > 0) {
                throw fail(
                        Property.STORAGE_JUSTIFIED,
                        "WA",
                        key + ": a stored number of at most " + text(last(key)) + ", the log's last one",
                        "the crash took the end of the log, and number " + text(number) + " is stored");
            }
        });
    }

    /**
     * All events below an offset must be stored, and the checkpoint must be there, or at the event before.
     *
     * @param below the offset behind the last event that the sequencer knows of
     * @param ruleOf the rule that is broken if the event at an offset is not stored; empty if it is the case's own
     */
    public void checkDrained(long below, LongFunction<String> ruleOf) {
        for (long offset = plog.firstFrom(0); Long.compareUnsigned(offset, below) < 0; offset++) {
            LogEntry entry = plog.at(offset);
            if (entry == null) {
                break;
            }
            for (LogEntry.Value value : entry.values()) {
                Key key = entry.key(value);
                if (Long.compareUnsigned(storage.number(key), value.number()) < 0) {
                    throw fail(
                            Property.DRAINED,
                            ruleOf.apply(offset),
                            key + " stored with at least " + text(value.number()) + " once the sequencer is idle",
                            "the stored number is " + text(storage.number(key)));
                }
            }
        }
        if (Long.compareUnsigned(storage.checkpoint(), below - 1) < 0) {
            throw fail(
                    Property.DRAINED,
                    ruleOf.apply(below - 1),
                    "nextPLogOffset " + text(below) + " or " + text(below - 1) + " once the sequencer is idle",
                    "the stored one is " + text(storage.checkpoint()));
        }
    }

    private static String text(long unsigned) {
        return Long.toUnsignedString(unsigned);
    }
}
