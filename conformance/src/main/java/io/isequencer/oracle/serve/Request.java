package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.Limits;
import io.isequencer.oracle.wire.Json;
import io.isequencer.recording.ErrorCode;

/**
 * A request of the oracle, which is answered once or, if its sequencer crashes first, never.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe: any thread may answer.
 *   <li><i>Errors:</i> {@link io.isequencer.oracle.wire.WireException} for a field that is missing or out of range.
 * </ul>
 */
record Request(Channel channel, long id, String op, ObjectNode fields) {
    int wsKind() {
        return (int) Json.integer(fields, "wsKind", 0, Limits.MAX_UINT16);
    }

    long wsId() {
        return Json.unsigned(fields, "wsId");
    }

    int seqId() {
        return (int) Json.integer(fields, "seqId", 1, Limits.MAX_UINT16);
    }

    long number() {
        return Json.number(fields, "number", 1, Limits.MAX_NUMBER);
    }

    /** Done, nothing to tell. */
    void done() {
        channel.reply(id, Json.object());
    }

    void reply(ObjectNode body) {
        channel.reply(id, body);
    }

    /** Every error of ours is definite: a call that fails has changed nothing. */
    void fail(ErrorCode code, String text) {
        channel.fail(id, code, text);
    }
}
