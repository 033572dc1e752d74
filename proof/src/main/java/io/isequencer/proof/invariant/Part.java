package io.isequencer.proof.invariant;

import io.isequencer.proof.term.Term;

/**
 * A part of the invariant, or a property that follows from it.
 *
 * @param sentence what it says, in words
 */
public record Part(String name, String sentence, Term term) {}
