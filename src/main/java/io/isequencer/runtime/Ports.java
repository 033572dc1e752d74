package io.isequencer.runtime;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.util.Objects;

/** The storage and the log of one partition. */
record Ports(SequenceStorage storage, EventLog log) {
    Ports {
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(log, "log");
    }
}
