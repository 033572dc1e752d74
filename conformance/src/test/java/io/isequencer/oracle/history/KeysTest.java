package io.isequencer.oracle.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final int MANY = 5_000;
    /** How many places a new map has. */
    private static final int FIRST_SLOTS = 2_048;

    private final Keys keys = new Keys();

    @Test
    void aKeyKeepsItsIndexAndWhatIsKnownOfItHoweverManyCome() {
        for (int i = 0; i < MANY; i++) {
            assertEquals(i, keys.index(wsId(i), 1 + i % 3));
            keys.last(i, 10 + i);
            keys.store(i, 20 + i);
            keys.notePossiblyStored(i, 30 + i);
        }
        assertEquals(MANY, keys.size());
        for (int i = 0; i < MANY; i++) {
            assertEquals(i, keys.index(wsId(i), 1 + i % 3));
            assertEquals(10 + i, keys.last(i));
            assertEquals(20 + i, keys.stored(i));
            assertEquals(30 + i, keys.possiblyStored(i));
        }
        assertEquals(MANY, keys.size());
    }

    @Test
    void bothPartsTellKeysApart() {
        assertEquals(0, keys.index(5, 1));
        assertEquals(1, keys.index(5, 2));
        assertEquals(2, keys.index(6, 1));
        assertEquals(3, keys.index(-1, 1));
        assertEquals(1, keys.index(5, 2));
        assertEquals("wsId=18446744073709551615, seqId=1", keys.name(3));
    }

    @Test
    void nothingIsKnownAtFirstAndTheStorageKeepsTheLargest() {
        int key = keys.index(5, 1);
        assertEquals(0, keys.last(key) + keys.stored(key) + keys.possiblyStored(key));
        keys.store(key, 7);
        keys.store(key, 3);
        keys.notePossiblyStored(key, 8);
        keys.notePossiblyStored(key, 4);
        keys.last(key, 9);
        keys.last(key, 5);
        assertEquals(7, keys.stored(key));
        assertEquals(8, keys.possiblyStored(key));
        assertEquals(5, keys.last(key));
    }

    @Test
    void aNewLifeKnowsNothingOfWhatWasStored() {
        int key = keys.index(5, 1);
        keys.store(key, 7);
        keys.notePossiblyStored(key, 8);
        keys.last(key, 9);
        keys.forgetStored();
        assertEquals(0, keys.last(key) + keys.stored(key));
        // A write of the dead may still have taken effect.
        assertEquals(8, keys.possiblyStored(key));
    }

    @Test
    void keysThatAreLookedForInTheSamePlaceAreDistinguished() {
        for (int place : new int[] {0, FIRST_SLOTS - 1}) {
            Keys own = new Keys();
            long[] wsIds = LongStream.iterate(1, wsId -> wsId + 1)
                    .filter(wsId -> Keys.slot(wsId, 1, FIRST_SLOTS) == place)
                    .limit(3)
                    .toArray();
            for (int i = 0; i < 3; i++) {
                assertEquals(i, own.index(wsIds[i], 1));
            }
            assertEquals(1, own.index(wsIds[1], 1));
        }
    }

    @Test
    void keysThatFollowEachOtherSpread() {
        int count = 1 << 14;
        BitSet seen = new BitSet();
        for (int i = 0; i < count; i++) {
            int slot = Keys.slot(1 + i / 4, 1 + i % 4, count);
            assertTrue(slot >= 0 && slot < count, "slot=" + slot);
            seen.set(slot);
        }
        assertTrue(seen.cardinality() > count / 2, "slots=" + seen.cardinality());
    }

    @Test
    void theSequencesOfOneWorkspaceSpread() {
        int count = 1 << 14;
        BitSet seen = new BitSet();
        for (int i = 0; i < count; i++) {
            seen.set(Keys.slot(1, 1 + i, count));
        }
        assertTrue(seen.cardinality() > count / 2, "slots=" + seen.cardinality());
    }

    /** From both ends of the unsigned range. */
    private static long wsId(int i) {
        return i % 2 == 0 ? i : -i;
    }
}
