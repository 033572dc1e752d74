package io.isequencer.proof.term;

/** What numbers are counted under: two terms that are read and written together. */
public record Key(Term workspace, Term seq) {
    /** Both are the same. */
    public Term is(Key other) {
        return workspace.is(other.workspace).and(seq.is(other.seq));
    }
}
