package io.isequencer.core;

import io.isequencer.api.NumberKey;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.UseResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.StepListener.Step;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Drives one owner by hand, over a storage and a log that outlive it. */
final class CoreDriver {
    static final int KIND = 1;
    static final long WS = 77;
    static final int A = 1;
    static final int B = 2;
    static final SeqTypes TYPES = SeqTypes.builder()
            .add(KIND, A, 1)
            .add(KIND, B, 200_001)
            .add(2, 9, Long.MAX_VALUE)
            .build();

    private static final int MAX_TURNS = 10_000;

    final Map<NumberKey, Long> stored = new HashMap<>();
    final List<LogEvent> log = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    final MapCache cache = new MapCache();
    final SequencerParams params;
    StepListener watcher = StepListener.NONE;
    long storedCheckpoint;
    Partition partition;
    Client client;
    Flusher flusher;
    Actualizer actualizer;

    CoreDriver(int maxUnflushedValues) {
        params = SequencerParams.of(TYPES).withMaxUnflushedValues(maxUnflushedValues);
        boot();
    }

    static CoreDriver ready() {
        return ready(500);
    }

    static CoreDriver ready(int maxUnflushedValues) {
        CoreDriver driver = new CoreDriver(maxUnflushedValues).settle();
        driver.steps.clear();
        return driver;
    }

    /** A new owner: what a crash and a restart leave. */
    CoreDriver boot() {
        cache.clear();
        partition = new Partition(params, cache, (step, state) -> {
            steps.add(text(step));
            watcher.onStep(step, state);
        });
        client = partition.client();
        flusher = partition.flusher();
        actualizer = partition.actualizer();
        return this;
    }

    /** Lets both tasks work until neither can. */
    CoreDriver settle() {
        for (int turns = 0; turns < MAX_TURNS; turns++) {
            boolean worked = turn(actualizer) | turn(flusher);
            if (!worked) {
                return this;
            }
        }
        throw new AssertionError(
                "the tasks must come to rest: turns=" + MAX_TURNS + ", last=" + steps.get(steps.size() - 1));
    }

    /** Gives a task one turn; returns whether it did anything. */
    boolean turn(Task task) {
        Want want = task.want();
        if (want == Want.STEP) {
            task.step();
        } else if (want == Want.IO && task == flusher) {
            flusherIo();
        } else if (want == Want.IO) {
            actualizerIo();
        } else {
            return false;
        }
        return true;
    }

    long start(long wsId) {
        return client.start(partition.admission(), KIND, wsId);
    }

    long next(int seqId) {
        long number = client.next(partition.admission(), seqId);
        if (number == 0) {
            client.miss(seqId);
            client.fill(storedNumber(client.wsId(), seqId));
            number = client.next(partition.admission(), seqId);
        }
        return number;
    }

    UseResult use(int seqId, long number) {
        UseResult result = client.use(partition.admission(), seqId, number);
        if (result == null) {
            client.miss(seqId);
            client.fill(storedNumber(client.wsId(), seqId));
            result = client.use(partition.admission(), seqId, number);
        }
        return result;
    }

    /** A whole transaction; returns its numbers. */
    List<Long> commit(long wsId, int... seqIds) {
        List<Long> numbers = new ArrayList<>();
        LogEvent.Builder event = LogEvent.builder(start(wsId), KIND, wsId);
        for (int seqId : seqIds) {
            numbers.add(next(seqId));
            event.add(seqId, numbers.get(numbers.size() - 1));
        }
        log.add(event.build());
        client.flush();
        return numbers;
    }

    /** An event of another owner, or of an earlier life. */
    void logged(long wsId, int seqId, long... numbers) {
        LogEvent.Builder event = LogEvent.builder(log.size() + 1L, KIND, wsId);
        for (long number : numbers) {
            event.add(seqId, number);
        }
        log.add(event.build());
    }

    void store(long wsId, int seqId, long number) {
        stored.merge(new NumberKey(wsId, seqId), number, Math::max);
    }

    long storedNumber(long wsId, int seqId) {
        return stored.getOrDefault(new NumberKey(wsId, seqId), 0L);
    }

    Map<NumberKey, Long> pending() {
        Map<NumberKey, Long> values = new HashMap<>();
        partition.forEachPending((wsId, seqId, number) -> values.put(new NumberKey(wsId, seqId), number));
        return values;
    }

    Map<NumberKey, Long> inproc() {
        Map<NumberKey, Long> values = new HashMap<>();
        partition.forEachInproc((wsId, seqId, number) -> values.put(new NumberKey(wsId, seqId), number));
        return values;
    }

    List<String> takeSteps() {
        List<String> taken = List.copyOf(steps);
        steps.clear();
        return taken;
    }

    static NumberKey key(long wsId, int seqId) {
        return new NumberKey(wsId, seqId);
    }

    private void flusherIo() {
        if (flusher.syncing()) {
            flusher.synced();
            return;
        }
        ValueBatch batch = flusher.batch();
        for (int i = 0; i < batch.size(); i++) {
            store(batch.wsId(i), batch.seqId(i), batch.number(i));
        }
        storedCheckpoint = Math.max(storedCheckpoint, flusher.checkpoint());
        flusher.written();
    }

    private void actualizerIo() {
        if (actualizer.reading()) {
            actualizer.checkpointRead(storedCheckpoint);
            return;
        }
        for (int i = (int) actualizer.scanFrom() - 1; i < log.size(); i++) {
            if (!actualizer.offer(log.get(i))) {
                return;
            }
        }
        actualizer.scanEnded();
    }

    private static String text(Step step) {
        return step.action().specName() + "(" + step.seqId() + "," + step.number() + "," + step.plogOffset() + ")";
    }
}
