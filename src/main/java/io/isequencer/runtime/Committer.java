package io.isequencer.runtime;

import io.isequencer.api.AppendConflictException;
import io.isequencer.api.Busy;
import io.isequencer.api.CallOrderException;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerBusyException;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.SequencerException;
import io.isequencer.api.StorageException;
import io.isequencer.api.UseResult;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Commits events: the client's contract of {@link Sequencer}, kept for the caller.
 *
 * <pre>{@code
 * LogEvent event = committer.commit(wsKind, wsId, transaction -> {
 *     long recordId = transaction.next(RECORD_ID);
 *     return order.encode(recordId);   // the event's payload
 * });
 * // the event is durable, its numbers are real
 * }</pre>
 *
 * <p>The event carries every number that the transaction issued or was told of, in the order of the calls: numbers that
 * are in no event cannot be recovered.
 *
 * <p><b>A commit ends in one of three ways.</b>
 *
 * <ul>
 *   <li>It returns: the event is durable.
 *   <li>It throws what the caller's function threw, or any {@link SequencerException} but a {@link StorageException} that
 *       is not {@link StorageException#definite definite}, or an {@link IllegalArgumentException} or
 *       {@link NullPointerException} because of what the caller gave it: the event is not in the log, its numbers were
 *       never issued, and they are handed out again. To commit the event again is safe.
 *   <li>It throws a {@link StorageException} that is not definite, or what a log has no business to throw: nobody knows
 *       whether the event is in the log. It stands at the offset that the transaction told, with these numbers, or never
 *       will: the next event that is committed decides, since it takes that offset if it is free. Whoever must know looks
 *       into the log then, before he commits the event again.
 * </ul>
 *
 * <p>After every failure the sequencer rebuilds its state from the log; the next commit waits for that.
 *
 * <p>To pay for one fsync only once for many events, {@link #append} them, then {@link #sync}, then acknowledge them all.
 *
 * <ul>
 *   <li><i>Threading:</i> one client thread at a time, as for the sequencer: the only one to use it, but for {@link
 *       Sequencer#close}.
 *   <li><i>Durability:</i> as said above. Sequencer and log stay the caller's, to be closed in this order.
 *   <li><i>Units:</i> times in milliseconds.
 *   <li><i>Source:</i> rules R1, R2, R3 and R18 of {@code docs/protocol.md}; actions Start, Next, Use, Append*, Flush and
 *       Actualize of {@code tla/Sequencer.tla}.
 * </ul>
 */
public final class Committer {
    /** How long a commit waits for a busy sequencer, unless {@link WhileBusy} says something else. */
    public static final long BUSY_TIMEOUT_MS = 10_000;

    private static final long ROUND_MS = 100;

    private final Sequencer sequencer;
    private final EventLog log;
    private final WhileBusy whileBusy;
    private final LongSupplier nanoTime;
    private final OpenTransaction transaction = new OpenTransaction();
    private long appendedEnd;

    /** What the caller's function may ask for while it makes an event; of no use behind its end. */
    public interface Transaction {
        /** Where the event will stand if it is appended. */
        long plogOffset();

        /** Issues a number, as {@link Sequencer#next}, and puts it into the event. Provisional until the commit returns. */
        long next(int seqId);

        /**
         * Puts a number into the event that it brings along, as {@link Sequencer#use}. Tell these before you ask for
         * others: what is issued then comes after them.
         */
        UseResult use(int seqId, long number);
    }

    /**
     * Makes an event.
     *
     * @param <X> what else it may throw; the commit throws it on, and nothing was issued
     */
    @FunctionalInterface
    public interface Work<X extends Exception> {
        /** Takes the event's numbers and returns its payload, which must not be modified afterwards. */
        byte[] payload(Transaction transaction) throws X;
    }

    /** Decides how long a commit waits for a busy sequencer: a recovery takes as long as the log is, a storage may hang. */
    @FunctionalInterface
    public interface WhileBusy {
        /**
         * Asked at once, and then some ten times a second. What it throws ends the commit, before it began.
         *
         * @param waitedMs how long the commit has waited so far
         * @return false to end the commit with a {@link SequencerBusyException}
         */
        boolean keepWaiting(Busy reason, long waitedMs);
    }

    /** Waits for a busy sequencer for {@link #BUSY_TIMEOUT_MS}. */
    public Committer(Sequencer sequencer, EventLog log) {
        this(sequencer, log, Committer::patient);
    }

    /** @param log the one that the sequencer was opened with */
    public Committer(Sequencer sequencer, EventLog log, WhileBusy whileBusy) {
        this(sequencer, log, whileBusy, System::nanoTime);
    }

    Committer(Sequencer sequencer, EventLog log, WhileBusy whileBusy, LongSupplier nanoTime) {
        this.sequencer = Objects.requireNonNull(sequencer, "sequencer");
        this.log = Objects.requireNonNull(log, "log");
        this.whileBusy = Objects.requireNonNull(whileBusy, "whileBusy");
        this.nanoTime = nanoTime;
    }

    /**
     * Commits one event: {@link #append} and {@link #sync}.
     *
     * @throws StorageException as from {@link #append}, or as from {@link #sync}
     */
    public <X extends Exception> LogEvent commit(int wsKind, long wsId, Work<X> work) throws X, InterruptedException {
        LogEvent event = append(wsKind, wsId, work);
        sync();
        return event;
    }

    /**
     * Appends one event. It is in the log, behind all others, and its numbers are used; but until {@link #sync} has
     * returned a crash may take both back, so tell nobody.
     *
     * @throws SequencerBusyException if the sequencer stayed busy for too long
     * @throws AppendConflictException if the event's offset is taken
     * @throws io.isequencer.api.UnknownSequenceException if the wsKind, or a sequence that was asked for, is not declared
     * @throws io.isequencer.api.SequenceExhaustedException if no offset or no number is left
     * @throws StorageException if the append failed, or a last-used number could not be read
     * @throws CallOrderException if it is called by the function of another commit
     * @throws SequencerClosedException if the sequencer was closed before the event was appended
     * @throws IllegalArgumentException if the wsKind is out of range, or the log takes no event that large
     * @throws NullPointerException if the function is null, or the payload that it returned
     * @throws X if the function did
     * @throws InterruptedException if the thread was interrupted while it waited for a busy sequencer: nothing was begun
     */
    public <X extends Exception> LogEvent append(int wsKind, long wsId, Work<X> work) throws X, InterruptedException {
        Objects.requireNonNull(work, "work");
        long plogOffset = start(wsKind, wsId);
        LogEvent event;
        try {
            event = transaction.event(LogEvent.builder(plogOffset, wsKind, wsId), plogOffset, work);
            if (log.append(event) == EventLog.AppendResult.CONFLICT) {
                throw new AppendConflictException(plogOffset);
            }
        } catch (Throwable failure) {
            actualize(failure);
            throw failure;
        }
        appendedEnd = plogOffset + 1;
        flush();
        return event;
    }

    /**
     * Makes all appended events durable; returns at once if they are.
     *
     * @throws StorageException if that failed, never a definite one: nobody knows which of them will be found again
     */
    public void sync() {
        if (appendedEnd == 0) {
            return;
        }
        try {
            log.sync(appendedEnd);
        } catch (StorageException failure) {
            // That this call had no effect says nothing about the events: they were appended before.
            throw failure.definite() ? new StorageException(failure.getMessage(), false, failure) : failure;
        }
    }

    static boolean patient(Busy reason, long waitedMs) {
        return waitedMs < BUSY_TIMEOUT_MS;
    }

    private long start(int wsKind, long wsId) throws InterruptedException {
        long plogOffset = sequencer.start(wsKind, wsId);
        return Busy.isBusy(plogOffset) ? awaitStart(wsKind, wsId, plogOffset) : plogOffset;
    }

    private long awaitStart(int wsKind, long wsId, long refusal) throws InterruptedException {
        long beginNanos = nanoTime.getAsLong();
        long plogOffset = refusal;
        while (Busy.isBusy(plogOffset)) {
            Busy reason = Busy.of(plogOffset);
            if (!whileBusy.keepWaiting(reason, TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - beginNanos))) {
                throw new SequencerBusyException(reason, sequencer.failure());
            }
            sequencer.awaitReady(ROUND_MS);
            plogOffset = sequencer.start(wsKind, wsId);
        }
        return plogOffset;
    }

    /** The event is in the log: a sequencer that was closed since then changes nothing about that. */
    private void flush() {
        try {
            sequencer.flush();
        } catch (SequencerClosedException closed) {
            return;
        }
    }

    /** The failure counts, not what comes of it: a sequencer that was closed has nothing to forget. */
    private void actualize(Throwable failure) {
        try {
            sequencer.actualize();
        } catch (SequencerClosedException | CallOrderException e) {
            failure.addSuppressed(e);
        }
    }

    /** One for all commits: none of them allocates it. */
    private final class OpenTransaction implements Transaction {
        /** Set before a transaction is handed out. */
        @SuppressWarnings("NullAway.Init")
        private LogEvent.Builder builder;

        private long plogOffset;

        <X extends Exception> LogEvent event(LogEvent.Builder fresh, long offset, Work<X> work) throws X {
            builder = fresh;
            plogOffset = offset;
            return fresh.payload(work.payload(this)).build();
        }

        @Override
        public long plogOffset() {
            return plogOffset;
        }

        @Override
        public long next(int seqId) {
            long number = sequencer.next(seqId);
            builder.add(seqId, number);
            return number;
        }

        @Override
        public UseResult use(int seqId, long number) {
            UseResult result = sequencer.use(seqId, number);
            builder.add(seqId, number, true);
            return result;
        }
    }
}
