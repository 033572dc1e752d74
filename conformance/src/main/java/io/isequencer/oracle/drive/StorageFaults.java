package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** What the storage calls of one owner meet: faults that wait for their call, and calls that wait for their answer. */
final class StorageFaults {
    private final List<Armed> armed = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    /** The kinds of armed faults that some call has met. */
    private final Set<StorageOp> met = EnumSet.noneOf(StorageOp.class);

    /** A storage call that waits for its answer; a read has what it will be told, any other null. */
    record Held(StorageCall call, ObjectNode read) {}

    /** A fault that waits for its call. */
    private static final class Armed {
        private final Step.Fault fault;
        private int before;
        private int left;

        Armed(Step.Fault fault) {
            this.fault = fault;
            this.before = fault.after();
            this.left = fault.times();
        }

        boolean forEver() {
            return fault.times() == 0;
        }

        /** Whether this call is the one; counts it. */
        boolean takes() {
            if (before > 0) {
                before--;
                return false;
            }
            left--;
            return true;
        }

        boolean spent() {
            return !forEver() && left <= 0;
        }
    }

    void arm(Step.Fault fault) {
        armed.add(new Armed(fault));
        met.remove(fault.on());
    }

    /** No further call meets a fault. Calls that are held stay held. */
    void heal() {
        armed.clear();
    }

    /** The holds of such calls that none has met yet: it will not come. */
    void disarmHolds(StorageOp on) {
        armed.removeIf(waiting -> waiting.fault.on() == on && waiting.fault.kind() == FaultType.HOLD);
    }

    /** The fault that this call meets, null for none. */
    Step.Fault take(StorageOp on) {
        for (Iterator<Armed> all = armed.iterator(); all.hasNext(); ) {
            Armed first = all.next();
            if (first.fault.on().covers(on)) {
                boolean taken = first.takes();
                if (first.spent()) {
                    all.remove();
                }
                if (taken) {
                    met.add(first.fault.on());
                    return first.fault;
                }
                return null;
            }
        }
        return null;
    }

    boolean failForEver() {
        return armed.stream().anyMatch(Armed::forEver);
    }

    boolean wereMet() {
        return !met.isEmpty();
    }

    boolean wereMet(StorageOp on) {
        return met.contains(on);
    }

    void hold(StorageCall call, ObjectNode read) {
        held.add(new Held(call, read));
    }

    boolean holds(StorageOp on) {
        return held.stream().anyMatch(waiting -> on.covers(waiting.call().on()));
    }

    boolean holdsAny() {
        return !held.isEmpty();
    }

    /** The held calls of a kind, in their order. */
    List<Held> held(StorageOp on) {
        return held.stream().filter(waiting -> on.covers(waiting.call().on())).toList();
    }

    void answered(Held call) {
        held.remove(call);
    }

    void dropHeld() {
        held.clear();
    }

    /** No fault is left, and none was met. Calls that are held stay held. */
    void disarm() {
        armed.clear();
        met.clear();
    }
}
