package io.isequencer.runtime;

import static io.isequencer.runtime.World.A;
import static io.isequencer.runtime.World.B;
import static io.isequencer.runtime.World.KIND;

import io.isequencer.api.Busy;
import io.isequencer.api.Sequencer;
import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * A client that works until it is told to stop, opens its sequencer anew now and then, and is interrupted at any time:
 * an interrupt ends nothing, and must not get lost.
 */
final class SoakClient implements Callable<SoakClient> {
    private static final long SOAK_TIMEOUT_MS = 300_000;

    private static final int TRANSACTIONS_PER_LIFE = 400;

    private final Supplier<Sequencer> opener;
    private final EventLog log;
    private final AtomicBoolean over;
    private final Random random;
    private volatile Thread thread;
    private volatile int interruptsSeen;
    private volatile int interruptsSent;
    private volatile boolean worked;

    final List<LogEvent> acknowledged = new ArrayList<>();
    int lives;
    int actualizations;
    boolean virtual;

    SoakClient(Supplier<Sequencer> opener, EventLog log, AtomicBoolean over, long seed) {
        this.opener = opener;
        this.log = log;
        this.over = over;
        random = new Random(seed);
    }

    @Override
    public SoakClient call() {
        thread = Thread.currentThread();
        virtual = ClientThreads.inVirtualThread();
        while (!over.get()) {
            lives++;
            try (Sequencer sequencer = opener.get()) {
                for (int i = 0; i < TRANSACTIONS_PER_LIFE && !over.get(); i++) {
                    transact(sequencer);
                    noteInterrupt();
                }
            }
            noteInterrupt();
        }
        thread = null;
        return this;
    }

    /** Interrupts the client, unless it has not yet noticed the last time. */
    void interrupt() {
        Thread target = thread;
        if (target != null && interruptsSent == interruptsSeen) {
            interruptsSent = interruptsSent + 1;
            target.interrupt();
        }
    }

    EventLog log() {
        return log;
    }

    /** Whether it got something done. */
    boolean hasWorked() {
        return worked;
    }

    int interruptsSent() {
        return interruptsSent;
    }

    int interruptsSeen() {
        return interruptsSeen;
    }

    private void transact(Sequencer sequencer) {
        long wsId = random.nextInt(50);
        long plogOffset = sequencer.start(KIND, wsId);
        if (Busy.isBusy(plogOffset)) {
            awaitReady(sequencer, Busy.of(plogOffset));
        } else if (append(sequencer, plogOffset, wsId)) {
            sequencer.flush();
        } else {
            actualizations++;
            sequencer.actualize();
        }
    }

    private void awaitReady(Sequencer sequencer, Busy why) {
        try {
            Await.woken("ready, was " + why, SOAK_TIMEOUT_MS, sequencer::awaitReady);
        } catch (InterruptedException e) {
            interruptsSeen = interruptsSeen + 1;
        }
    }

    /** Every call but awaitReady hands the interrupt back in the thread's flag. */
    private void noteInterrupt() {
        if (Thread.interrupted()) {
            interruptsSeen = interruptsSeen + 1;
        }
    }

    private boolean append(Sequencer sequencer, long plogOffset, long wsId) {
        try {
            LogEvent.Builder event = LogEvent.builder(plogOffset, KIND, wsId);
            for (int i = random.nextInt(3); i >= 0; i--) {
                event.add(A, sequencer.next(A));
            }
            if (random.nextInt(20) == 0) {
                long explicit = 1 + random.nextInt(400_000);
                sequencer.use(B, explicit);
                event.add(B, explicit, true);
            }
            LogEvent built = event.build();
            boolean appended = log.append(built) == EventLog.AppendResult.APPENDED;
            if (appended) {
                acknowledged.add(built);
                worked = acknowledged.size() > 100;
            }
            return appended;
        } catch (StorageException failedOrUnknown) {
            return false;
        }
    }
}
