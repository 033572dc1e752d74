package io.isequencer.simulation.moves;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Faults that belong together, under one name. */
public enum FaultProfile {
    /** All kinds. */
    ALL(EnumSet.allOf(FaultKind.class)),
    /** No fault at all. */
    NONE(EnumSet.noneOf(FaultKind.class)),
    /** What a storage does. */
    STORAGE(EnumSet.of(
            FaultKind.ERROR_BEFORE,
            FaultKind.TORN_BATCH,
            FaultKind.ERROR_AFTER,
            FaultKind.LATE_WRITE,
            FaultKind.READ_ERROR,
            FaultKind.CHECKPOINT_READ_ERROR,
            FaultKind.SLOW_CALL)),
    /** What a log does. */
    LOG(EnumSet.of(
            FaultKind.SCAN_ERROR,
            FaultKind.SYNC_ERROR,
            FaultKind.APPEND_FAILED,
            FaultKind.APPEND_UNKNOWN_WRITTEN,
            FaultKind.APPEND_UNKNOWN_LOST,
            FaultKind.APPEND_LATE)),
    /** What a machine does. */
    MACHINE(EnumSet.of(FaultKind.CRASH, FaultKind.LOST_TAIL, FaultKind.EVICTION, FaultKind.CLOCK_JUMP)),
    /** Several owners, some of which do not know that they are none. */
    OWNERS(EnumSet.of(FaultKind.ZOMBIE, FaultKind.CRASH));

    private final Set<FaultKind> faults;

    FaultProfile(Set<FaultKind> faults) {
        this.faults = faults;
    }

    /** The faults that a name stands for: a profile, or one kind. */
    public static Set<FaultKind> faultsOf(String name) {
        for (FaultProfile profile : values()) {
            if (profile.id().equals(name)) {
                return EnumSet.copyOf(profile.faults);
            }
        }
        return EnumSet.of(FaultKind.ofId(name));
    }

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Set<FaultKind> faults() {
        return EnumSet.copyOf(faults);
    }
}
