package io.isequencer.oracle.history;

import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a life finds when it begins: a checkpoint, numbers in the storage, the events that the checkpoint does not cover.
 *
 * <p>The first life's past is taken as it is given, as long as it agrees with itself. Behind an earlier life it is
 * compared with what is known. A process that is killed takes with it what was not durable, writes to the storage that
 * were not sealed, and the last lines of its history; so the log may be shorter than is known, down to what was synced,
 * the storage older, and the log longer. It may be longer too because a run between the two was not recorded. Nothing
 * that is known may be another, and what is new must fit.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BreachException}.
 * </ul>
 */
final class GivenPast {
    private final Keys keys;
    private final LogCheck log;
    private final StorageCheck storage;
    private final long checkpoint;
    private final long firstOffset;
    private final Map<Integer, Long> stored = new HashMap<>();
    private final Map<Integer, Long> largestInEvents = new HashMap<>();
    private final List<Transaction> events = new ArrayList<>();
    /** Of the keys that have an issued number here: all of theirs before are known. */
    private final Map<Integer, Long> lastKnown = new HashMap<>();

    private long lost;
    private long unrecorded;
    /** Of them, those of which nothing is known: a checkpoint covers them. */
    private long unseen;

    GivenPast(Keys keys, LogCheck log, StorageCheck storage, long checkpoint) {
        this.keys = keys;
        this.log = log;
        this.storage = storage;
        this.checkpoint = checkpoint;
        firstOffset = Math.max(checkpoint, 1);
    }

    /** How many events the log has lost since the life before. */
    long lost() {
        return lost;
    }

    /** How many events the log has that no line of the life before has recorded. */
    long unrecorded() {
        return unrecorded;
    }

    /** The offset behind the last event. */
    long end() {
        return firstOffset + events.size();
    }

    void number(HistoryLine line) {
        stored.merge(keys.index(line.wsId, line.seqId), line.number, Math::max);
    }

    /** The next event; its numbers must agree with those of the events before. */
    void event(HistoryLine line, DeclaredTypes types) {
        Transaction event = new Transaction();
        event.begin(line);
        events.add(event);
        for (int i = 0; i < event.size; i++) {
            int key = keys.index(event.wsId, event.seqIds[i]);
            long number = event.numbers[i];
            Long last = largestInEvents.get(key);
            if (!event.explicit[i]) {
                if (last != null) {
                    requireNext(key, number, last, types.initialValueOfAnyKind(event.seqIds[i], number));
                }
                lastKnown.put(key, number);
            }
            largestInEvents.merge(key, number, Math::max);
        }
    }

    /** All is given: it becomes what log and storage hold. */
    void begin() {
        keys.forgetStored();
        storage.startAt(checkpoint);
        stored.forEach(storage::given);
        log.startAt(firstOffset);
        events.forEach(log::given);
    }

    /** Compares with what is known of an earlier life. */
    void requireContinued() {
        for (Transaction event : events) {
            if (!log.has(event)) {
                throw new BreachException(
                        Property.OFFSET_ONCE,
                        "an event must stay what it was when it was appended: plogOffset=" + event.plogOffset,
                        "the event that an earlier life has appended there");
            }
        }
        if (end() < log.end()) {
            lost += log.end() - end();
            log.lose(end());
            storage.requireReal();
        }
        while (log.end() < end()) {
            goOn();
        }
        IntStream.range(0, keys.size()).forEach(key -> {
            requireCovered(key);
            if (unseen == 0) {
                requireJustified(key, stored.getOrDefault(key, 0L));
            }
        });
    }

    /** Takes the event at the log's end. */
    private void goOn() {
        long plogOffset = log.end();
        Transaction event = plogOffset < firstOffset ? null : events.get((int) (plogOffset - firstOffset));
        List<Transaction> sent = log.open().at(plogOffset);
        if (event == null) {
            // One that was sent there, or one that is not recorded: no more than that it is covered can be known.
            unseen++;
            unrecorded += sent.isEmpty() ? 1 : 0;
            log.appendUnseen();
            return;
        }
        for (Transaction one : sent) {
            if (one.carriesTheSame(event) && unseen == 0) {
                log.open().remove(one);
                log.append(one);
                return;
            }
        }
        unrecorded++;
        if (unseen > 0) {
            log.appendBehindUnseen(event);
        } else {
            log.appendUnrecorded(event);
        }
    }

    private void requireNext(int key, long number, long last, long initialValue) {
        long highest = Math.max(last, initialValue - 1);
        if (number <= last || lastKnown.containsKey(key) && number != highest + 1) {
            throw BreachException.ofNumber(keys.name(key), number, last, initialValue, highest);
        }
    }

    /** What the storage holds and the events that it does not cover make up the log's last number. */
    private void requireCovered(int key) {
        long given = Math.max(stored.getOrDefault(key, 0L), largestInEvents.getOrDefault(key, 0L));
        if (given < keys.last(key)) {
            throw new BreachException(
                    Property.CHECKPOINT_SOUND,
                    "a life must find the numbers of all events below its checkpoint stored: checkpoint=" + checkpoint
                            + ", " + keys.name(key) + ", number=" + keys.last(key) + ", stored="
                            + stored.getOrDefault(key, 0L),
                    "the number stored, or its event among those that were given");
        }
    }

    private void requireJustified(int key, long number) {
        if (!log.justifies(key, number)) {
            throw StorageCheck.unjustified(keys, key, number);
        }
    }
}
