package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.Limits;
import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.WireException;

/**
 * The fields of {@code open}.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link WireException}.
 * </ul>
 */
record OpenFields(long owner, SequencerParams params) {

    static OpenFields of(ObjectNode message) {
        ObjectNode limits = Json.object(message, "limits");
        return new OpenFields(
                Json.integer(message, "owner", 1, Long.MAX_VALUE),
                new SequencerParams(
                        seqTypes(message),
                        (int) Json.integer(limits, "maxUnflushedValues", 1, Integer.MAX_VALUE),
                        (int) Json.integer(limits, "cacheSize", 1, Integer.MAX_VALUE),
                        Json.integer(limits, "retryDelayMs", 0, Integer.MAX_VALUE),
                        Json.integer(limits, "closeTimeoutMs", 0, Integer.MAX_VALUE)));
    }

    private static SeqTypes seqTypes(ObjectNode message) {
        SeqTypes.Builder builder = SeqTypes.builder();
        try {
            for (JsonNode type : Json.array(message, "seqTypes")) {
                int wsKind = (int) Json.integer(type, "wsKind", 0, Limits.MAX_UINT16);
                for (JsonNode seq : Json.array(type, "seqs")) {
                    builder.add(
                            wsKind,
                            (int) Json.integer(seq, "seqId", 1, Limits.MAX_UINT16),
                            Json.number(seq, "initial", 1, Limits.MAX_NUMBER));
                }
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw WireException.malformed(e.getMessage());
        }
    }
}
