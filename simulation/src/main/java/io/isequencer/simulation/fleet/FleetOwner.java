package io.isequencer.simulation.fleet;

import io.isequencer.api.Busy;
import io.isequencer.core.Actualizer;
import io.isequencer.core.Client;
import io.isequencer.core.Flusher;
import io.isequencer.core.Partition;
import io.isequencer.simulation.fleet.Shard.Outcome;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.caches.LruCache;
import java.util.List;
import java.util.function.Consumer;

/**
 * An owner of a partition, on a machine: the production core, and its calls of the storage. It serves one client after
 * the other, and asks nobody whether it still is the owner: the log tells (R2).
 */
final class FleetOwner {
    /** As long as the threaded runtime rests between two writes. */
    private static final long REST_US = 1_000;

    private static final int EVENTS_PER_PAGE = 1_000;

    private final StorageCalls calls;
    private final FleetPartition partition;
    private final Machine machine;
    private final Consumer<FleetOwner> whenReady;
    private final Partition core;
    private final Client client;
    private boolean alive = true;
    private long rebuildsSinceUs;
    private boolean retiring;
    private Runnable whenClosed = () -> {};

    private Request request;
    private LogEvent.Builder event;
    private int drawn;
    private boolean clientWaits;
    private boolean appending;
    private boolean refusalCounted;

    private boolean flusherWaits;
    private boolean actualizerWaits;
    private long flusherRestsUntilUs;

    FleetOwner(
            StorageCalls calls,
            FleetPartition partition,
            Machine machine,
            StepListener listener,
            Consumer<FleetOwner> whenReady) {
        this.calls = calls;
        this.partition = partition;
        this.machine = machine;
        this.whenReady = whenReady;
        rebuildsSinceUs = calls.agenda().nowUs();
        core = new Partition(FleetOptions.PARAMS, new LruCache(FleetOptions.CACHED_KEYS), listener);
        client = core.client();
    }

    FleetPartition partition() {
        return partition;
    }

    Machine machine() {
        return machine;
    }

    /** Its memory is gone; what it has asked of the storage may still happen. */
    void crash() {
        alive = false;
        if (appending) {
            calls.tally().add(FleetMark.UNKNOWN_APPEND);
        } else {
            giveBack();
        }
    }

    boolean isAlive() {
        return alive;
    }

    /** Serves the client that it has, closes, and then says so. */
    void retire(Runnable closed) {
        if (!retiring) {
            retiring = true;
            whenClosed = closed;
            proceed();
        }
    }

    /** Does all that can be done without waiting. */
    void proceed() {
        if (!alive || !machine.answers(calls.agenda().nowUs())) {
            return;
        }
        boolean moved = true;
        while (moved) {
            moved = actualize(core.actualizer());
            moved |= flush(core.flusher());
            moved |= serve();
        }
        if (core.closing() && core.stopped()) {
            alive = false;
            machine.remove(this);
            whenClosed.run();
        }
    }

    private boolean actualize(Actualizer actualizer) {
        if (actualizerWaits) {
            return false;
        }
        switch (actualizer.want()) {
            case STEP -> {
                actualizer.step();
                return true;
            }
            case SLEEP -> actualizerCall(FleetOptions.PARAMS.retryDelayMs() * 1_000, actualizer::wake);
            case IO -> {
                if (actualizer.reading()) {
                    readCheckpoint(actualizer);
                } else {
                    scan(actualizer);
                }
            }
            default -> {
                // Waits for another's step, or has ended.
            }
        }
        return false;
    }

    private void readCheckpoint(Actualizer actualizer) {
        actualizerWaits = true;
        long[] answer = new long[1];
        calls.call(this, FleetCall.READ_CHECKPOINT, () -> answer[0] = partition.checkpoint(), outcome -> {
            actualizerWaits = false;
            if (outcome == Outcome.DONE) {
                actualizer.checkpointRead(answer[0]);
            } else {
                actualizer.failed();
            }
        });
    }

    private void scan(Actualizer actualizer) {
        actualizerWaits = true;
        Page page = new Page();
        long fromOffset = actualizer.scanFrom();
        calls.call(this, FleetCall.SCAN, () -> page.events = partition.scan(fromOffset, EVENTS_PER_PAGE), outcome -> {
            actualizerWaits = false;
            if (outcome == Outcome.DONE) {
                take(actualizer, page.events);
            } else {
                actualizer.failed();
            }
        });
    }

    /** What a scan has found. */
    private static final class Page {
        private List<LogEvent> events = List.of();
    }

    private void take(Actualizer actualizer, List<LogEvent> events) {
        for (LogEvent each : events) {
            if (!actualizer.offer(each)) {
                return;
            }
        }
        calls.tally().scanned(events.size());
        if (events.size() < EVENTS_PER_PAGE) {
            actualizer.scanEnded();
            becomeReady();
        }
    }

    private void becomeReady() {
        if (!core.actualizing()) {
            partition.requireExact(core);
            calls.tally().recovered(calls.agenda().nowUs() - rebuildsSinceUs);
            whenReady.accept(this);
        }
    }

