package io.isequencer.storage.mapdb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.storage.disk.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mapdb.DBException;

class PagedVolumeTest {
    private static final int PAGE = PagedVolume.PAGE_BYTES;
    private static final int PAGES = 4;

    private final CountedFile file = new CountedFile();
    private PagedVolume volume = open();

    /** What is read is what was last written, whatever was in memory meanwhile; and so it is after a reopening. */
    @Test
    void itIsAnArray() {
        int size = 10 * PAGE + 100;
        volume.ensureAvailable(size);
        ByteBuffer model = ByteBuffer.allocate(size);
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            step(random, model);
            if (i % 1_000 == 0) {
                volume.close();
                assertArrayEquals(model.array(), Arrays.copyOf(file.bytes, file.size));
                volume = open();
            }
        }
        byte[] found = new byte[size];
        volume.getData(0, found, 0, size);
        assertArrayEquals(model.array(), found);
        assertEquals(size, volume.length());
    }

    private void step(Random random, ByteBuffer model) {
        int at = random.nextInt(model.capacity() - 2 * PAGE);
        // Often across the border of two pages.
        at = random.nextBoolean() ? at : Math.max(0, at / PAGE * PAGE - random.nextInt(10));
        switch (random.nextInt(9)) {
            case 0 -> {
                long value = random.nextLong();
                model.putLong(at, value);
                volume.putLong(at, value);
            }
            case 1 -> {
                int value = random.nextInt();
                model.putInt(at, value);
                volume.putInt(at, value);
            }
            case 2 -> {
                byte value = (byte) random.nextInt();
                model.put(at, value);
                volume.putByte(at, value);
            }
            case 3 -> {
                byte[] bytes = new byte[random.nextInt(2 * PAGE)];
                random.nextBytes(bytes);
                int skipped = Math.min(bytes.length, 3);
                model.put(at, bytes, skipped, bytes.length - skipped);
                if (random.nextBoolean()) {
                    volume.putData(at, bytes, skipped, bytes.length - skipped);
                } else {
                    volume.putData(at, ByteBuffer.wrap(bytes, skipped, bytes.length - skipped));
                }
            }
            case 4 -> {
                int bytes = random.nextInt(2 * PAGE);
                model.put(at, new byte[bytes], 0, bytes);
                volume.clear(at, at + bytes);
            }
            case 5 -> assertEquals(model.getLong(at), volume.getLong(at));
            case 6 -> assertEquals(model.getInt(at), volume.getInt(at));
            case 7 -> assertEquals(model.get(at), volume.getByte(at));
            default -> {
                int bytes = random.nextInt(2 * PAGE);
                assertArrayEquals(
                        Arrays.copyOfRange(model.array(), at, at + bytes),
                        volume.getDataInput(at, bytes).internalByteArray());
            }
        }
    }

    @Test
    void aPageIsReadOnceAndWrittenOnce() {
        volume.ensureAvailable(PAGES * PAGE);
        file.writes = 0;
        for (int i = 0; i < 1_000; i++) {
            volume.putLong(8 * i, i);
        }
        assertEquals(1, file.reads);
        assertEquals(0, file.writes);
        volume.sync();
        volume.sync();
        assertEquals(1, file.writes);
        assertEquals(2, file.syncs);
        volume.close();
        assertEquals(1, file.writes);
    }

    @Test
    void whatIsUsedOftenStays() {
        volume.ensureAvailable(20 * PAGE);
        for (int page = 1; page < 20; page++) {
            volume.getByte(0);
            volume.getByte((long) page * PAGE);
        }
        file.reads = 0;
        volume.getByte(0);
        assertEquals(0, file.reads);
    }

    @Test
    void memoryIsBounded() {
        volume.ensureAvailable(20 * PAGE);
        for (int page = 0; page < 20; page++) {
            volume.putByte((long) page * PAGE, (byte) 1);
        }
        volume.sync();
        file.reads = 0;
        for (int page = 0; page < 20; page++) {
            volume.getByte((long) page * PAGE);
        }
        assertTrue(file.reads >= 20 - PAGES, () -> "reads=" + file.reads);
    }

    @Test
    void aPageThatIsClearedIsNotRead() {
        volume.ensureAvailable(2 * PAGE);
        volume.clear(0, 2 * PAGE);
        assertEquals(0, file.reads);
    }

    /** A full disk is noticed by the write that makes the file longer, not by the close. */
    @Test
    void aFileThatGrowsTakesItsRoomAtOnce() {
        volume.ensureAvailable(PAGE + 1);
        assertEquals(PAGE + 1, file.size);
        volume.ensureAvailable(5);
        assertEquals(PAGE + 1, volume.length());
        volume.putLong(3 * PAGE, 7);
        assertEquals(3 * PAGE + Long.BYTES, file.size);
        volume.clear(3 * PAGE, 4 * PAGE);
        assertEquals(4 * PAGE, file.size);
    }

    @Test
    void placesOutsideAreTheEndOfTheFile() {
        volume.ensureAvailable(PAGE);
        for (Executable read : new Executable[] {
            () -> volume.getLong(PAGE - 7),
            () -> volume.getInt(PAGE),
            () -> volume.getByte(-1),
            () -> volume.getDataInput(PAGE - 1, 2),
            () -> volume.putByte(-1, (byte) 1)
        }) {
            DBException e = assertThrows(DBException.VolumeIOError.class, read);
            assertInstanceOf(EOFException.class, e.getCause());
        }
    }

    @Test
    void whatCouldNotBeWrittenIsTriedAgain() {
        volume.ensureAvailable(20 * PAGE);
        for (int page = 0; page < PAGES; page++) {
            volume.putByte((long) page * PAGE, (byte) 9);
        }
        file.failWrites = true;
        assertThrows(DBException.VolumeIOError.class, () -> volume.getByte(10 * PAGE));
        assertThrows(DBException.VolumeIOError.class, volume::sync);
        assertThrows(DBException.VolumeIOError.class, () -> volume.ensureAvailable(21 * PAGE));
        file.failWrites = false;
        assertEquals(0, volume.getByte(10 * PAGE));
        volume.close();
        for (int page = 0; page < PAGES; page++) {
            assertEquals(9, file.bytes[page * PAGE]);
        }
    }

    @Test
    void aPageThatCouldNotBeReadIsReadAnew() {
        volume.ensureAvailable(PAGES * PAGE);
        volume.putByte(PAGE, (byte) 5);
        volume.close();
        volume = open();
        file.failReads = true;
        for (int i = 0; i < 2 * PAGES; i++) {
            assertThrows(DBException.VolumeIOError.class, () -> volume.getByte(PAGE));
        }
        file.failReads = false;
        assertEquals(5, volume.getByte(PAGE));
    }

    @Test
    void aCloseThatFailsClosesTheFile() {
        volume.ensureAvailable(PAGE);
        volume.putByte(0, (byte) 1);
        file.failWrites = true;
        assertThrows(DBException.VolumeIOError.class, volume::close);
        assertTrue(file.closed);
        assertTrue(volume.isClosed());
        volume.close();
    }

    @Test
    void whatIsCutOffIsGone() {
        volume.ensureAvailable(3 * PAGE);
        volume.putByte(10, (byte) 1);
        volume.putByte(2 * PAGE, (byte) 1);
        volume.truncate(PAGE);
        assertEquals(PAGE, volume.length());
        assertEquals(1, volume.getByte(10));
        volume.ensureAvailable(3 * PAGE);
        assertEquals(0, volume.getByte(2 * PAGE));
    }

    @Test
    void itTellsMapDbWhatItIs() throws IOException {
        assertFalse(volume.isReadOnly());
        assertTrue(new PagedVolume(file, true).isReadOnly());
        assertFalse(volume.isSliced());
        assertFalse(volume.getFileLocked());
        assertEquals(-1, volume.sliceSize());
    }

    private PagedVolume open() {
        try {
            return new PagedVolume(file, false, PAGES);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** In memory, with counters and failures on demand. */
    private static final class CountedFile implements DiskFile {
        private byte[] bytes = new byte[100];
        private int size;
        private int reads;
        private int writes;
        private int syncs;
        private boolean failReads;
        private boolean failWrites;
        private boolean closed;

        @Override
        public long size() {
            return size;
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            failIf(failReads);
            reads++;
            int count = (int) Math.max(0, Math.min(length, size - position));
            System.arraycopy(bytes, (int) position, target, offset, count);
            return count;
        }

        @Override
        public void write(long position, byte[] source, int offset, int length) throws IOException {
            failIf(failWrites);
            writes++;
            int end = (int) position + length;
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * end);
            }
            System.arraycopy(source, offset, bytes, (int) position, length);
            size = Math.max(size, end);
        }

        @Override
        public void truncate(long newSize) {
            Arrays.fill(bytes, (int) newSize, bytes.length, (byte) 0);
            size = (int) newSize;
        }

        @Override
        public void sync() {
            syncs++;
        }

        @Override
        public void close() {
            closed = true;
        }

        private static void failIf(boolean fails) throws IOException {
            if (fails) {
                throw new IOException("planned failure");
            }
        }
    }
}
