package io.isequencer.oracle.history;

import io.isequencer.rules.Property;
import java.util.HashMap;
import java.util.Map;

/**
 * The clients' calls: their order, their refusals, and what reaches the log.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BreachException}.
 *   <li><i>Source:</i> rules R1, R3, R12, R17, R18 of {@code docs/protocol.md}.
 * </ul>
 */
final class ClientCheck {
    private final LogCheck log;
    private final Keys keys;
    private final Uncovered uncovered;
    private final RefusalCheck refusals;
    private final Map<Long, HistoryOwner> owners = new HashMap<>();
    private boolean calls = true;

    ClientCheck(LogCheck log, Keys keys, Uncovered uncovered) {
        this.log = log;
        this.keys = keys;
        this.uncovered = uncovered;
        refusals = new RefusalCheck(log, keys);
    }

    /** Whether the history has the clients' calls, or only what log and storage saw. */
    void calls(boolean recorded) {
        calls = recorded;
    }

    void take(HistoryLine line) {
        HistoryOwner owner = owner(line.owner);
        switch (line.kind) {
            case OPEN -> open(owner, line);
            case START -> start(owner, line);
            case NEXT, USE -> number(owner, line);
            case APPEND -> append(owner, line);
            case LANDED -> log.landed(line);
            case FLUSH -> flush(owner, line);
            case ACTUALIZE -> actualize(owner, line);
            case CLOSE, CRASH -> owner.end();
            default -> throw new IllegalArgumentException("line must be of a client: e=" + line.kind.id());
        }
    }

    /** The power failed, or a life is over: all owners are dead, and what they knew is gone. */
    void end() {
        owners.clear();
    }

    private void open(HistoryOwner owner, HistoryLine line) {
        if (owner.open) {
            throw order("open must follow close or crash: o=" + line.owner, "close or crash");
        }
        owner.opened(line.maxUnflushed, log, uncovered);
    }

    private void start(HistoryOwner owner, HistoryLine line) {
        if (refusals.refused(owner, line)) {
            return;
        }
        if (line.plogOffset > log.end()) {
            log.reach(
                    line.plogOffset,
                    end -> new BreachException(
                            Property.DENSE_OFFSETS,
                            "start must not give an offset past the log's end: plogOffset=" + line.plogOffset
                                    + ", next free=" + end,
                            "plogOffset=" + end));
        }
        if (line.plogOffset < owner.freeFrom) {
            throw new BreachException(
                    Property.OFFSET_GIVEN,
                    "start must not give an offset that its owner knows to be taken: plogOffset=" + line.plogOffset
                            + ", o=" + line.owner + ", free from=" + owner.freeFrom,
                    "an offset from " + owner.freeFrom + " to " + Math.max(log.end(), owner.freeFrom));
        }
        owner.started(line.wsKind, line.wsId, line.plogOffset);
    }

    private void number(HistoryOwner owner, HistoryLine line) {
        if (refusals.refused(owner, line)) {
            return;
        }
        if (owner.append != HistoryOwner.Append.NOT_SENT) {
            throw order(line.kind.id() + " must come before the append: s=" + line.seqId, "flush or actualize");
        }
        boolean explicit = line.kind == LineKind.USE;
        int raised = line.has(Field.RAISED) ? line.raised ? 1 : 0 : -1;
        owner.transaction.add(line.seqId, line.number, explicit, raised);
    }

    private void append(HistoryOwner owner, HistoryLine line) {
        Transaction event = owner.transaction;
        if (calls) {
            requireOwn(owner, line);
        } else {
            event.begin(line);
        }
        owner.sent(line.result == HistoryLine.Result.OK);
        switch (line.result) {
            case OK -> {
                log.append(event);
                owner.knowsTaken(line.plogOffset);
            }
            case UNKNOWN -> log.sent(event);
            case CONFLICT -> {
                if (line.plogOffset >= log.end()) {
                    log.reach(
                            line.plogOffset + 1,
                            end -> new BreachException(
                                    Property.OFFSET_ONCE,
                                    "a conflict must be at an offset that is taken: plogOffset=" + line.plogOffset
                                            + ", next free=" + end,
                                    "r=ok, failed or unknown"));
                }
                owner.knowsTaken(line.plogOffset);
            }
            default -> {
                // Surely not in the log.
            }
        }
    }

    /** The event must be what this transaction was given, and where. */
    private void requireOwn(HistoryOwner owner, HistoryLine line) {
        Transaction transaction = owner.transaction;
        if (!owner.open || !owner.inTransaction || owner.append != HistoryOwner.Append.NOT_SENT) {
            throw order(
                    "append must follow start, once: o=" + line.owner + ", plogOffset=" + line.plogOffset,
                    owner.inTransaction ? "flush or actualize" : "start");
        }
        if (line.plogOffset != transaction.plogOffset) {
            throw new BreachException(
                    Property.OFFSET_GIVEN,
                    "an event must be appended where its start said: plogOffset=" + line.plogOffset + ", given="
                            + transaction.plogOffset,
                    "plogOffset=" + transaction.plogOffset);
        }
        if (line.wsId != transaction.wsId) {
            throw new BreachException(
                    Property.PROVISIONAL,
                    "an event must be of the workspace of its transaction: wsId=" + Long.toUnsignedString(line.wsId),
                    "wsId=" + Long.toUnsignedString(transaction.wsId));
        }
        int foreign = transaction.firstForeign(line);
        if (foreign >= 0) {
            throw new BreachException(
                    Property.PROVISIONAL,
                    "a number must have been issued to the event's transaction, or reported by use: seqId="
                            + line.seqIds[foreign] + ", number=" + line.numbers[foreign],
                    "the numbers of the transaction, each once: count=" + transaction.size);
        }
        int dropped = transaction.firstDropped();
        if (dropped >= 0) {
            throw new BreachException(
                    Property.DENSE,
                    "an issued number must be in its event: seqId=" + transaction.seqIds[dropped] + ", number="
                            + transaction.numbers[dropped],
                    "the event with this number");
        }
        transaction.sendMatched();
    }

    private void flush(HistoryOwner owner, HistoryLine line) {
        if (refusals.refused(owner, line)) {
            return;
        }
        if (owner.append != HistoryOwner.Append.SUCCEEDED) {
            throw new BreachException(
                    Property.APPEND_FIRST,
                    "flush must follow an append that surely succeeded: plogOffset=" + owner.transaction.plogOffset
                            + ", append=" + (owner.append == HistoryOwner.Append.NOT_SENT ? "none" : "not ok"),
                    "actualize");
        }
        log.leftOut().flushed(owner.transaction, keys);
        owner.flushed();
    }

    private void actualize(HistoryOwner owner, HistoryLine line) {
        if (!refusals.refused(owner, line)) {
            owner.recover(log, uncovered);
        }
    }

    private HistoryOwner owner(long id) {
        return owners.computeIfAbsent(id, unknownYet -> new HistoryOwner());
    }

    private static BreachException order(String problem, String allowed) {
        return new BreachException(Property.CALL_ORDER, problem, allowed);
    }
}
