package io.isequencer.oracle.cases;

/**
 * A sequence of a workspace kind.
 *
 * @param seqId 1 to 65535
 * @param initial the first number, a decimal string
 */
public record SeqDeclaration(int seqId, String initial) {}
