package io.isequencer.proof.term;

/** What numbers are counted under: two terms that are read and written together. */
public record Key(Term workspace, Term seq) {}
