package io.isequencer.oracle.serve;

import io.isequencer.api.Limits;
import io.isequencer.oracle.wire.Json;

/**
 * The fields of client calls.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 *   <li><i>Errors:</i> {@link io.isequencer.oracle.wire.WireException}.
 * </ul>
 */
final class ClientFields {
    private ClientFields() {}

    static int wsKind(Request request) {
        return (int) Json.integer(request.fields(), "wsKind", 0, Limits.MAX_UINT16);
    }

    static long wsId(Request request) {
        return Json.unsigned(request.fields(), "wsId");
    }

    static int seqId(Request request) {
        return (int) Json.integer(request.fields(), "seqId", 1, Limits.MAX_UINT16);
    }

    static long number(Request request) {
        return Json.number(request.fields(), "number", 1, Limits.MAX_NUMBER);
    }
}
