package io.isequencer.oracle.cases;

import java.util.List;

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