    private void actualizerCall(long us, Runnable wake) {
        actualizerWaits = true;
        calls.wakeUp(this, us, () -> {
            actualizerWaits = false;
            wake.run();
        });
    }

    private boolean flush(Flusher flusher) {
        if (flusherWaits) {
            return false;
        }
        switch (flusher.want()) {
            case STEP -> {
                if (rests()) {
                    return false;
                }
                flusher.step();
                return true;
            }
            case SLEEP -> flusherSleeps(FleetOptions.PARAMS.retryDelayMs() * 1_000, flusher::wake);
            case IO -> {
                if (flusher.syncing()) {
                    // The log is durable when an append is acknowledged.
                    flusher.synced();
                    return true;
                }
                write(flusher);
            }
            default -> {
                // Waits for a signal, or has ended.
            }
        }
        return false;
    }

    /** Whether the flusher's next batch has time. */
    private boolean rests() {
        boolean idle = core.flusherState().equals("idle") && !core.closing() && !core.flusherCancelled();
        long restUs = flusherRestsUntilUs - calls.agenda().nowUs();
        if (!idle || restUs <= 0) {
            return false;
        }
        flusherSleeps(restUs, () -> {});
        return true;
    }

    private void flusherSleeps(long us, Runnable wake) {
        flusherWaits = true;
        calls.wakeUp(this, us, () -> {
            flusherWaits = false;
            wake.run();
        });
    }

    private void write(Flusher flusher) {
        flusherWaits = true;
        ValueBatch values = new ValueBatch();
        values.copyFrom(flusher.batch());
        long checkpoint = flusher.checkpoint();
        calls.tally().wrote(values.size());
        calls.call(this, FleetCall.WRITE, () -> calls.write(partition, values, checkpoint), outcome -> {
            flusherWaits = false;
            flusherRestsUntilUs = calls.agenda().nowUs() + REST_US;
            if (outcome == Outcome.DONE) {
                flusher.written();
            } else {
                flusher.failed();
            }
        });
    }

    private boolean serve() {
        if (clientWaits || core.closing()) {
            return false;
        }
        if (client.inTransaction()) {
            return proceedTransaction();
        }
        if (retiring) {
            core.close();
            return true;
        }
        return begin();
    }

    private boolean begin() {
        if (partition.waiting().isEmpty()) {
            return false;
        }
        Request next = partition.waiting().peek();
        long answer = client.start(core.admission(), FleetOptions.WS_KIND, next.wsId());
        if (Busy.isBusy(answer)) {
            if (Busy.of(answer) == Busy.BACK_PRESSURE && !refusalCounted) {
                refusalCounted = true;
                calls.tally().add(FleetMark.BACK_PRESSURE);
            }
            return false;
        }
        refusalCounted = false;
        request = partition.waiting().remove();
        event = LogEvent.builder(answer, FleetOptions.WS_KIND, request.wsId());
        drawn = 0;
        return true;
    }

    private boolean proceedTransaction() {
        if (drawn == request.numbers()) {
            append(event.build());
            return false;
        }
        int seqId = drawn + 1;
        long number = client.next(core.admission(), seqId);
        if (number == 0) {
            read(seqId);
            return false;
        }
        event.add(seqId, number);
        drawn++;
        return true;
    }

    private void read(int seqId) {
        clientWaits = true;
        client.miss(seqId);
        long wsId = request.wsId();
        long[] answer = new long[1];
        calls.call(this, FleetCall.READ, () -> answer[0] = partition.number(wsId, seqId), outcome -> {
            clientWaits = false;
            if (outcome == Outcome.DONE) {
                client.fill(answer[0]);
            } else {
                client.missFailed();
                abandon();
            }
        });
    }

    private void append(LogEvent appended) {
        clientWaits = true;
        appending = true;
        boolean[] inserted = new boolean[1];
        calls.call(this, FleetCall.APPEND, () -> inserted[0] = calls.append(partition, appended), outcome -> {
            clientWaits = false;
            appending = false;
            switch (outcome) {
                case DONE -> afterAppend(inserted[0]);
                case ERROR -> abandon();
                default -> {
                    // Whether the event is in the log is unknown until the rebuild; the client gets that answer.
                    calls.tally().add(FleetMark.UNKNOWN_APPEND);
                    request = null;
                    rebuild();
                }
            }
        });
    }

    private void afterAppend(boolean inserted) {
        if (!inserted) {
            calls.tally().add(FleetMark.REJECTED_APPEND);
            abandon();
            return;
        }
        client.flush();
        calls.tally().acknowledged(calls.agenda().nowUs() - request.arrivedUs());
        request = null;
    }

    /** Nothing was written: another try, here or elsewhere. */
    private void abandon() {
        giveBack();
        rebuild();
    }

    private void rebuild() {
        rebuildsSinceUs = calls.agenda().nowUs();
        client.actualize();
    }

    private void giveBack() {
        if (request != null) {
            calls.tally().add(FleetMark.RETRIED_REQUEST);
            partition.waiting().addFirst(request);
            request = null;
        }
    }

    /** Whether nothing is left to do. */
    boolean isIdle() {
        return core.idle() && !client.inTransaction();
    }
}
