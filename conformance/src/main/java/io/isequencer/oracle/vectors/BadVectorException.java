package io.isequencer.oracle.vectors;

/** A file of vectors that cannot be used. */
public class BadVectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadVectorException(String message) {
        super(message);
    }

    BadVectorException(String message, Throwable cause) {
        super(message, cause);
    }
}
