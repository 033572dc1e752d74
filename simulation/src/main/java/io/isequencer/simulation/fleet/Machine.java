package io.isequencer.simulation.fleet;

import java.util.ArrayList;
import java.util.List;

/**
 * A machine with the owners that it runs, some of which may be owners no longer and not know it.
 *
 * <ul>
 *   <li><i>Units:</i> virtual microseconds.
 * </ul>
 */
final class Machine {
    private final int id;
    private final List<FleetOwner> owners = new ArrayList<>();
    private boolean up = true;
    private long frozenUntilUs;

    Machine(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    /** Alive, to those that can ask it: neither crashed nor frozen. */
    boolean answers(long nowUs) {
        return up && nowUs >= frozenUntilUs;
    }

    long frozenUntilUs() {
        return frozenUntilUs;
    }

    void freeze(long untilUs) {
        frozenUntilUs = untilUs;
    }

    void crash() {
        up = false;
        owners.forEach(FleetOwner::crash);
        owners.clear();
    }

    void restart() {
        up = true;
    }

    void add(FleetOwner owner) {
        owners.add(owner);
    }

    void remove(FleetOwner owner) {
        owners.remove(owner);
    }

    List<FleetOwner> owners() {
        return List.copyOf(owners);
    }

    int load() {
        return owners.size();
    }
}
