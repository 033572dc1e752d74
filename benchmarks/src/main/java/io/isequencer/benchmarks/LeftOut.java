package io.isequencer.benchmarks;

/**
 * What a run did not measure.
 *
 * @param why in words
 * @param failed whether it was tried
 */
record LeftOut(String name, String why, boolean failed) {}
