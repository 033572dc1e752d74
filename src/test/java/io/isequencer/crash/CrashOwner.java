package io.isequencer.crash;

import io.isequencer.api.Busy;
import io.isequencer.api.SequencerParams;
import io.isequencer.core.Actualizer;
import io.isequencer.core.Client;
import io.isequencer.core.Flusher;
import io.isequencer.core.Partition;
import io.isequencer.core.Want;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.cache.LruCache;
import java.util.SplittableRandom;

/**
 * Works as {@code sequence} does, in one thread: numbers events, commits them in groups, acknowledges what is durable;
 * flusher and actualizer get their turns in between. A failed call ends it.
 */
final class CrashOwner {
    private static final int MAX_UNFLUSHED_VALUES = 6;
    private static final int MAX_GROUP = 9;
    private static final int MAX_TURNS = 100_000;

    private final CrashInput input;
    private final EventLog log;
    private final SequenceStorage storage;
    private final SplittableRandom random;
    private final Partition partition;
    private final Client client;
    private final Flusher flusher;
    private final Actualizer actualizer;
    private long acknowledgedEnd = 1;
    private long scanned;

    CrashOwner(CrashInput input, EventLog log, SequenceStorage storage, SplittableRandom random) {
        this.input = input;
        this.log = log;
        this.storage = storage;
        this.random = random;
        SequencerParams params = SequencerParams.of(CrashInput.TYPES).withMaxUnflushedValues(MAX_UNFLUSHED_VALUES);
        partition = new Partition(params, new LruCache(3), StepListener.NONE);
        client = partition.client();
        flusher = partition.flusher();
        actualizer = partition.actualizer();
    }

    /** All events below were synced, and whoever waits for them was told. */
    long acknowledgedEnd() {
        return acknowledgedEnd;
    }

    /** How many events were read to rebuild the state. */
    long scanned() {
        return scanned;
    }

    /** Numbers events up to an offset, the last ones perhaps not acknowledged. */
    void runTo(long end) {
        int group = 1 + random.nextInt(MAX_GROUP);
        for (long plogOffset = log.end(); plogOffset < end; plogOffset++) {
            number(plogOffset);
            if (--group == 0) {
                commit();
                group = 1 + random.nextInt(MAX_GROUP);
            }
            for (int turns = random.nextInt(4); turns > 0; turns--) {
                turn();
            }
        }
    }

    void commit() {
        long end = log.end();
        log.sync(end);
        acknowledgedEnd = end;
    }

    /** Until nothing is left to do. */
    void settle() {
        for (int turns = 0; turns < MAX_TURNS; turns++) {
            if (!turn()) {
                return;
            }
        }
        throw new AssertionError("the tasks must come to rest: turns=" + MAX_TURNS);
    }

    private void number(long expectedOffset) {
        CrashInput.Command command = input.at(expectedOffset);
        long plogOffset = client.start(partition.admission(), CrashInput.KIND, command.wsId());
        while (Busy.isBusy(plogOffset)) {
            if (!turn()) {
                throw new AssertionError("a busy sequencer must have work: plogOffset=" + expectedOffset);
            }
            plogOffset = client.start(partition.admission(), CrashInput.KIND, command.wsId());
        }
        if (plogOffset != expectedOffset) {
            throw new AssertionError("plogOffset must be " + expectedOffset + ": plogOffset=" + plogOffset);
        }
        LogEvent.Builder event = LogEvent.builder(plogOffset, CrashInput.KIND, command.wsId());
        if (command.explicit() > 0) {
            use(command.explicit());
            event.add(2, command.explicit(), true);
        }
        for (int seqId : command.seqIds()) {
            event.add(seqId, next(seqId));
        }
        LogEvent built = event.payload(command.payload()).build();
        if (!built.equals(input.range(plogOffset, plogOffset + 1).get(0))) {
            throw new AssertionError("event must be numbered as if nothing had happened: plogOffset=" + plogOffset);
        }
        if (log.append(built) != EventLog.AppendResult.APPENDED) {
            throw new AssertionError("plogOffset must be free: plogOffset=" + plogOffset);
        }
        client.flush();
    }

    private long next(int seqId) {
        long number = client.next(partition.admission(), seqId);
        if (number == 0) {
            miss(seqId);
            number = client.next(partition.admission(), seqId);
        }
        return number;
    }

    private void use(long number) {
        if (client.use(partition.admission(), 2, number) == null) {
            miss(2);
            client.use(partition.admission(), 2, number);
        }
    }

    private void miss(int seqId) {
        client.miss(seqId);
        client.fill(storage.readNumber(client.wsId(), seqId));
    }

    private boolean turn() {
        Want wanted = actualizer.want();
        if (wanted == Want.STEP) {
            actualizer.step();
            return true;
        }
        if (wanted == Want.IO) {
            actualize();
            return true;
        }
        wanted = flusher.want();
        if (wanted == Want.STEP) {
            flusher.step();
            return true;
        }
        if (wanted == Want.IO) {
            flush();
            return true;
        }
        return false;
    }

    private void actualize() {
        if (actualizer.reading()) {
            actualizer.checkpointRead(storage.readCheckpoint());
            return;
        }
        boolean atEnd = log.scan(actualizer.scanFrom(), event -> {
            boolean taken = actualizer.offer(event);
            scanned += taken ? 1 : 0;
            return taken;
        });
        if (atEnd) {
            actualizer.scanEnded();
        }
    }

    private void flush() {
        if (flusher.syncing()) {
            log.sync(flusher.checkpoint());
            flusher.synced();
        } else {
            storage.write(flusher.batch(), flusher.checkpoint());
            flusher.written();
        }
    }
}
