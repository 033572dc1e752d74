package io.isequencer.oracle.cases;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a case begins with.
 *
 * @param needs capabilities without which the case cannot be run
 * @param numbers what the storage holds
 * @param nextPLogOffset the stored checkpoint, {@code "0"} if there is none
 * @param firstPLogOffset the offset of the first event of the log; above 1 only for cases at the end of all offsets,
 *     where the earlier events are taken as read
 * @param plog the log's events
 * @param readLimit how many events the oracle answers to a read of the log, at most
 * @param freeHeld whether a held storage call is answered when the sequencer waits for it
 */
public record CaseParams(
        List<KindDeclaration> seqTypes,
        CaseLimits limits,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<Capability> needs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<KeyNumber> numbers,
        String nextPLogOffset,
        String firstPLogOffset,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LoggedEvent> plog,
        int readLimit,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean freeHeld) {
    public CaseParams {
        seqTypes = List.copyOf(seqTypes);
        needs = new TreeSet<>(needs == null ? Set.of() : needs);
        numbers = numbers == null ? List.of() : List.copyOf(numbers);
        plog = plog == null ? List.of() : List.copyOf(plog);
    }

    /**
     * A workspace kind with its sequences.
     *
     * @param wsKind 0 to 65535
     */
    public record KindDeclaration(int wsKind, List<SeqDeclaration> seqs) {
        public KindDeclaration {
            seqs = List.copyOf(seqs);
        }
    }

    /**
     * A sequence of a workspace kind.
     *
     * @param seqId 1 to 65535
     * @param initial the first number, a decimal string
     */
    public record SeqDeclaration(int seqId, String initial) {}

    /**
     * An event of the PLog.
     *
     * @param plogOffset decimal
     * @param wsId decimal, unsigned 64 bits
     * @param values one entry per number; a sequence may occur more than once
     */
    public record LoggedEvent(String plogOffset, String wsId, List<SeqNumber> values) {
        public LoggedEvent {
            values = List.copyOf(values);
        }
    }
}
