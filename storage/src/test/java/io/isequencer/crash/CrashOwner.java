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
import io.isequencer.storage.caches.LruCache;
import java.util.SplittableRandom;

/**
 * Works as {@code sequence} does: numbers events, commits them in groups, acknowledges what is durable; flusher and
 * actualizer get their turns in between. While one thread waits for an fsync, another one may number more. A failed call
 * ends it.
 */
final class CrashOwner {
    private static final int MAX_UNFLUSHED_VALUES = 6;
    private static final int MAX_GROUP = 9;
    private static final int MAX_BESIDE = 6;
    private static final int MAX_TURNS = 100_000;

    private final CrashInput input;
    private final CrashDisk disk;
    private final EventLog log;
    private final SequenceStorage storage;
    private final SplittableRandom random;
    private final Partition partition;
    private final Client client;
    private final Flusher flusher;
    private final Actualizer actualizer;
    private long acknowledgedEnd = 1;
    private long scanned;
    private long target;
    private int besideFsync;

    CrashOwner(CrashInput input, CrashDisk disk, EventLog log, SequenceStorage storage, SplittableRandom random) {
        this.input = input;
        this.disk = disk;
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

    /** How many events were appended while an fsync was under way. */
    int besideFsync() {
        return besideFsync;
    }

    /** Numbers events up to an offset, the last ones perhaps not acknowledged. */
    void runTo(long end) {
        target = end;
        int group = 1 + random.nextInt(MAX_GROUP);
        while (log.end() < end) {
            number(log.end());
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
        sync(end);
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

    /** The log's sync, during which another thread may append. */
    private void sync(long end) {
        OtherThread other = new OtherThread(1 + random.nextInt(MAX_BESIDE), this::numberOneMore);
        if (random.nextBoolean()) {
            disk.beside(other::goOn);
        }
        try {
            log.sync(end);
        } finally {
            disk.beside(() -> {});
            other.end();
        }
    }

    /** Returns whether there was one more, and a sequencer that was ready for it. */
    private boolean numberOneMore() {
        if (log.end() >= target || Busy.isBusy(partition.admission())) {
            return false;
        }
        number(log.end());
        besideFsync++;
        return true;
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
            sync(flusher.checkpoint());
            flusher.synced();
        } else {
            storage.write(flusher.batch(), flusher.checkpoint());
            flusher.written();
        }
    }
}
