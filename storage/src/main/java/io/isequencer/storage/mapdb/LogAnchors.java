package io.isequencer.storage.mapdb;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.storage.disk.NumbersChecksum;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Checksums of some events below a checkpoint: they tell whether numbers and log belong together.
 *
 * <p>The events are the last one below the checkpoint, those 2, 4, 8, … before it, and some that are spread evenly. A
 * log that differs in none of them counts as the same one. Events that a retention has dropped are not asked for.
 */
record LogAnchors(List<Anchor> anchors) {
    private static final int SPREAD = 16;

    /** The checksum of an event, all that is in it. */
    record Anchor(long plogOffset, long checksum) {}

    /** Reads the events; the log must have all from {@code logStart} to the checkpoint. */
    static LogAnchors of(EventLog log, long logStart, long checkpoint) {
        return new LogAnchors(offsets(logStart, checkpoint)
                .mapToObj(plogOffset -> new Anchor(plogOffset, checksumAt(log, plogOffset)))
                .toList());
    }

    /** What differs, as {@code name=value}, or null if nothing does. */
    String difference(EventLog log, long logStart) {
        long end = log.end();
        for (Anchor anchor : anchors) {
            if (anchor.plogOffset >= logStart
                    && (anchor.plogOffset >= end || checksumAt(log, anchor.plogOffset) != anchor.checksum)) {
                return "differsAt=" + anchor.plogOffset;
            }
        }
        return null;
    }

    /** Ascending, from {@code logStart} to below the checkpoint. */
    static LongStream offsets(long logStart, long checkpoint) {
        long events = Math.max(0, checkpoint - logStart);
        int doublings = Long.SIZE - Long.numberOfLeadingZeros(events);
        LongStream back = IntStream.range(0, doublings).mapToLong(i -> checkpoint - (1L << i));
        long step = Math.max(1, events / SPREAD);
        LongStream spread = LongStream.range(0, Math.min(events, SPREAD)).map(i -> logStart + i * step);
        return LongStream.concat(back, spread).distinct().sorted();
    }

    private static long checksumAt(EventLog log, long plogOffset) {
        long[] found = {0};
        log.scan(plogOffset, event -> {
            found[0] = checksum(event);
            return false;
        });
        return found[0];
    }

    static long checksum(Event event) {
        long sum = NumbersChecksum.mix(event.plogOffset() + 0x9E3779B97F4A7C15L);
        sum = NumbersChecksum.mix(sum + event.wsKind());
        sum = NumbersChecksum.mix(sum + event.wsId());
        for (int i = 0; i < event.size(); i++) {
            sum = NumbersChecksum.mix(sum + event.seqId(i));
            sum = NumbersChecksum.mix(sum + event.number(i));
            sum = NumbersChecksum.mix(sum + (event.explicit(i) ? 1 : 0));
        }
        return NumbersChecksum.mix(sum + Arrays.hashCode(event.payload()));
    }
}
