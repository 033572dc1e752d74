/**
 * A sequencer for event-sourced partitions: numbers without gaps, crash-safe, from any log and storage.
 *
 * <p>{@code api} is what a user sees, {@code spi} the ports, {@code runtime} the sequencer on threads, {@code core} the
 * protocol without clock, thread or I/O, for drivers of one's own.
 */
module io.isequencer {
    requires com.github.benmanes.caffeine;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.isequencer.api;
    exports io.isequencer.core;
    exports io.isequencer.runtime;
    exports io.isequencer.spi;
    exports io.isequencer.storage.cache;
}
