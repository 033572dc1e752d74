package io.isequencer.cli.sequence;

import io.isequencer.spi.EventLog;
import java.util.Arrays;

/**
 * Digests of lines that were read, few enough to keep, so that a difference at the last line can be traced to where it
 * began: exactly in an input of up to {@link #MAX} lines, to a range of lines in a longer one.
 *
 * <ul>
 *   <li><i>Units:</i> lines count from 1; at most {@link #MAX} digests of 8 bytes.
 * </ul>
 */
final class DigestSamples {
    static final int MAX = 65_536;

    private long[] digests = new long[16];
    private int size;
    private long every = 1;
    private long lines;

    /**
     * Where input and log part.
     *
     * @param from the difference is in a line from this one up to the expected event's
     * @param expected the first event whose input is another
     * @param found the input's digest at that event's line
     */
    record Difference(long from, EventPayload expected, long found) {}

    /** Takes the next line. */
    void add(long line, long digest) {
        lines = line;
        if (line % every != 0) {
            return;
        }
        if (size == MAX) {
            // Every other one goes: those that stay are at the multiples of twice the distance.
            for (int i = 1; i < MAX; i += 2) {
                digests[i / 2] = digests[i];
            }
            size = MAX / 2;
            every *= 2;
            if (line % every != 0) {
                return;
            }
        }
        if (size == digests.length) {
            digests = Arrays.copyOf(digests, Math.min(size * 2, MAX));
        }
        digests[size++] = digest;
    }

    /** How many lines were taken. */
    long lines() {
        return lines;
    }

    /**
     * Reads the log's events of its last stream.
     *
     * @param last the log's last event
     * @param found the input's digest at its line, which is another
     */
    Difference firstDifference(EventLog log, EventPayload last, long found) {
        Search search = new Search(last);
        log.scan(log.begin(), event -> {
            search.take(EventPayload.decode(event));
            return true;
        });
        return search.first == null ? new Difference(search.from, last, found) : search.first;
    }

    private final class Search {
        private final EventPayload last;
        private long line;
        private long from = 1;
        private Difference first;

        Search(EventPayload last) {
            this.last = last;
        }

        void take(EventPayload event) {
            if (!last.stream().equals(event.stream()) || event.line() <= line) {
                // Another stream, or an earlier one of the same name: what was found there says nothing.
                from = 1;
                first = null;
            }
            line = event.line();
            if (first != null || !event.hasDigest() || line % every != 0 || line > lines) {
                return;
            }
            long found = digests[(int) (line / every) - 1];
            if (found == event.digest()) {
                from = line + 1;
            } else {
                first = new Difference(from, event, found);
            }
        }
    }
}
