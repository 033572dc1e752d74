package io.isequencer.runtime;

import io.isequencer.storage.faulty.Fault;
import io.isequencer.storage.faulty.FaultCall;
import io.isequencer.storage.faulty.FaultKind;
import io.isequencer.storage.faulty.FaultPlan;
import io.isequencer.storage.faulty.Operation;
import java.util.concurrent.locks.LockSupport;

/** Slow writes and every kind of failure; what befalls a call depends on nothing but its number. */
final class Storm implements FaultPlan {
    private volatile boolean over;

    void end() {
        over = true;
    }

    @Override
    public Fault decide(FaultCall call) {
        int turn = (int) (call.number() % 997);
        return over ? Fault.NONE : decide(call.operation(), turn);
    }

    @Override
    public int landBefore(FaultCall call, int waiting) {
        boolean effectful = call.operation() == Operation.WRITE || call.operation() == Operation.APPEND;
        return effectful && call.number() % 3 == 0 ? 1 : 0;
    }

    private static Fault decide(Operation operation, int turn) {
        return switch (operation) {
            case WRITE -> {
                LockSupport.parkNanos(20_000);
                yield onWrite(turn);
            }
            case APPEND -> onAppend(turn);
            case SYNC -> turn % 13 == 5 ? Fault.of(FaultKind.ERROR_BEFORE) : Fault.NONE;
            case READ_NUMBER -> turn % 251 == 9 ? Fault.of(FaultKind.READ_ERROR) : Fault.NONE;
            case READ_CHECKPOINT -> turn % 5 == 2 ? Fault.of(FaultKind.READ_ERROR) : Fault.NONE;
            case SCAN -> turn % 3 == 1 ? Fault.scanError(turn % 4) : Fault.NONE;
        };
    }

    private static Fault onWrite(int turn) {
        return switch (turn % 17) {
            case 3 -> Fault.of(FaultKind.ERROR_BEFORE);
            case 7 -> Fault.of(FaultKind.ERROR_AFTER);
            case 11 -> Fault.torn(turn % 5);
            case 13 -> Fault.of(FaultKind.LATE);
            default -> Fault.NONE;
        };
    }

    private static Fault onAppend(int turn) {
        return switch (turn % 499) {
            case 10 -> Fault.of(FaultKind.APPEND_FAILED);
            case 110 -> Fault.of(FaultKind.APPEND_UNKNOWN_LOST);
            case 210 -> Fault.of(FaultKind.APPEND_UNKNOWN_WRITTEN);
            case 310 -> Fault.of(FaultKind.APPEND_LATE);
            default -> Fault.NONE;
        };
    }
}
