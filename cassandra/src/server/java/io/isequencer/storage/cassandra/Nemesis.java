package io.isequencer.storage.cassandra;

import io.isequencer.simulation.moves.FaultKind;
import java.util.Locale;

/**
 * What is done to the cluster and to the owners of a partition. Each plays, with processes and packets, a fault that the
 * simulation plays with objects, so the simulation's names of faults and profiles choose among them.
 */
enum Nemesis {
    NODE_KILLED(Target.NODE, FaultKind.APPEND_UNKNOWN_WRITTEN, "kill -9 of a node, which comes back"),
    NODE_HANGS(Target.NODE, FaultKind.SLOW_CALL, "a node hangs (SIGSTOP), and wakes"),
    NODE_CUT_OFF(Target.NODE, FaultKind.LATE_WRITE, "a node is cut off"),
    NODE_DEAF(Target.PAIR, FaultKind.APPEND_LATE, "a node is not heard by another (one-way)"),
    NODE_SLOW(Target.NODE, FaultKind.SLOW_CALL, "a node's packets are delayed"),
    NODE_LOSES_PACKETS(Target.NODE, FaultKind.ERROR_AFTER, "a node's packets are lost, one by one"),
    TWO_NODES_KILLED(
            Target.PAIR, FaultKind.APPEND_FAILED, "kill -9 of two nodes: nothing is accepted until they are back"),
    ALL_NODES_KILLED(Target.ALL, FaultKind.LOST_TAIL, "kill -9 of all nodes at once, and a start of all"),
    ROLLING_RESTART(Target.ALL, FaultKind.SCAN_ERROR, "rolling restart"),
    OWNER_HANGS(Target.OWNER, FaultKind.ZOMBIE, "an owner hangs (SIGSTOP), others go on, it wakes"),
    OWNER_CUT_OFF(Target.OWNER, FaultKind.ZOMBIE, "an owner is cut off"),
    OWNER_SLOW(Target.OWNER, FaultKind.ZOMBIE, "an owner's packets are delayed"),
    OWNER_KILLED(Target.OWNER, FaultKind.CRASH, "kill -9 of an owner, another takes its place"),
    OWNERS_KILLED(Target.ALL, FaultKind.CRASH, "kill -9 of owners at random moments"),
    OWNER_CLOCK_JUMPS(Target.OWNER, FaultKind.CLOCK_JUMP, "an owner's clock jumps forward, and back");

    /** Whom it is done to. */
    enum Target {
        NODE,
        /** Two nodes. */
        PAIR,
        OWNER,
        ALL
    }

    private final Target target;
    private final FaultKind plays;
    private final String description;

    Nemesis(Target target, FaultKind plays, String description) {
        this.target = target;
        this.plays = plays;
        this.description = description;
    }

    Target target() {
        return target;
    }

    FaultKind plays() {
        return plays;
    }

    String description() {
        return description;
    }

    /** As {@code node-killed}. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it needs hosts with networks of their own. */
    boolean isOfTheNetwork() {
        return switch (this) {
            case NODE_CUT_OFF, NODE_DEAF, NODE_SLOW, NODE_LOSES_PACKETS, OWNER_CUT_OFF, OWNER_SLOW -> true;
            default -> false;
        };
    }
}
