package io.isequencer.benchmarks;

import java.util.function.Consumer;

/** What is measured with more and more work. */
interface Growth {
    String name();

    /** Why it cannot be measured here, or null. */
    default String missing() {
        return Child.missing();
    }

    /** How many points a quick run leaves out, since they take long. */
    int fullOnly();

    /** @param progress takes a line for each point */
    Curve measure(boolean quick, Consumer<String> progress) throws Exception;
}
