package io.isequencer.storage.faulty;

import io.isequencer.api.StorageException;
import java.util.Objects;

/**
 * What both wrappers do at each call: number it, land what is due, ask the plan, pause, count.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; plan and late effects are asked under one lock, pauses happen outside.
 * </ul>
 */
final class FaultGate {
    private final FaultPlan plan;
    private final Pauser pauser;
    private final FaultCounters counters = new FaultCounters();
    private final LateEffects late = new LateEffects();
    private final long[] calls = new long[Operation.values().length];

    FaultGate(FaultPlan plan, Pauser pauser) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.pauser = Objects.requireNonNull(pauser, "pauser");
    }

    /** The fault of the next call; a delay is carried out and counted already. */
    Fault enter(Operation operation, int size) {
        Fault fault = decide(operation, size);
        requireFit(fault, operation);
        if (fault.kind() == FaultKind.DELAY) {
            pauser.pause(fault.amount());
            counters.add(FaultKind.DELAY);
        }
        return fault;
    }

    FaultCounters counters() {
        return counters;
    }

    LateEffects late() {
        return late;
    }

    /** The error that an injected fault shows. */
    static StorageException error(FaultKind kind, Operation operation, boolean definite) {
        return new StorageException("injected fault: kind=" + kind + ", operation=" + operation, definite);
    }

    static void requireFit(Fault fault, Operation operation) {
        if (!fault.kind().fits(operation)) {
            throw new IllegalArgumentException(
                    "fault must fit the operation: kind=" + fault.kind() + ", operation=" + operation);
        }
    }

    private synchronized Fault decide(Operation operation, int size) {
        FaultCall call = new FaultCall(operation, ++calls[operation.ordinal()], size);
        int waiting = late.size();
        int landing = waiting == 0 ? 0 : plan.landBefore(call, waiting);
        for (int i = 0; i < landing; i++) {
            late.land(0);
        }
        return plan.decide(call);
    }
}
