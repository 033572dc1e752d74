package io.isequencer.storage.faulty;

import io.isequencer.api.Limits;
import java.util.Objects;

/**
 * What is to go wrong with one call.
 *
 * <ul>
 *   <li><i>Units:</i> amount: values that a torn write applies, events that a scan visits before it fails, or
 *       milliseconds of a delay; 0 for the other kinds.
 * </ul>
 */
public record Fault(FaultKind kind, long amount) {
    public static final Fault NONE = new Fault(FaultKind.NONE, 0);

    public Fault {
        Objects.requireNonNull(kind, "kind");
        Limits.requireAtLeast("amount", 0, amount);
    }

    /** A fault of a kind that needs no amount, or with the amount 0. */
    public static Fault of(FaultKind kind) {
        return new Fault(kind, 0);
    }

    /** A write of which only the first values arrive. */
    public static Fault torn(int values) {
        return new Fault(FaultKind.TORN, values);
    }

    public static Fault delay(long delayMs) {
        return new Fault(FaultKind.DELAY, delayMs);
    }

    /** A scan that fails after some events; a scan that ends or is stopped before them does not fail. */
    public static Fault scanError(long afterEvents) {
        return new Fault(FaultKind.READ_ERROR, afterEvents);
    }
}
