package io.isequencer.cli.sequence;

import io.isequencer.api.AppendConflictException;
import io.isequencer.api.Busy;
import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerBusyException;
import io.isequencer.api.UseResult;
import io.isequencer.cli.CliException;
import io.isequencer.cli.ExitCode;
import io.isequencer.cli.Progress;
import io.isequencer.runtime.Committer;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.util.function.BooleanSupplier;

/**
 * Turns commands into numbered events in the log; {@link GroupCommit} makes them durable.
 *
 * <p>Explicit numbers are reported before the others are asked for, so that those come after them.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadLineException} if the numbers are exhausted; {@link
 *       io.isequencer.api.StorageException} if log or storage failed, after which the run must end.
 * </ul>
 */
final class EventNumberer implements Committer.Work<BadLineException> {
    private final Committer committer;
    private final EventLog log;
    private final FailureWatch watch;
    private final Progress progress;
    private final BooleanSupplier stopped;
    private EventCommand command;
    private EventPayload payload;
    private int notAboveLast;

    EventNumberer(Sequencer sequencer, EventLog log, FailureWatch watch, Progress progress, BooleanSupplier stopped) {
        committer = new Committer(sequencer, log, this::keepWaiting);
        this.log = log;
        this.watch = watch;
        this.progress = progress;
        this.stopped = stopped;
    }

    /** What became of a command. */
    record Numbered(LogEvent event, int notAboveLast) {}

    /** Numbers an event and appends it, with where it came from; null if the run was stopped before it could begin. */
    Numbered number(EventCommand eventCommand, EventPayload eventPayload) throws BadLineException {
        command = eventCommand;
        payload = eventPayload;
        notAboveLast = 0;
        try {
            LogEvent event = committer.append(command.wsKind(), command.wsId(), this);
            return new Numbered(event, notAboveLast);
        } catch (SequencerBusyException e) {
            return null;
        } catch (AppendConflictException e) {
            throw new CliException(
                    ExitCode.INTERNAL, "plogOffset must be free in a locked log: plogOffset=" + e.plogOffset(), e);
        } catch (InterruptedException e) {
            throw new CliException(ExitCode.INTERNAL, "thread must not be interrupted: waiting=true", e);
        }
    }

    /** Takes the numbers of the command that is being numbered. */
    @Override
    public byte[] payload(Committer.Transaction transaction) throws BadLineException {
        try {
            for (int i = 0; i < command.explicitSeqIds().length; i++) {
                UseResult result = transaction.use(command.explicitSeqIds()[i], command.explicitNumbers()[i]);
                notAboveLast += result == UseResult.NOT_ABOVE_LAST ? 1 : 0;
            }
            for (int seqId : command.seqIds()) {
                transaction.next(seqId);
            }
            return payload.encode();
        } catch (SequenceExhaustedException e) {
            throw new BadLineException(e.getMessage());
        }
    }

    /** The sequencer would wait for a failing call forever; a command ends and says why. */
    private boolean keepWaiting(Busy reason, long waitedMs) {
        if (stopped.getAsBoolean()) {
            return false;
        }
        watch.check();
        if (watch.scannedTo() > 0) {
            progress.recovering(watch.scannedTo(), log.end());
        }
        return true;
    }
}
