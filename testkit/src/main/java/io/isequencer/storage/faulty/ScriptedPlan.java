package io.isequencer.storage.faulty;

import io.isequencer.api.Limits;
import java.util.HashMap;
import java.util.Map;

/**
 * A plan that lists its faults by operation and call number; other calls go through.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
public final class ScriptedPlan implements FaultPlan {
    private record Entry(Operation operation, long number) {}

    private final Map<Entry, Fault> faults = new HashMap<>();

    /**
     * Plans a fault.
     *
     * @param number of the call among those of its operation, from 1
     * @throws IllegalArgumentException if the fault does not fit the operation, or the call has one already
     */
    public synchronized ScriptedPlan at(Operation operation, long number, Fault fault) {
        Limits.requireAtLeast("number", 1, number);
        FaultGate.requireFit(fault, operation);
        if (faults.putIfAbsent(new Entry(operation, number), fault) != null) {
            throw new IllegalArgumentException(
                    "a call must have one fault: operation=" + operation + ", number=" + number);
        }
        return this;
    }

    @Override
    public synchronized Fault decide(FaultCall call) {
        Fault fault = faults.remove(new Entry(call.operation(), call.number()));
        return fault == null ? Fault.NONE : fault;
    }

    /** How many planned faults no call has met yet. */
    public synchronized int unused() {
        return faults.size();
    }
}
