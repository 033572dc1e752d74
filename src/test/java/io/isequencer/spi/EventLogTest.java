package io.isequencer.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EventLogTest {
    @Test
    void aLogThatDropsNothingBeginsAtOne() {
        assertEquals(1, new Empty().begin());
    }

    /** Only what a log must have. */
    private static final class Empty implements EventLog {
        @Override
        public AppendResult append(Event event) {
            return AppendResult.CONFLICT;
        }

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            return true;
        }

        @Override
        public void sync(long belowOffset) {}

        @Override
        public long end() {
            return 1;
        }

        @Override
        public void close() {}
    }
}
