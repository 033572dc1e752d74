package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.Busy;
import io.isequencer.oracle.wire.Escaped;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.WireException;
import io.isequencer.recording.ErrorCode;

/** Puts what the sequencer throws or refuses into the protocol's words. */
final class Refusals {
    private Refusals() {}

    /** Makes the call; an exception of the sequencer becomes the reply. */
    static void answer(Request request, Runnable call) {
        try {
            call.run();
        } catch (WireException e) {
            request.fail(e.code(), e.getMessage());
        } catch (RuntimeException e) {
            ErrorCode code = ErrorCode.of(request.op(), e);
            if (code == null) {
                throw e;
            }
            request.fail(code, e.getMessage());
        }
    }

    /** What {@code start} answers. */
    static ObjectNode started(long startResult) {
        if (!Busy.isBusy(startResult)) {
            return Json.object().put("plogOffset", Long.toString(startResult));
        }
        return Json.object().put("busy", Busy.of(startResult) == Busy.ACTUALIZING ? "actualizing" : "backPressure");
    }

    static WireException closed() {
        return new WireException(ErrorCode.CLOSED, "sequencer must be open: closed=true");
    }

    static WireException unknown(String op) {
        return new WireException(ErrorCode.NOT_SUPPORTED, "op must be one of the protocol: op=" + Escaped.shown(op));
    }
}
