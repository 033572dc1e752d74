package io.isequencer.proof.sparse;

/** A term, ready to be evaluated. */
@FunctionalInterface
interface Code {
    /** @param slots values of the variables */
    long run(long[] slots);
}
