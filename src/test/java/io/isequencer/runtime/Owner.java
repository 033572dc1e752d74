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

/** A client that keeps the contract: flush after a sure append, actualize after any other. */
final class Owner implements Callable<Owner> {
    private final Sequencer sequencer;
    private final EventLog log;
    private final Random random;
    private final int quota;

    final List<LogEvent> acknowledged = new ArrayList<>();
    int actualizations;
    int conflicts;
    int busy;
    int failedReads;

    Owner(Sequencer sequencer, EventLog log, long seed, int quota) {
        this.sequencer = sequencer;
        this.log = log;
        this.random = new Random(seed);
        this.quota = quota;
    }

    /** Works until as many events as the quota were acknowledged. */
    @Override
    public Owner call() throws InterruptedException {
        while (acknowledged.size() < quota) {
            long wsId = random.nextInt(200);
            long plogOffset = sequencer.start(KIND, wsId);
            if (Busy.isBusy(plogOffset)) {
                busy++;
                Await.ready(sequencer);
            } else if (appended(plogOffset, wsId)) {
                sequencer.flush();
            } else {
                actualizations++;
                sequencer.actualize();
            }
        }
        return this;
    }

    private boolean appended(long plogOffset, long wsId) {
        LogEvent event;
        try {
            event = number(plogOffset, wsId);
        } catch (StorageException failure) {
            failedReads++;
            return false;
        }
        try {
            if (log.append(event) == EventLog.AppendResult.CONFLICT) {
                conflicts++;
                return false;
            }
        } catch (StorageException failure) {
            return false;
        }
        acknowledged.add(event);
        return true;
    }

    private LogEvent number(long plogOffset, long wsId) {
        LogEvent.Builder event = LogEvent.builder(plogOffset, KIND, wsId);
        for (int i = random.nextInt(3); i >= 0; i--) {
            event.add(A, sequencer.next(A));
        }
        if (random.nextInt(50) == 0) {
            long explicit = 1 + random.nextInt(400_000);
            sequencer.use(B, explicit);
            event.add(B, explicit, true);
        }
        if (random.nextInt(2) == 0) {
            event.add(B, sequencer.next(B));
        }
        return event.build();
    }
}
