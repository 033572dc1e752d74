package io.isequencer.trace.validation;

/** A line of a trace that says too little, or nothing that could be checked. */
final class BadTraceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadTraceException(String message) {
        super(message);
    }
}
