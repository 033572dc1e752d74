package io.isequencer.storage.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NumbersChecksumTest {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    @Test
    void mixesAsSplitMix64Does() {
        assertEquals(0xE220A8397B1DCDAFL, NumbersChecksum.mix(GAMMA));
        assertEquals(0x6E789E6AA1B965F4L, NumbersChecksum.mix(2 * GAMMA));
        assertEquals(0x06C45D188009454FL, NumbersChecksum.mix(3 * GAMMA));
    }

    @Test
    void aChecksumStaysWhatFilesHold() {
        assertEquals(0xEE34E8196A59B17EL, NumbersChecksum.checksum(7, 1, 3));
        assertEquals(0x5868B357BFA5D957L, NumbersChecksum.checksum(-1, 65_535, Long.MAX_VALUE));
    }

    @Test
    void countsAndSumsWhateverTheOrder() {
        NumbersChecksum one = new NumbersChecksum();
        one.add(7, 1, 3);
        one.add(7, 2, 4);
        NumbersChecksum other = new NumbersChecksum();
        other.add(7, 2, 4);
        other.add(7, 1, 3);
        assertTrue(one.sameAs(other));
        assertEquals(2, one.count());
        assertEquals(NumbersChecksum.checksum(7, 1, 3) + NumbersChecksum.checksum(7, 2, 4), one.sum());
    }

    @Test
    void whatIsRemovedNeverWas() {
        NumbersChecksum tally = new NumbersChecksum();
        tally.add(7, 1, 3);
        tally.add(7, 1, 4);
        tally.remove(7, 1, 3);
        assertTrue(tally.sameAs(new NumbersChecksum(1, NumbersChecksum.checksum(7, 1, 4))));
    }

    @Test
    void differsByCountOrSum() {
        assertFalse(new NumbersChecksum(1, 5).sameAs(new NumbersChecksum(2, 5)));
        assertFalse(new NumbersChecksum(1, 5).sameAs(new NumbersChecksum(1, 6)));
    }
}
