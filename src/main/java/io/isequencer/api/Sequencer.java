package io.isequencer.api;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the numbers of one partition: the PLog offset of the next event, and numbers that grow strictly and without
 * gaps per (workspace, sequence).
 *
 * <p>The client's contract, once per event:
 *
 * <pre>{@code
 * long plogOffset = sequencer.start(wsKind, wsId);   // >= 1, or a Busy code
 * long recordId = sequencer.next(seqId);             // as often as needed
 * // append the event at plogOffset, insert-if-absent
 * sequencer.flush();                                 // the append surely succeeded
 * sequencer.actualize();                             // it failed, or nobody knows
 * }</pre>
 *
 * <p><b>Numbers are provisional.</b> A number from {@link #next} means nothing until its event is in the PLog: after
 * {@link #actualize} or a crash the same number is handed out again. Do not show it to anyone before the append has
 * succeeded.
 *
 * <ul>
 *   <li><i>Threading:</i> one client thread at a time; {@link #close}, {@link #awaitReady}, {@link
 *       #whenReady}, {@link #failure} and {@link #awaitIdle} may come from any thread.
 *   <li><i>Durability:</i> none of its own. The PLog is the truth; the stored numbers only shorten recovery.
 *   <li><i>Errors:</i> each method leaves the sequencer usable and its state unchanged when it throws.
 *   <li><i>Units:</i> numbers and offsets are 1..2^63-1; wsId is unsigned 64-bit, held in a {@code long}.
 *   <li><i>Source:</i> rules R1, R3, R6, R17 and R18 of {@code docs/protocol.md}; actions Start, Next, Use, Flush,
 *       Actualize, Close of {@code tla/Sequencer.tla}.
 * </ul>
 */
public interface Sequencer extends AutoCloseable {

    /**
     * Begins a sequencing transaction in a workspace. Does not move the offset: only {@link #flush} does (R3).
     *
     * @return the offset at which the event must be appended, at least 1; or, when no transaction was begun, the
     *     negative {@link Busy#code code} of the reason
     * @throws CallOrderException in a transaction
     * @throws UnknownSequenceException if the wsKind has no declared sequences
     * @throws SequenceExhaustedException if no offset is left
     * @throws SequencerClosedException after {@link #close}
     */
    long start(int wsKind, long wsId);

    /**
     * Issues the next number of a sequence in the workspace of the transaction. Provisional, see above.
     *
     * @throws CallOrderException outside a transaction
     * @throws UnknownSequenceException if the sequence is not declared for the wsKind of the transaction
     * @throws SequenceExhaustedException if the last issued number was 2^63-1
     * @throws StorageException if the last-used number had to be read and the storage failed; the transaction stays
     *     open, so call again or {@link #actualize}
     * @throws SequencerClosedException after {@link #close}
     */
    long next(int seqId);

    /**
     * Tells the sequencer of a number that the event carries without having asked for it: an import, a singleton
     * (R18). The last-used number becomes {@code max(last, number)}.
     *
     * @param number 1..2^63-1
     * @return whether the number was above all used ones; if not, whether it collides is the caller's to know
     * @throws IllegalArgumentException if the number is out of range
     * @throws CallOrderException outside a transaction
     * @throws UnknownSequenceException as in {@link #next}
     * @throws StorageException as in {@link #next}
     * @throws SequencerClosedException after {@link #close}
     */
    UseResult use(int seqId, long number);

    /**
     * Ends the transaction after its event is surely in the PLog (R1), moves the offset by one and leaves the numbers
     * to the background flusher.
     *
     * @throws CallOrderException outside a transaction
     * @throws SequencerClosedException after {@link #close}; the event counts all the same, the PLog has it
     */
    void flush();

    /**
     * Ends the transaction, if there is one, after an append that failed or whose outcome is unknown. Issued numbers
     * are forgotten; the background actualizer rebuilds the truth from the PLog, and until then {@link #start} answers
     * {@link Busy#ACTUALIZING}.
     *
     * @throws CallOrderException while an actualization is in progress
     * @throws SequencerClosedException after {@link #close}
     */
    void actualize();

    /**
     * Waits until {@link #start} would be accepted.
     *
     * @return false if it still would not be when the time was over
     * @throws SequencerClosedException if closed before or meanwhile
     * @throws InterruptedException if the calling thread was interrupted
     */
    boolean awaitReady(long timeoutMs) throws InterruptedException;

    /**
     * As {@link #awaitReady}, without a thread that waits: a stage that is complete as soon as {@link #start} would be
     * accepted, at once if it would be now. It ends with a {@link SequencerClosedException} if the sequencer was closed
     * before or meanwhile. That it is ready reserves nothing: if {@code start} refuses again, ask again.
     *
     * <p>What depends on the stage runs on a thread of the runtime, or on the caller's if the stage is complete already,
     * or, if no thread of the runtime is free to tell of a close, on the closing one. Those threads do the work of all
     * partitions, so what blocks or takes long belongs on an executor, by {@code thenRunAsync(action, executor)}: an
     * action that waits for this sequencer on its own thread may wait forever. What an action throws ends its own stage,
     * and nothing else.
     *
     * <p>Each call gives a stage of its own: to complete or cancel a future that was made of it changes no other's, nor
     * the sequencer. It stays in memory until the sequencer is ready or closed, so ask once for a refusal.
     */
    CompletionStage<Void> whenReady();

    /**
     * Why the background makes no progress: what the last call of the storage or the log threw, as long as that call
     * has to be tried again. A log that must be opened again after a failed write says so here; waiting does not help
     * then.
     *
     * @return null if nothing waits for another try
     */
    default @Nullable Throwable failure() {
        return null;
    }

    /**
     * Waits until nothing is left to do in the background: recovery is over, all that was flushed is stored, or the
     * sequencer is closed and its tasks have ended. For a copy of the stored numbers, or a test; no call needs it.
     *
     * @return false if there was still something to do when the time was over
     * @throws InterruptedException if the calling thread was interrupted
     */
    boolean awaitIdle(long timeoutMs) throws InterruptedException;

    /**
     * Tries once to write what is pending and stops the background work. Returns within
     * {@link SequencerParams#closeTimeoutMs}, even if the storage fails or hangs forever (R15); what could not be
     * written is rebuilt from the PLog. A second call does nothing.
     */
    @Override
    void close();
}
