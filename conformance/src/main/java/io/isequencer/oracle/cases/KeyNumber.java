package io.isequencer.oracle.cases;

/**
 * A key with a number: in storage the last-used one.
 *
 * @param wsId decimal, unsigned 64 bits
 * @param number decimal
 */
public record KeyNumber(String wsId, int seqId, String number) {}
