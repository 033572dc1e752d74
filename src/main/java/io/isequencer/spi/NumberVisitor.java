package io.isequencer.spi;

/** Receives the last-used number of a key. */
@FunctionalInterface
public interface NumberVisitor {
    void visit(long wsId, int seqId, long number);
}
