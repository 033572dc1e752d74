package io.isequencer.oracle.history;

import java.util.List;

/**
 * An offset that is taken by one of several events whose appends had an unknown outcome: which one is not known yet.
 */
final class Undecided {
    final long plogOffset;
    final List<Transaction> candidates;

    Undecided(long plogOffset, List<Transaction> candidates) {
        this.plogOffset = plogOffset;
        this.candidates = candidates;
    }

    boolean touches(long wsId, int seqId) {
        return candidates.stream().anyMatch(one -> numberOf(one, wsId, seqId) > 0);
    }

    boolean reaches(long wsId, int seqId, long number) {
        return candidates.stream().anyMatch(one -> numberOf(one, wsId, seqId) >= number);
    }

    /** The largest number that the candidate has of the key; 0 for none. */
    static long numberOf(Transaction candidate, long wsId, int seqId) {
        return candidate.wsId == wsId ? candidate.largestCarried(seqId) : 0;
    }
}
