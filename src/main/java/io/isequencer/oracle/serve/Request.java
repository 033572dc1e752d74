package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.wire.ErrorCode;
import io.isequencer.oracle.wire.Json;

/**
 * A request of the oracle, which is answered once or, if its sequencer crashes first, never.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe: any thread may answer.
 * </ul>
 */
record Request(Channel channel, long id, String op, ObjectNode fields) {

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
