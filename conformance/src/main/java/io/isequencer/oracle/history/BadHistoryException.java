package io.isequencer.oracle.history;

/**
 * A line that is no line of a history.
 *
 * <ul>
 *   <li><i>Units:</i> lines count from 1.
 * </ul>
 */
public class BadHistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long line;

    public BadHistoryException(long line, String message) {
        super(message);
        this.line = line;
    }

    public long line() {
        return line;
    }
}
