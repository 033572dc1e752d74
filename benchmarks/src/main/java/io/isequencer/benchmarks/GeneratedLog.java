package io.isequencer.benchmarks;

import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;

/** A log of events with two numbers each that is not stored but computed: what is measured is who reads it. */
final class GeneratedLog implements EventLog {
    private static final byte[] NO_PAYLOAD = {};

    private final int events;
    private final int keys;

    GeneratedLog(int events, int keys) {
        this.events = events;
        this.keys = keys;
    }

    @Override
    public boolean scan(long fromOffset, EventVisitor visitor) {
        View event = new View();
        for (event.plogOffset = fromOffset; event.plogOffset <= events; event.plogOffset++) {
            if (!visitor.visit(event)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public AppendResult append(Event event) {
        throw new UnsupportedOperationException("a generated log is read alone");
    }

    @Override
    public void sync(long belowOffset) {
        // It cannot be lost.
    }

    @Override
    public long end() {
        return events + 1L;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private final class View implements Event {
        private long plogOffset;

        @Override
        public long plogOffset() {
            return plogOffset;
        }

        @Override
        public int wsKind() {
            return 1;
        }

        /** Two keys a workspace, drawn evenly. */
        @Override
        public long wsId() {
            long mixed = plogOffset * 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
            return 1 + ((mixed >>> 32) * (keys / 2) >>> 32);
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public int seqId(int index) {
            return index + 1;
        }

        @Override
        public long number(int index) {
            return plogOffset;
        }

        @Override
        public boolean explicit(int index) {
            return false;
        }

        @Override
        public byte[] payload() {
            return NO_PAYLOAD;
        }
    }
}
