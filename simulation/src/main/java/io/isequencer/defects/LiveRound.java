package io.isequencer.defects;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerException;
import io.isequencer.api.SequencerParams;
import io.isequencer.api.StorageException;
import io.isequencer.recording.CheckedOwner;
import io.isequencer.recording.RelationCheck;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.Action;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.ForwardingEventLog;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.caches.LruCache;
import io.isequencer.storage.memory.MemoryEventLog;
import io.isequencer.storage.memory.MemoryStorage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A partition under load. Its life is cut in two by a loss of power: whatever was not synced is gone.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; one client thread beside those of the runtime.
 *   <li><i>Units:</i> a client that waits for {@link #PATIENCE_MS} gives up, without a storage for {@link #REBUILD_MS}.
 * </ul>
 */
final class LiveRound {
    private static final int LIVES = 2;
    private static final int WORKSPACES = 12;

    /** So many that a scan of them has no room for all keys. */
    private static final int LAST_WITHOUT_STORAGE = 60;

    private static final long PATIENCE_MS = 30_000;
    /** Long enough for a rebuild that has room; one that has none does not end without a storage. */
    private static final long REBUILD_MS = 1_000;

    private static final long WRITE_NANOS = 100_000;
    /** Long enough for a thread to get a processor among many; what it waits for may never come. */
    private static final long MEETING_MS = 50;

    private static final long EXPLICIT_FROM = 200_001;

    private final SequencerParams params;
    private final int transactions;
    private final RelationCheck check;
    private final Meeting meeting = new Meeting();
    private final TroubledStorage storage = new TroubledStorage(meeting);
    private final MemoryEventLog log = new MemoryEventLog();
    private int taken;

    LiveRound(SequencerParams params, int transactions) {
        this.params = params;
        this.transactions = transactions;
        check = RelationCheck.inPlace(params);
    }

    /** Returns false if a client gave up. */
    boolean play() {
        boolean ended = true;
        for (int life = 1; life <= LIVES && ended; life++) {
            ended = live(transactions * life / LIVES);
            log.loseUnsyncedTail();
            check.powerLost(log.end() - 1);
        }
        return ended;
    }

    RelationCheck.Verdict verdict() {
        return check.verdict();
    }

    private boolean live(int until) {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            Client client = new Client(runtime, check.open("a"));
            while (taken < until && check.verdict().misfits() == 0) {
                boolean down = until - taken <= LAST_WITHOUT_STORAGE;
                storage.refuses(down);
                if (!client.transaction(taken)) {
                    // Without a storage no room comes; what is pending stays for the close, and for the next rebuild.
                    taken = until;
                    return down;
                }
                taken++;
            }
        }
        return true;
    }

    private final class Client {
        private final Sequencer sequencer;
        private final EventLog appendTo;

        Client(SequencerRuntime runtime, CheckedOwner owner) {
            appendTo = owner.over((EventLog) new TroubledLog(log));
            sequencer = runtime.open(
                    params,
                    new SlowAnswers(owner.over(storage), meeting),
                    appendTo,
                    new LruCache(params.cacheSize()),
                    meeting.before(owner));
        }

        /** Returns false if the sequencer did not become ready. */
        boolean transaction(int number) {
            try {
                long wsId = number / 5 * 5L % WORKSPACES;
                long offset = start(wsId);
                if (offset < 1) {
                    return false;
                }
                fill(offset, wsId, number);
            } catch (SequencerException refused) {
                // The storage or the log has failed, or no number is left: the transaction is given up.
                giveUp();
            } catch (RuntimeException defective) {
                // The check has seen more than the client.
                giveUp();
            }
            meeting.clientGoesOn();
            return true;
        }

        private void giveUp() {
            try {
                sequencer.actualize();
            } catch (RuntimeException defective) {
                // The check has seen more than the client.
            }
        }

        private long start(long wsId) {
            try {
                long offset = sequencer.start(1, wsId);
                while (offset < 1 && sequencer.awaitReady(storage.refuses ? REBUILD_MS : PATIENCE_MS)) {
                    offset = sequencer.start(1, wsId);
                }
                return offset;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return 0;
            }
        }

        private void fill(long offset, long wsId, int number) {
            LogEvent.Builder event = LogEvent.builder(offset, 1, wsId).add(1, sequencer.next(1));
            boolean brings = number % 3 == 0;
            if (brings) {
                long low = EXPLICIT_FROM + number % 40 * 20L;
                sequencer.use(2, low);
                event.add(2, low, true);
            }
            if (!brings || number % 2 == 0) {
                event.add(2, sequencer.next(2));
            }
            if (number % 50 != 47 && appendTo.append(event.build()) == EventLog.AppendResult.APPENDED) {
                sequencer.flush();
            } else {
                sequencer.actualize();
            }
        }
    }

    /**
     * Brings a read and a write together once behind each rebuild, when no cache has what is pending, however threads are
     * scheduled: the write waits until the next transaction has read, and what was read waits until the flusher is done.
     */
    private final class Meeting {
        private boolean due;
        private boolean clientWentOn = true;
        private boolean flushed;

        StepListener before(StepListener listener) {
            return (step, state) -> {
                note(step.action(), state);
                listener.onStep(step, state);
            };
        }

        private synchronized void note(Action action, StateView state) {
            switch (action) {
                case ACT_DONE -> {
                    boolean room = state.pendingSize() <= params.maxUnflushedValues();
                    due = room && state.pendingSize() > 0;
                    clientWentOn = !due;
                    flushed = false;
                }
                case FL_PRUNE, FL_FAIL, FL_STOP -> flushed = true;
                default -> {
                    return;
                }
            }
            notifyAll();
        }

        synchronized void answered() {
            clientGoesOn();
            if (due) {
                due = false;
                await(() -> flushed);
            }
        }

        /** The client has read, or has ended its transaction without a read. */
        synchronized void clientGoesOn() {
            clientWentOn = true;
            notifyAll();
        }

        synchronized void writes() {
            await(() -> clientWentOn);
        }

        private void await(BooleanSupplier condition) {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MEETING_MS);
            try {
                for (long left = MEETING_MS; left > 0 && !condition.getAsBoolean(); ) {
                    wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** So slow that transactions come while it writes; and now and then it refuses to, or breaks. */
    private static final class TroubledStorage extends ForwardingStorage {
        private final Meeting meeting;
        private int writes;
        private volatile boolean refuses;

        TroubledStorage(Meeting meeting) {
            super(new MemoryStorage());
            this.meeting = meeting;
        }

        /** From now on, whether it takes nothing. */
        void refuses(boolean all) {
            refuses = all;
        }

        @Override
        public void write(ValueBatch batch, long checkpoint) {
            LockSupport.parkNanos(WRITE_NANOS);
            meeting.writes();
            writes++;
            if (refuses || writes % 20 == 10) {
                throw new StorageException("refused", true);
            }
            if (writes % 20 == 19) {
                throw new BrokenError();
            }
            storage.write(batch, checkpoint);
        }
    }

    /** Time passes between an answer and what is made of it: meanwhile the flusher goes on. */
    private static final class SlowAnswers extends ForwardingStorage {
        private final Meeting meeting;

        SlowAnswers(SequenceStorage storage, Meeting meeting) {
            super(storage);
            this.meeting = meeting;
        }

        @Override
        public long readNumber(long wsId, int seqId) {
            long number = storage.readNumber(wsId, seqId);
            LockSupport.parkNanos(WRITE_NANOS);
            meeting.answered();
            return number;
        }
    }

    /** Where it came from says nothing to whoever reads the runtime's log of failures. */
    private static final class BrokenError extends Error {
        private static final long serialVersionUID = 1;

        BrokenError() {
            super("broken", null, false, false);
        }
    }

    /** Now and then it takes an event and does not say so; and a scan of it breaks off. */
    private static final class TroubledLog extends ForwardingEventLog {
        private int appends;
        private int scans;

        TroubledLog(EventLog log) {
            super(log);
        }

        @Override
        public AppendResult append(Event event) {
            AppendResult result = log.append(event);
            if (++appends % 37 == 20) {
                throw new StorageException("answer lost", false);
            }
            return result;
        }

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            boolean breaksOff = ++scans % 3 == 2;
            int[] left = {breaksOff ? 1 : Integer.MAX_VALUE};
            return log.scan(fromOffset, event -> {
                if (left[0]-- == 0) {
                    throw new StorageException("scan broke off", true);
                }
                return visitor.visit(event);
            });
        }
    }
}
