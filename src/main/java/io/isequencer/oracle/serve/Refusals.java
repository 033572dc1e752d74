package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.Busy;
import io.isequencer.api.CallOrderException;
import io.isequencer.api.SequenceExhaustedException;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.api.StorageException;
import io.isequencer.api.UnknownSequenceException;
import io.isequencer.oracle.wire.ErrorCode;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.WireException;

/**
 * Puts what the sequencer throws or refuses into the protocol's words.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 * </ul>
 */
final class Refusals {
    private Refusals() {}

    /** Makes the call; an exception of the sequencer becomes the reply. */
    static void answer(Request request, Runnable call) {
        try {
            call.run();
        } catch (WireException e) {
            request.fail(e.code(), e.getMessage());
        } catch (IllegalArgumentException e) {
            request.fail(ErrorCode.MALFORMED, e.getMessage());
        } catch (SequencerClosedException e) {
            request.fail(ErrorCode.CLOSED, e.getMessage());
        } catch (SequenceExhaustedException e) {
            request.fail(ErrorCode.EXHAUSTED, e.getMessage());
        } catch (StorageException e) {
            request.fail(ErrorCode.UNAVAILABLE, e.getMessage());
        } catch (UnknownSequenceException e) {
            boolean kind = request.op().equals("start");
            request.fail(kind ? ErrorCode.UNKNOWN_WORKSPACE_KIND : ErrorCode.UNKNOWN_SEQUENCE, e.getMessage());
        } catch (CallOrderException e) {
            request.fail(outOfOrder(request.op()), e.getMessage());
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
        return new WireException(ErrorCode.NOT_SUPPORTED, "op must be one of the protocol: op=" + Json.shown(op));
    }

    private static ErrorCode outOfOrder(String op) {
        return switch (op) {
            case "start" -> ErrorCode.ALREADY_STARTED;
            case "actualize" -> ErrorCode.ACTUALIZING;
            default -> ErrorCode.NOT_STARTED;
        };
    }
}
