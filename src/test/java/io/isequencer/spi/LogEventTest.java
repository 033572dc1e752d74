package io.isequencer.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LogEventTest {
    private static LogEvent.Builder sample() {
        return LogEvent.builder(7, 3, -1).add(1, 10).add(2, 20, true);
    }

    @Test
    void keepsItsParts() {
        LogEvent event = sample().payload(new byte[] {1, 2}).build();
        assertEquals(7, event.plogOffset());
        assertEquals(3, event.wsKind());
        assertEquals(-1, event.wsId());
        assertEquals(2, event.size());
        assertEquals(1, event.seqId(0));
        assertEquals(10, event.number(0));
        assertFalse(event.explicit(0));
        assertEquals(2, event.seqId(1));
        assertEquals(20, event.number(1));
        assertTrue(event.explicit(1));
        assertArrayEquals(new byte[] {1, 2}, event.payload());
    }

    @Test
    void mayBeEmpty() {
        LogEvent event = LogEvent.builder(1, 0, 0).build();
        assertEquals(0, event.size());
        assertEquals(0, event.payload().length);
    }

    @Test
    void takesManyNumbers() {
        LogEvent.Builder builder = LogEvent.builder(1, 1, 1);
        for (int i = 1; i <= 400; i++) {
            builder.add(i, i * 3L, i % 3 == 0);
        }
        LogEvent event = builder.build();
        assertEquals(400, event.size());
        for (int i = 1; i <= 400; i++) {
            assertEquals(i, event.seqId(i - 1));
            assertEquals(i * 3L, event.number(i - 1));
            assertEquals(i % 3 == 0, event.explicit(i - 1));
        }
    }

    @Test
    void doesNotChangeWhenItsBuilderGoesOn() {
        LogEvent.Builder builder = sample();
        LogEvent event = builder.build();
        builder.add(3, 30, true);
        assertEquals(sample().build(), event);
        assertThrows(IndexOutOfBoundsException.class, () -> event.explicit(2));
    }

    @Test
    void indexesAreChecked() {
        LogEvent event = sample().build();
        assertThrows(IndexOutOfBoundsException.class, () -> event.seqId(2));
        assertThrows(IndexOutOfBoundsException.class, () -> event.number(2));
        assertThrows(IndexOutOfBoundsException.class, () -> event.explicit(2));
        assertThrows(IndexOutOfBoundsException.class, () -> event.explicit(-1));
    }

    @Test
    void valuesAreChecked() {
        assertRefused("plogOffset must be 1..9223372036854775806: plogOffset=0", () -> LogEvent.builder(0, 1, 1));
        assertRefused("wsKind must be 0..65535: wsKind=65536", () -> LogEvent.builder(1, 65_536, 1));
        assertRefused("seqId must be 1..65535: seqId=0", () -> sample().add(0, 1));
        assertRefused("number must be 1..9223372036854775807: number=0", () -> sample().add(1, 0));
        assertEquals(
                "payload",
                assertThrows(NullPointerException.class, () -> sample().payload(null))
                        .getMessage());
    }

    @Test
    void equalityLooksAtEachPart() {
        LogEvent event = sample().payload(new byte[] {1}).build();
        assertEquals(event, sample().payload(new byte[] {1}).build());
        assertEquals(event.hashCode(), sample().payload(new byte[] {1}).build().hashCode());
        List<LogEvent> others = List.of(
                sample().build(),
                LogEvent.builder(8, 3, -1)
                        .add(1, 10)
                        .add(2, 20, true)
                        .payload(new byte[] {1})
                        .build(),
                LogEvent.builder(7, 4, -1)
                        .add(1, 10)
                        .add(2, 20, true)
                        .payload(new byte[] {1})
                        .build(),
                LogEvent.builder(7, 3, -2)
                        .add(1, 10)
                        .add(2, 20, true)
                        .payload(new byte[] {1})
                        .build(),
                LogEvent.builder(7, 3, -1)
                        .add(2, 10)
                        .add(2, 20, true)
                        .payload(new byte[] {1})
                        .build(),
                LogEvent.builder(7, 3, -1)
                        .add(1, 11)
                        .add(2, 20, true)
                        .payload(new byte[] {1})
                        .build(),
                LogEvent.builder(7, 3, -1)
                        .add(1, 10)
                        .add(2, 20)
                        .payload(new byte[] {1})
                        .build());
        for (LogEvent other : others) {
            assertNotEquals(event, other);
        }
        assertFalse(event.equals(new Object()));
        assertNotEquals(event.hashCode(), others.get(1).hashCode());
        assertNotEquals(event.hashCode(), others.get(5).hashCode());
    }

    @Test
    void showsItsNumbers() {
        assertEquals(
                "event 7 ws=18446744073709551615 1:10 2:!20", sample().build().toString());
    }

    @Test
    void aCopyOfAViewIsAValue() {
        byte[] payload = {5};
        LogEvent source = sample().payload(payload).build();
        LogEvent copy = LogEvent.copyOf(new View(source));
        assertEquals(source, copy);
        assertNotSame(payload, copy.payload());
        assertSame(source, LogEvent.copyOf(source));
    }

    private static void assertRefused(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private record View(Event event) implements Event {
        @Override
        public long plogOffset() {
            return event.plogOffset();
        }

        @Override
        public int wsKind() {
            return event.wsKind();
        }

        @Override
        public long wsId() {
            return event.wsId();
        }

        @Override
        public int size() {
            return event.size();
        }

        @Override
        public int seqId(int index) {
            return event.seqId(index);
        }

        @Override
        public long number(int index) {
            return event.number(index);
        }

        @Override
        public boolean explicit(int index) {
            return event.explicit(index);
        }

        @Override
        public byte[] payload() {
            return event.payload();
        }
    }
}
