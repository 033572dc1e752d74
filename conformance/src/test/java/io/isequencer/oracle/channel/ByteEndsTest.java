package io.isequencer.oracle.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteEndsTest {
    private final ByteEnds ends = new ByteEnds(5, 4);

    @Test
    void whatFitsIsWhole() {
        add("panic");
        add(" now");
        assertEquals("panic now", ends.text());
    }

    @Test
    void theFirstAndTheLastAreKeptAndTheMiddleIsCounted() {
        add("panic: x");
        add("yzabcd");
        add("end");
        assertEquals("panic\n… 8 bytes left out …\ndend", ends.text());
    }

    @Test
    void oneLargePieceTooAndThenNothing() {
        add("0123456789ABCDEF");
        assertEquals("01234\n… 7 bytes left out …\nCDEF", ends.text());
        ends.clear();
        assertEquals("", ends.text());
        add("next");
        assertEquals("next", ends.text());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ends.add(bytes, bytes.length);
    }
}
