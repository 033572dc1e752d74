package io.isequencer.oracle.cases;

/**
 * One number of an event.
 *
 * @param number decimal
 */
public record SeqNumber(int seqId, String number) {}
