package io.isequencer.cli;

import io.isequencer.api.Busy;
import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.Sequencer;
import io.isequencer.api.UseResult;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.util.function.BooleanSupplier;

/**
 * The client's contract, once per event: start, use, next, append, flush; actualize if anything went wrong.
 *
 * <p>Explicit numbers are told before the others are asked for, so that those come after them.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 *   <li><i>Errors:</i> {@link BadLineException} if the numbers are exhausted; {@link
 *       io.isequencer.api.StorageException} if log or storage failed, after which the run must end.
 *   <li><i>Source:</i> rules R1 and R18 of {@code docs/protocol.md}.
 * </ul>
 */
final class Numbering {
    private static final long WAIT_MS = 100;

    private final Sequencer sequencer;
    private final EventLog log;
    private final Watch watch;
    private final Progress progress;
    private final BooleanSupplier stopped;

    Numbering(Sequencer sequencer, EventLog log, Watch watch, Progress progress, BooleanSupplier stopped) {
        this.sequencer = sequencer;
        this.log = log;
        this.watch = watch;
        this.progress = progress;
        this.stopped = stopped;
    }

    /** What became of a command. */
    record Numbered(LogEvent event, int notAboveLast) {}

    /** Numbers an event and appends it, with where it came from; null if the run was stopped before it could begin. */
    Numbered number(EventCommand command, EventPayload payload) throws BadLineException {
        long plogOffset = start(command);
        if (Busy.isBusy(plogOffset)) {
            return null;
        }
        boolean appended = false;
        try {
            LogEvent.Builder builder = LogEvent.builder(plogOffset, command.wsKind(), command.wsId());
            int notAboveLast = use(command, builder);
            for (int seqId : command.seqIds()) {
                builder.add(seqId, sequencer.next(seqId));
            }
            LogEvent event = builder.payload(payload.encode()).build();
            if (log.append(event) == EventLog.AppendResult.CONFLICT) {
                throw new CliException(
                        ExitCode.INTERNAL, "plogOffset must be free in a locked log: plogOffset=" + plogOffset);
            }
            appended = true;
            sequencer.flush();
            return new Numbered(event, notAboveLast);
        } catch (SequenceExhaustedException e) {
            throw new BadLineException(e.getMessage());
        } finally {
            if (!appended) {
                sequencer.actualize();
            }
        }
    }

    private int use(EventCommand command, LogEvent.Builder builder) {
        int notAboveLast = 0;
        for (int i = 0; i < command.explicitSeqIds().length; i++) {
            int seqId = command.explicitSeqIds()[i];
            long number = command.explicitNumbers()[i];
            if (sequencer.use(seqId, number) == UseResult.NOT_ABOVE_LAST) {
                notAboveLast++;
            }
            builder.add(seqId, number, true);
        }
        return notAboveLast;
    }

    /** Waits while the sequencer is busy: it has its reasons, and its end, unless a call failed. */
    private long start(EventCommand command) {
        long plogOffset = sequencer.start(command.wsKind(), command.wsId());
        while (Busy.isBusy(plogOffset) && !stopped.getAsBoolean()) {
            watch.check();
            if (watch.scannedTo() > 0) {
                progress.recovering(watch.scannedTo(), log.end());
            }
            awaitReady();
            plogOffset = sequencer.start(command.wsKind(), command.wsId());
        }
        return plogOffset;
    }

    private void awaitReady() {
        try {
            sequencer.awaitReady(WAIT_MS);
        } catch (InterruptedException e) {
            throw new CliException(ExitCode.INTERNAL, "thread must not be interrupted: waiting=true", e);
        }
    }
}
