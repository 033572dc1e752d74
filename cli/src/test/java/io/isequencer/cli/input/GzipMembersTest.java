package io.isequencer.cli.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipMembersTest {
    private static final byte[] FIRST = "monday\n".repeat(9).getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "tuesday\n".repeat(7).getBytes(StandardCharsets.UTF_8);
    private static final byte[] BOTH = joined(FIRST, SECOND);

    @Test
    void membersAreJoined() throws IOException {
        assertArrayEquals(FIRST, unpacked(packed(FIRST)));
        assertArrayEquals(BOTH, unpacked(joined(packed(FIRST), packed(SECOND))));
        assertArrayEquals(BOTH, unpacked(joined(packed(FIRST), packed(new byte[0]), packed(SECOND))));
        assertArrayEquals(new byte[0], unpacked(packed(new byte[0])));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000_000})
    void aPauseIsNotTheEnd(int bytesAtOnce) throws IOException {
        byte[] packed = joined(packed(FIRST), packed(SECOND));
        assertArrayEquals(BOTH, new GzipMembers(new Pausing(packed, bytesAtOnce)).readAllBytes());
    }

    @Test
    void whatIsLargerThanTheBufferIsRead() throws IOException {
        byte[] random = new byte[3 * GzipMembers.BUFFER_BYTES];
        new SplittableRandom(1).nextBytes(random);
        byte[] packed = joined(packed(random), packed(FIRST));
        assertTrue(packed.length > 3 * GzipMembers.BUFFER_BYTES);
        assertArrayEquals(joined(random, FIRST), unpacked(packed));
        String damage = damageOf(joined(packed, "x".getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "gzip member must be whole: member=3, begins at byte=" + packed.length + ", byte=" + (packed.length + 1)
                        + ", input ends here",
                damage);
    }

    @Test
    void itIsReadByteByByteToo() throws IOException {
        GzipMembers in = new GzipMembers(new ByteArrayInputStream(packed(new byte[] {(byte) 0xff, 7})));
        assertEquals(0, in.read(new byte[0], 0, 0));
        assertEquals(0xff, in.read());
        assertEquals(7, in.read());
        assertEquals(-1, in.read());
        assertEquals(-1, in.read(new byte[1], 0, 1));
    }

    @Test
    void cutAnywhereItIsDamaged() throws IOException {
        int first = packed(FIRST).length;
        byte[] packed = joined(packed(FIRST), packed(SECOND));
        for (int size = 0; size < packed.length; size++) {
            byte[] cut = Arrays.copyOf(packed, size);
            if (size == first) {
                assertArrayEquals(FIRST, unpacked(cut));
            } else {
                String member = size < first ? "member=1, begins at byte=0" : "member=2, begins at byte=" + first;
                assertEquals(
                        "gzip member must be whole: " + member + ", byte=" + size + ", input ends here", damageOf(cut));
            }
        }
    }

    @Test
    void aChangedBitIsFoundOrChangesNothing() throws IOException {
        byte[] packed = joined(packed(FIRST), packed(SECOND));
        int found = 0;
        for (int bit = 0; bit < packed.length * 8; bit++) {
            byte[] changed = packed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertArrayEquals(BOTH, unpacked(changed), "bit=" + bit);
            } catch (GzipMembers.DamagedException e) {
                found++;
            }
        }
        // Time, extra flags, system, the flag for text, and what fills the last byte up are free: some 56 bits a
        // member.
        assertTrue(found >= packed.length * 8 - 2 * 56, "found=" + found);
    }

    @Test
    void whatFollowsAMemberIsAMember() throws IOException {
        int first = packed(FIRST).length;
        String begins = ": member=2, begins at byte=" + first + ", byte=" + (first + 2);
        assertEquals(
                "gzip member must begin with the bytes 1f 8b" + begins + ", found=7b 22",
                damageOf(joined(packed(FIRST), "{\"e\":\"note\"}".getBytes(StandardCharsets.UTF_8))));
        assertEquals(
                "gzip member must begin with the bytes 1f 8b" + begins + ", found=0 0",
                damageOf(joined(packed(FIRST), new byte[512])));
    }

    @Test
    void eachPartOfTheHeaderIsRead() throws IOException {
        byte[] plain = packed(FIRST);
        byte[] body = Arrays.copyOfRange(plain, 10, plain.length);
        HexFormat hex = HexFormat.of();
        byte[] all = hex.parseHex("1f8b081e00000000000303000102036e616d6500776f72647300");
        assertArrayEquals(FIRST, unpacked(joined(all, headerCrc(all), body)));
        byte[] wrongCrc = headerCrc(all);
        wrongCrc[0] ^= 1;
        assertTrue(
                damageOf(joined(all, wrongCrc, body)).startsWith("gzip member must have the checksum of its header: "));
        assertTrue(damageOf(joined(hex.parseHex("1f8b0920000000000003"), body))
                .startsWith("gzip member must be deflated (method 8): "));
        assertTrue(damageOf(joined(hex.parseHex("1f8b0820000000000003"), body))
                .startsWith("gzip member must have no reserved flags: "));
    }

    @Test
    void theTrailerIsCompared() throws IOException {
        byte[] packed = packed(FIRST);
        byte[] wrongCrc = packed.clone();
        wrongCrc[packed.length - 8] ^= 1;
        assertTrue(damageOf(wrongCrc).startsWith("gzip member must have the checksum of its content: "));
        byte[] wrongSize = packed.clone();
        wrongSize[packed.length - 1] ^= 1;
        assertTrue(damageOf(wrongSize).startsWith("gzip member must have the size of its content modulo 2^32: "));
        assertTrue(damageOf(joined(Arrays.copyOf(packed, 10), new byte[] {(byte) 0xff}))
                .startsWith("gzip member must have whole deflated data: "));
    }

    @Test
    void afterCloseNothingIsRead() throws IOException {
        GzipMembers in = new GzipMembers(new ByteArrayInputStream(packed(FIRST)));
        in.close();
        in.close();
        assertThrows(IOException.class, in::read);
    }

    private static byte[] headerCrc(byte[] header) {
        CRC32 crc = new CRC32();
        crc.update(header);
        return new byte[] {(byte) crc.getValue(), (byte) (crc.getValue() >>> 8)};
    }

    private static String damageOf(byte[] packed) {
        return assertThrows(GzipMembers.DamagedException.class, () -> unpacked(packed))
                .getMessage();
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (GzipMembers in = new GzipMembers(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /** A pipe whose writer pauses after each few bytes: nothing is ever there before it is read. */
    private static final class Pausing extends InputStream {
        private final ByteArrayInputStream in;
        private final int bytesAtOnce;

        Pausing(byte[] bytes, int bytesAtOnce) {
            in = new ByteArrayInputStream(bytes);
            this.bytesAtOnce = bytesAtOnce;
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            return in.read(bytes, from, Math.min(count, bytesAtOnce));
        }
    }
}
