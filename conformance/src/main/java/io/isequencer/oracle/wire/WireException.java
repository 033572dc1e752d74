package io.isequencer.oracle.wire;

import io.isequencer.recording.ErrorCode;
import java.util.Objects;

/**
 * A message that cannot be taken, with the error code that answers it.
 *
 * <ul>
 *   <li><i>Errors:</i> the message is one line, {@code rule: name=value}.
 * </ul>
 */
public class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public WireException(ErrorCode code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** A field is missing or out of range. */
    public static WireException malformed(String message) {
        return new WireException(ErrorCode.MALFORMED, message);
    }

    public ErrorCode code() {
        return code;
    }
}
