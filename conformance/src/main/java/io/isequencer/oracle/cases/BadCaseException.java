package io.isequencer.oracle.cases;

/** A file of cases that cannot be used. */
public class BadCaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadCaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
