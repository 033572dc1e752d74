package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.storage.disk.NumbersChecksum;
import io.isequencer.storage.mapdb.LogAnchors.Anchor;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final int COUNT_AT = 48;

    private final byte[] bytes = manifest(2).encode();

    private static Manifest manifest(int anchors) {
        return new Manifest(
                9, new NumbersChecksum(2, 3), 4, 5, new LogAnchors(Collections.nCopies(anchors, new Anchor(6, 7))));
    }

    private static Manifest read(byte[] bytes) throws Exception {
        return Manifest.read(in(bytes));
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static void assertDamaged(String message, byte[] bytes) {
        assertEquals(
                message, assertThrows(DamagedException.class, () -> read(bytes)).getMessage());
    }

    /** With a checksum that fits. */
    private byte[] changed(int at, int value) {
        byte[] changed = bytes.clone();
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.wrap(changed).putInt(at, value);
        crc.update(changed, 0, changed.length - 4);
        buffer.putInt(changed.length - 4, (int) crc.getValue());
        return changed;
    }

    @Test
    void formatIsAsDocumented() {
        String pair = "0000000000000006" + "0000000000000007";
        String head = "495345514e554d42" + "00000001" + "0000000000000009" + "0000000000000002" + "0000000000000003"
                + "0000000000000004" + "00000005" + "00000002";
        String hex = HexFormat.of().formatHex(bytes);
        assertEquals(head + pair + pair, hex.substring(0, hex.length() - 8));
    }

    @Test
    void comesBackAsItWasAndLeavesTheStreamBehindIt() throws Exception {
        DataInputStream in = in(Arrays.copyOf(bytes, bytes.length + 1));
        Manifest read = Manifest.read(in);
        assertEquals(9, read.checkpoint());
        assertTrue(read.tally().sameAs(new NumbersChecksum(2, 3)));
        assertEquals(4, read.fileBytes());
        assertEquals(5, read.fileCrc());
        assertEquals(List.of(new Anchor(6, 7), new Anchor(6, 7)), read.log().anchors());
        assertEquals(1, in.available());
    }

    @Test
    void everyPrefixAndEveryFlipIsDamage() {
        for (int at = 0; at < bytes.length; at++) {
            byte[] prefix = Arrays.copyOf(bytes, at);
            assertThrows(DamagedException.class, () -> read(prefix));
            byte[] flipped = bytes.clone();
            flipped[at] ^= 1;
            assertDamaged(at < 8 ? "it does not begin with ISEQNUMB" : "its header is damaged", flipped);
        }
    }

    @Test
    void otherVersionsAreRefused() {
        assertDamaged("its version is 2, not 1", changed(8, 2));
    }

    @Test
    void anImpossibleCountIsRefusedBeforeRoomIsMadeForIt() throws Exception {
        for (int count : new int[] {-1, 1_001, Integer.MAX_VALUE}) {
            assertDamaged("its header is damaged", changed(COUNT_AT, count));
        }
        for (int count : new int[] {0, 1_000}) {
            assertEquals(count, read(manifest(count).encode()).log().anchors().size());
        }
        assertDamaged("its header is damaged", manifest(1_001).encode());
    }
}
