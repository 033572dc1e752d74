package io.isequencer.oracle.cases;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/**
 * What an adapter may say that it can do.
 *
 * <ul>
 *   <li><i>Source:</i> section 5 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
public enum Capability {
    /** Takes explicit numbers (R18). */
    USE("use", "use"),
    /** Can drop its sequencer as if the process had ended. */
    CRASH("crash", "crash"),
    /** Has no clock but the oracle's ticks. */
    VIRTUAL_TIME("virtualTime", "tick"),
    /** Makes the log durable before it writes a checkpoint. */
    WRITE_AHEAD("writeAhead", ""),
    /** Shows its state to readers of reports. */
    OBSERVE("observe", "observe"),
    /** Has storage and log of its own, which the oracle cannot see. */
    OWN_STORAGE("ownStorage", "");

    private final String id;
    /** What the oracle asks only those who declared it; empty if that is nothing. */
    private final String op;

    Capability(String id, String op) {
        this.id = id;
        this.op = op;
    }

    /** The name on the wire. */
    @JsonValue
    public String id() {
        return id;
    }

    /** The capability of that name; empty for one that this version does not know. */
    public static Optional<Capability> of(String id) {
        return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
    }

    /** The capability without which nobody is asked that; empty if everybody may be. */
    public static Optional<Capability> ofOp(Object op) {
        return Arrays.stream(values()).filter(known -> known.op.equals(op)).findFirst();
    }
}
