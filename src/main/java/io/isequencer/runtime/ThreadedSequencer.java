package io.isequencer.runtime;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.UseResult;
import io.isequencer.core.Client;
import io.isequencer.core.Partition;
import io.isequencer.spi.Cache;
import io.isequencer.spi.StepListener;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sequencer on real threads.
 *
 * <p>A transaction takes the lock once, in {@code flush}, and once more for each storage read. With a listener each call
 * takes it, so that the listener sees the steps in their true order.
 *
 * <ul>
 *   <li><i>Threading:</i> as {@link Sequencer} says.
 * </ul>
 */
final class ThreadedSequencer implements Sequencer {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadedSequencer.class);

    private final SequencerParams params;
    private final TaskIo.Ports ports;
    private final PartitionLock lock;
    private final Client client;
    private final boolean observed;
    private final Consumer<ThreadedSequencer> onClose;
    private final TaskRunner flusher;
    private final TaskRunner actualizer;
    private final Readiness readiness;
    private volatile long closeDeadlineNanos;

    ThreadedSequencer(
            SequencerParams params,
            TaskIo.Ports ports,
            Cache cache,
            StepListener listener,
            Crew crew,
            Consumer<ThreadedSequencer> onClose) {
        this.params = params;
        this.ports = ports;
        this.onClose = onClose;
        observed = listener != StepListener.NONE;
        Partition partition = new Partition(params, cache, observed ? new SafeListener(listener) : listener);
        lock = new PartitionLock(partition);
        client = partition.client();
        TaskIo io = new TaskIo(ports, lock, partition.flusher(), partition.actualizer());
        long delayMs = params.retryDelayMs();
        flusher = new TaskRunner(
                "flusher", partition.flusher(), io::flush, () -> flusherMayRest(partition), lock, crew, delayMs);
        actualizer =
                new TaskRunner("actualizer", partition.actualizer(), io::actualize, () -> false, lock, crew, delayMs);
        readiness = new Readiness(lock, crew);
        lock.afterStep(this::afterStep);
    }

    /** Stops the work without waiting for its end. From here on the time of {@link #close} runs. */
    void beginClose() {
        lock.step(partition -> {
            if (!partition.closing()) {
                closeDeadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(params.closeTimeoutMs());
                partition.close();
            }
        });
    }

    /** Lets the first actualization begin. */
    void begin() {
        lock.step(partition -> {});
    }

    @Override
    public long start(int wsKind, long wsId) {
        if (!observed) {
            return client.start(lock.admission(), wsKind, wsId);
        }
        return lock.call(partition -> client.start(partition.admission(), wsKind, wsId));
    }

    @Override
    public long next(int seqId) {
        long number = tryNext(seqId);
        if (number == 0) {
            load(seqId);
            number = tryNext(seqId);
        }
        return number;
    }

    @Override
    public UseResult use(int seqId, long number) {
        UseResult result = tryUse(seqId, number);
        if (result == null) {
            load(seqId);
            result = tryUse(seqId, number);
        }
        return result;
    }

    @Override
    public void flush() {
        lock.step(partition -> partition.client().flush());
    }

    @Override
    public void actualize() {
        lock.step(partition -> client.actualize());
    }

    @Override
    public boolean awaitReady(long timeoutMs) throws InterruptedException {
        boolean answered = lock.await(
                partition -> partition.admission() > 0 || partition.admission() == Partition.CLOSED, timeoutMs);
        if (lock.admission() == Partition.CLOSED) {
            throw closed();
        }
        return answered;
    }

    @Override
    public CompletionStage<Void> whenReady() {
        return lock.call(partition -> readiness.stage(partition.admission()));
    }

    @Override
    public @Nullable Throwable failure() {
        Throwable ofActualizer = actualizer.failure();
        return ofActualizer == null ? flusher.failure() : ofActualizer;
    }

    @Override
    public boolean awaitIdle(long timeoutMs) throws InterruptedException {
        return lock.await(Partition::idle, timeoutMs);
    }

    @Override
    public void close() {
        beginClose();
        if (!lock.awaitUninterruptibly(Partition::stopped, closeDeadlineNanos)) {
            LOG.warn("a storage or log call hangs: closed after {} ms without it", params.closeTimeoutMs());
        }
        onClose.accept(this);
        // The last chance: it may be that no thread is left to tell of the close.
        readiness.tell();
    }

    static SequencerClosedException closed() {
        return new SequencerClosedException("sequencer must be open: closed=true");
    }

    private long tryNext(int seqId) {
        if (!observed) {
            return client.next(lock.admission(), seqId);
        }
        return lock.call(partition -> client.next(partition.admission(), seqId));
    }

    private UseResult tryUse(int seqId, long number) {
        if (!observed) {
            return client.use(lock.admission(), seqId, number);
        }
        return lock.call(partition -> client.use(partition.admission(), seqId, number));
    }

    /** Reads a last-used number that no memory has; the flusher goes on meanwhile. */
    private void load(int seqId) {
        lock.step(partition -> client.miss(seqId));
        long stored;
        try {
            stored = ports.storage().readNumber(client.wsId(), seqId);
        } catch (RuntimeException | Error failure) {
            lock.step(partition -> client.missFailed());
            throw failure;
        }
        lock.step(partition -> client.fill(stored));
    }

    /** Between two writes, and as long as nobody waits for it: half of the room is left, and nobody wants to end it. */
    private boolean flusherMayRest(Partition partition) {
        return partition.flusher().checkpoint() == 0
                && !partition.flusherCancelled()
                && !partition.closing()
                && 2L * partition.pendingSize() <= params.maxUnflushedValues();
    }

    private void afterStep() {
        flusher.kick();
        actualizer.kick();
        readiness.look(lock.admission());
    }
}
