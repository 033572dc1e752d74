package io.isequencer.simulation.fleet;

import java.util.Locale;

/** What a run must meet at least once, or it has shown nothing about it. */
public enum FleetMark {
    /** A machine was lost, with its memory. */
    CRASH,
    /** A machine stood still, and then went on as if nothing had happened. */
    FREEZE,
    /** A partition was closed on one machine and opened on another. */
    HAND_OVER,
    /** A partition was opened while another owner of it was alive. */
    TWO_OWNERS,
    SLOW_SHARD,
    FAILING_SHARD,
    READ_ONLY_SHARD,
    /** An append found its offset taken. */
    REJECTED_APPEND,
    /** Nobody told the client whether its event is in the log. */
    UNKNOWN_APPEND,
    /** An append took place after its owner had given it up. */
    LATE_APPEND,
    /** A write of numbers took place after its owner had given it up. */
    LATE_WRITE,
    /** A start was refused because too much was pending. */
    BACK_PRESSURE,
    /** A client had to ask once more. */
    RETRIED_REQUEST;

    /** The name in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
