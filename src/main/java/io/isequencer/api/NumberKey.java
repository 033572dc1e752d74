package io.isequencer.api;

/**
 * Names a sequence of one workspace.
 *
 * <ul>
 *   <li><i>Units:</i> wsId unsigned 64-bit (0 is a workspace like any other, R16); seqId 1..65535.
 * </ul>
 */
public record NumberKey(long wsId, int seqId) {

    /** @throws IllegalArgumentException if seqId is out of range */
    public NumberKey {
        Limits.requireSeqId(seqId);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(wsId) + "/" + seqId;
    }
}
