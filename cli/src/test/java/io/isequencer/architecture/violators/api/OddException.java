package io.isequencer.architecture.violators.api;

/** Breaks a rule on purpose. */
public final class OddException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
