package io.isequencer.simulation.fleet;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What has happened in a fleet, counted.
 *
 * <ul>
 *   <li><i>Units:</i> virtual microseconds.
 * </ul>
 */
public final class FleetTally {
    private static final int WINDOW_US = 100_000;

    private final Map<FleetMark, Long> marks = new EnumMap<>(FleetMark.class);
    private final Map<FleetCall, Long> calls = new EnumMap<>(FleetCall.class);
    private final Durations answers = new Durations();
    private final Durations recoveries = new Durations();
    private final Durations outages = new Durations();
    private long valuesWritten;
    private long eventsScanned;
    private long window;
    private long callsInWindow;
    private long mostCallsInWindow;
    private long mostCallsAtStart;
    private boolean ended;

    void add(FleetMark mark) {
        if (!ended) {
            marks.merge(mark, 1L, Long::sum);
        }
    }

    void called(FleetCall call, long nowUs) {
        if (ended) {
            return;
        }
        calls.merge(call, 1L, Long::sum);
        if (nowUs / WINDOW_US != window) {
            window = nowUs / WINDOW_US;
            callsInWindow = 0;
        }
        callsInWindow++;
        mostCallsInWindow = Math.max(mostCallsInWindow, callsInWindow);
    }

    /** Nothing is counted any more. */
    void end() {
        ended = true;
    }

    /** All partitions were opened at once; what follows is counted for itself. */
    void startIsOver() {
        mostCallsAtStart = mostCallsInWindow;
        mostCallsInWindow = 0;
    }

    void wrote(int values) {
        if (!ended) {
            valuesWritten += values;
        }
    }

    void scanned(int events) {
        if (!ended) {
            eventsScanned += events;
        }
    }

    void acknowledged(long us) {
        if (!ended) {
            answers.add(us);
        }
    }

    void recovered(long us) {
        if (!ended) {
            recoveries.add(us);
        }
    }

    void outage(long us) {
        if (!ended) {
            outages.add(us);
        }
    }

    public long count(FleetMark mark) {
        return marks.getOrDefault(mark, 0L);
    }

    public long count(FleetCall call) {
        return calls.getOrDefault(call, 0L);
    }

    public long calls() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The most calls of the whole fleet per second, as counted in each tenth of one, after all was opened. */
    public long mostCallsPerSecond() {
        return mostCallsInWindow * 1_000_000 / WINDOW_US;
    }

    /** The same while all was opened. */
    public long mostCallsPerSecondAtStart() {
        return mostCallsAtStart * 1_000_000 / WINDOW_US;
    }

    public long valuesWritten() {
        return valuesWritten;
    }

    public long eventsScanned() {
        return eventsScanned;
    }

    /** From a request's arrival to its acknowledgement, one each. */
    public Durations answers() {
        return answers;
    }

    /** Of each rebuild, from its begin until the owner is ready. */
    public Durations recoveries() {
        return recoveries;
    }

    /** From the moment a partition's machine stops to answer until another owner is ready. */
    public Durations outages() {
        return outages;
    }

    /** Durations in virtual microseconds, all of them kept. */
    public static final class Durations {
        private long[] values = new long[1024];
        private int size;
        private boolean sorted = true;

        private void add(long us) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = us;
            sorted = false;
        }

        public int size() {
            return size;
        }

        /** The duration that so many percent do not exceed; 0 if there are none. */
        public long percentile(double percent) {
            if (size == 0) {
                return 0;
            }
            if (!sorted) {
                Arrays.sort(values, 0, size);
                sorted = true;
            }
            int rank = (int) StrictMath.ceil(percent / 100 * size);
            return values[Math.max(rank, 1) - 1];
        }
    }
}
