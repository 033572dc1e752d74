package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.judge.LogEntry;
import io.isequencer.oracle.judge.VerdictException;
import io.isequencer.oracle.judge.World;
import io.isequencer.oracle.judge.WriteCall;
import io.isequencer.oracle.wire.Json;
import io.isequencer.recording.ErrorCode;
import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.List;

/** The storage that adapters call: it answers their calls, or fails, tears, delays and holds them. */
final class OracleStorage {
    /** More calls than any case needs; a sequencer that retries without a pause gets there. */
    private static final int MAX_CALLS = 50_000;
    /** More calls than what was under way at a close still needs. */
    private static final int MAX_AFTER_CLOSE = 10;
    /** A page must fit a line. */
    private static final int MAX_PAGE_VALUES = 1_000;

    private final World world;
    private final int readLimit;
    private final Recorder recorder;
    private int calls;

    OracleStorage(World world, int readLimit, Recorder recorder) {
        this.world = world;
        this.readLimit = readLimit;
        this.recorder = recorder;
    }

    void take(OwnerSession session, StorageCall call) {
        calls++;
        if (calls > MAX_CALLS) {
            throw VerdictException.brokeProtocol(
                    "at most " + MAX_CALLS + " storage calls in a case: a failed call waits for retryDelayMs",
                    "a storm of storage calls, the last one " + call.op());
        }
        if (session.callsAfterClose(call.owner()) > MAX_AFTER_CLOSE) {
            throw VerdictException.fail(
                    Property.CLOSES,
                    "R15",
                    "close ends what retries: after its reply no storage call but the rest of a write under way",
                    "more than " + MAX_AFTER_CLOSE + " calls after it, the last one " + call.op());
        }
        if (call.owner() != session.owner()) {
            takeForeign(session, call);
            return;
        }
        if (call.on() == StorageOp.WRITE) {
            session.sent(call.write());
        }
        Step.Fault fault = session.faults().take(call.on());
        if (fault == null) {
            recorder.storageCall(session, call, "");
            finish(session, call, null, -1, read(session, call));
        } else if (fault.kind() == FaultType.HOLD) {
            recorder.storageCall(session, call, "waits");
            session.faults().hold(call, read(session, call));
        } else {
            recorder.storageCall(session, call, fault.kind().id());
            finish(session, call, fault.kind(), fault.applied(), null);
        }
    }

    /** Answers the held calls of a kind. */
    void release(OwnerSession session, StorageOp on, FaultType as, int applied) {
        for (StorageFaults.Held held : session.faults().held(on)) {
            session.faults().answered(held);
            recorder.released(session, held.call(), as);
            finish(session, held.call(), as, applied, held.read());
        }
    }

    /** A crash: writes that were held are on their way, everything else is gone. */
    void crash(OwnerSession session) {
        for (StorageFaults.Held held : session.faults().held(StorageOp.WRITE)) {
            world.writeLater(held.call().write());
        }
        session.faults().dropHeld();
    }

    private void takeForeign(OwnerSession session, StorageCall call) {
        if (call.owner() > session.owner() && session.owner() != 0) {
            throw VerdictException.brokeProtocol(
                    "the owner's number that open gave: owner=" + session.owner(), "owner=" + call.owner());
        }
        session.connection().answer(call.id(), error(ErrorCode.CRASHED, false, "this owner has ended"));
    }

    private void finish(OwnerSession session, StorageCall call, FaultType as, int applied, ObjectNode read) {
        if (as != null && call.on() != StorageOp.READ_NUMBERS && session.retriesAtClose(call.on())) {
            throw VerdictException.fail(
                    Property.CLOSES,
                    "R15",
                    "close tries once more to write what waits, and retries nothing after that",
                    "long after close was asked for, " + call.op() + " fails, and is tried again and again");
        }
        ObjectNode answer = switch (call.on()) {
            case WRITE -> write(call.write(), as, applied);
            case SYNC_PLOG -> sync(call.offset(), as);
            case READ_NUMBERS, READ_CHECKPOINT, READ_PLOG, ANY -> as == null ? read : failure(as);
        };
        session.connection().answer(call.id(), answer);
    }

    private ObjectNode write(WriteCall call, FaultType as, int applied) {
        if (as == null || as == FaultType.FAIL_AFTER) {
            world.write(call, -1);
        } else if (as == FaultType.TORN) {
            // With all values and no checkpoint at most: that is what "torn" leaves.
            world.write(call, Math.max(0, Math.min(applied, call.values().size())));
            return error(ErrorCode.CRASHED, false, "the storage went away in the middle");
        } else if (as == FaultType.LATE) {
            world.writeLater(call);
        }
        return as == null ? Json.object() : failure(as);
    }

    private ObjectNode sync(long below, FaultType as) {
        if (as == null || as == FaultType.FAIL_AFTER) {
            world.sync(below);
        }
        return as == null ? Json.object() : failure(as);
    }

    private static ObjectNode failure(FaultType as) {
        return as == FaultType.FAIL_BEFORE || as == FaultType.HOLD
                ? error(ErrorCode.UNAVAILABLE, true, "storage is not available")
                : error(ErrorCode.TIMEOUT, false, "no answer in time");
    }

    /** The reply to a call now, if it is a read; it may be sent later. */
    private ObjectNode read(OwnerSession session, StorageCall call) {
        return switch (call.on()) {
            case READ_NUMBERS -> numbers(call.keys());
            case READ_CHECKPOINT -> {
                String checkpoint = Long.toUnsignedString(world.storage().checkpoint());
                yield Json.object().put("nextPLogOffset", checkpoint);
            }
            case READ_PLOG -> page(session, call);
            case WRITE, SYNC_PLOG, ANY -> null;
        };
    }

    private ObjectNode numbers(List<Key> keys) {
        ObjectNode answer = Json.object();
        ArrayNode numbers = answer.putArray("numbers");
        keys.forEach(key -> numbers.add(Long.toUnsignedString(world.storage().number(key))));
        return answer;
    }

    private ObjectNode page(OwnerSession session, StorageCall call) {
        List<LogEntry> page = new ArrayList<>();
        int values = 0;
        for (LogEntry entry : world.read(call.offset(), Math.min(readLimit, Math.max(call.limit(), 1)))) {
            values += entry.values().size();
            if (values > MAX_PAGE_VALUES && !page.isEmpty()) {
                break;
            }
            page.add(entry);
        }
        ObjectNode answer = Json.object();
        ArrayNode events = answer.putArray("events");
        for (LogEntry entry : page) {
            session.scanned(entry);
            events.add(event(entry));
        }
        boolean end = page.isEmpty()
                || page.get(page.size() - 1).plogOffset() + 1 == world.plog().end();
        session.scanned(end);
        return answer.put("end", end);
    }

    private static ObjectNode event(LogEntry entry) {
        ObjectNode event = Json.object()
                .put("plogOffset", Long.toUnsignedString(entry.plogOffset()))
                .put("wsId", Long.toUnsignedString(entry.wsId()));
        ArrayNode values = event.putArray("values");
        for (LogEntry.Value value : entry.values()) {
            values.addObject().put("seqId", value.seqId()).put("number", Long.toUnsignedString(value.number()));
        }
        return event;
    }

    private static ObjectNode error(ErrorCode code, boolean definite, String text) {
        ObjectNode answer = Json.object();
        answer.putObject("error")
                .put("code", code.code())
                .put("definite", definite)
                .put("text", text);
        return answer;
    }
}
