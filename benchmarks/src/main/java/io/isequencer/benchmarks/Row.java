package io.isequencer.benchmarks;

import io.isequencer.benchmarks.Result.Round;

/** What is measured, and beside what. */
interface Row {
    String name();

    /** What it should be, in words; empty where it is no work of ours, or nobody said. */
    String goal();

    /** What it is measured beside, in a word or two. */
    String yardstick();

    /** Whether the ratio is one of times on the clock: where a disk is waited for. Else it is one of CPU times. */
    boolean byClock();

    /** Whether a quick run leaves it out, since it takes long. */
    boolean fullOnly();

    /** Why it cannot be measured here, or null. */
    default String missing() throws Exception {
        return null;
    }

    /** Measures subject and yardstick, one after the other. */
    Round measure(Run run) throws Exception;
}
