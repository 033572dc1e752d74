package io.isequencer.oracle.serve;

/** The other end does not speak the protocol: it answered what was not asked, or in a way that cannot be read. */
public class BadReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadReplyException(String message) {
        super(message);
    }
}
