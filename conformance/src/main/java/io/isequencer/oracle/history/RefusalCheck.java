package io.isequencer.oracle.history;

import io.isequencer.api.Limits;
import io.isequencer.recording.ErrorCode;
import io.isequencer.rules.Property;
import java.util.Locale;

/**
 * Judges refusals: each needs a reason, and where there is one the call must not succeed.
 *
 * <p>What cannot be known from outside is granted: recovery lasts until a start is accepted, and all that recovery may
 * have found, or the log has or may have got since, may still wait for the flusher.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BreachException}.
 *   <li><i>Source:</i> section 3 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
final class RefusalCheck {
    private final LogCheck log;
    private final Keys keys;

    RefusalCheck(LogCheck log, Keys keys) {
        this.log = log;
        this.keys = keys;
    }

    /** Whether the call was refused, and rightly so. */
    boolean refused(HistoryOwner owner, HistoryLine line) {
        if (line.has(Field.ERROR)) {
            requireReason(owner, line);
            return true;
        }
        ErrorCode due = due(owner, line);
        if (due != null) {
            throw new BreachException(
                    Property.REFUSAL,
                    line.kind.id() + " must be refused: o=" + line.owner + ", reason="
                            + due.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    "error " + due.code());
        }
        if (line.busy != null) {
            requireBusy(owner, line);
            return true;
        }
        return false;
    }

    /** The error that the call must end with, null if it can succeed. */
    private ErrorCode due(HistoryOwner owner, HistoryLine line) {
        if (!owner.open) {
            return ErrorCode.CLOSED;
        }
        switch (line.kind) {
            case START -> {
                if (owner.inTransaction) {
                    return ErrorCode.ALREADY_STARTED;
                }
                return log.types().hasKind(line.wsKind) ? null : ErrorCode.UNKNOWN_WORKSPACE_KIND;
            }
            case NEXT, USE -> {
                if (!owner.inTransaction) {
                    return ErrorCode.NOT_STARTED;
                }
                boolean declared = log.types().initialValue(owner.transaction.wsKind, line.seqId) != DeclaredTypes.NONE;
                return declared ? null : ErrorCode.UNKNOWN_SEQUENCE;
            }
            case FLUSH -> {
                return owner.inTransaction ? null : ErrorCode.NOT_STARTED;
            }
            default -> {
                return null;
            }
        }
    }

    private void requireReason(HistoryOwner owner, HistoryLine line) {
        ErrorCode due = due(owner, line);
        if (due != null && due.code() == line.error || isGranted(owner, line, due)) {
            return;
        }
        throw new BreachException(
                Property.REFUSAL,
                "an error must have its reason: call=" + line.kind.id() + ", o=" + line.owner + ", x=" + line.error,
                due == null ? "success" : "error " + due.code());
    }

    private boolean isGranted(HistoryOwner owner, HistoryLine line, ErrorCode due) {
        if (line.error == ErrorCode.NOT_SUPPORTED.code() || line.error == ErrorCode.MALFORMED.code()) {
            return true;
        }
        if (due != null) {
            return false;
        }
        boolean ofNumber = line.kind == LineKind.NEXT || line.kind == LineKind.USE;
        if (line.error == ErrorCode.UNAVAILABLE.code()) {
            return ofNumber;
        }
        if (line.error == ErrorCode.EXHAUSTED.code()) {
            return line.kind == LineKind.START
                    ? log.end() > Limits.MAX_PLOG_OFFSET
                    : ofNumber && isExhausted(owner, line);
        }
        return line.error == ErrorCode.ACTUALIZING.code() && line.kind == LineKind.ACTUALIZE && !owner.ready;
    }

    private boolean isExhausted(HistoryOwner owner, HistoryLine line) {
        int key = keys.index(owner.transaction.wsId, line.seqId);
        return owner.transaction.largest(line.seqId) == Limits.MAX_NUMBER || log.justifies(key, Limits.MAX_NUMBER);
    }

    private void requireBusy(HistoryOwner owner, HistoryLine line) {
        if (line.busy == HistoryLine.Refused.ACTUALIZING) {
            if (owner.ready) {
                throw new BreachException(
                        Property.REFUSAL,
                        "start must not be refused as actualizing once recovery is over: o=" + line.owner,
                        "plogOffset=" + log.end());
            }
            return;
        }
        long mayWait = log.entries() + log.open().entries() - owner.entriesBefore;
        if (owner.maxUnflushed > 0 && mayWait <= owner.maxUnflushed) {
            throw new BreachException(
                    Property.REFUSAL,
                    "start must not be refused as backPressure while so little can wait: o=" + line.owner
                            + ", may wait=" + mayWait + ", max=" + owner.maxUnflushed,
                    "plogOffset=" + log.end());
        }
    }
}
