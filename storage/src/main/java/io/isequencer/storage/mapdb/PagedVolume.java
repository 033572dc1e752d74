package io.isequencer.storage.mapdb;

import io.isequencer.storage.disk.DiskFile;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.mapdb.DBException;
import org.mapdb.DataInput2;
import org.mapdb.volume.Volume;

/**
 * A file as MapDB sees it, in pages, a bounded number of them in memory. MapDB's own access to files asks the system for
 * each byte, and its mapped memory would end the JVM when the disk is full.
 *
 * <p>A changed page goes to the file when its room is needed, or by {@link #sync} and {@link #close}: a file that was not
 * closed is worth nothing, which nobody may rely on here. Room on the disk is taken when the file grows, so that a full
 * disk is noticed by the write that needs it.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 *   <li><i>Errors:</i> MapDB's {@code VolumeIOError} with what the system said, or with an {@link EOFException} for a place
 *       outside of the file. A page that could not be written stays in memory, and is tried again.
 *   <li><i>Units:</i> offsets and sizes in bytes, numbers big-endian as in all volumes of MapDB.
 * </ul>
 */
final class PagedVolume extends Volume {
    static final int PAGE_BYTES = 8 * 1024;

    /** 32 MiB for a file; pages are made when they are needed. */
    static final int MAX_PAGES = 4 * 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int NONE = -1;

    private final DiskFile file;
    private final boolean readOnly;
    private final int maxPages;
    private final byte[] zeros = new byte[PAGE_BYTES];
    private final byte[] small = new byte[Long.BYTES];

    /** By number; null for those that are not in memory. */
    private Page[] pages = new Page[256];

    /** In the order in which the hand passes them. */
    private final List<Page> resident = new ArrayList<>();

    private int hand;
    private long length;

    private static final class Page {
        private final byte[] bytes = new byte[PAGE_BYTES];
        private int number = NONE;
        private boolean changed;
        private boolean used;
    }

    PagedVolume(DiskFile file, boolean readOnly) throws IOException {
        this(file, readOnly, MAX_PAGES);
    }

    PagedVolume(DiskFile file, boolean readOnly, int maxPages) throws IOException {
        this.file = file;
        this.readOnly = readOnly;
        this.maxPages = maxPages;
        length = file.size();
    }

    @Override
    public synchronized void ensureAvailable(long end) {
        try {
            while (length < end) {
                int size = (int) Math.min(PAGE_BYTES - length % PAGE_BYTES, end - length);
                file.write(length, zeros, 0, size);
                length += size;
            }
        } catch (IOException e) {
            throw new DBException.VolumeIOError(e);
        }
    }

    @Override
    public synchronized void truncate(long size) {
        try {
            flush();
            file.truncate(size);
            length = size;
        } catch (IOException e) {
            throw new DBException.VolumeIOError(e);
        }
        resident.clear();
        Arrays.fill(pages, null);
        hand = 0;
    }

    @Override
    public synchronized void putLong(long offset, long value) {
        if (isInOnePage(offset, Long.BYTES)) {
            LONGS.set(toChange(offset, Long.BYTES).bytes, at(offset), value);
        } else {
            LONGS.set(small, 0, value);
            put(offset, small, 0, Long.BYTES);
        }
    }

    @Override
    public synchronized void putInt(long offset, int value) {
        if (isInOnePage(offset, Integer.BYTES)) {
            INTS.set(toChange(offset, Integer.BYTES).bytes, at(offset), value);
        } else {
            INTS.set(small, 0, value);
            put(offset, small, 0, Integer.BYTES);
        }
    }

    @Override
    public synchronized void putByte(long offset, byte value) {
        toChange(offset, 1).bytes[at(offset)] = value;
    }

    @Override
    public synchronized void putData(long offset, byte[] source, int from, int size) {
        put(offset, source, from, size);
    }

    @Override
    public synchronized void putData(long offset, ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        put(offset, bytes, 0, bytes.length);
    }

    @Override
    public synchronized long getLong(long offset) {
        if (isInOnePage(offset, Long.BYTES)) {
            return (long) LONGS.get(toRead(offset, Long.BYTES).bytes, at(offset));
        }
        get(offset, small, 0, Long.BYTES);
        return (long) LONGS.get(small, 0);
    }

    @Override
    public synchronized int getInt(long offset) {
        if (isInOnePage(offset, Integer.BYTES)) {
            return (int) INTS.get(toRead(offset, Integer.BYTES).bytes, at(offset));
        }
        get(offset, small, 0, Integer.BYTES);
        return (int) INTS.get(small, 0);
    }

    @Override
    public synchronized byte getByte(long offset) {
        return toRead(offset, 1).bytes[at(offset)];
    }

    @Override
    public synchronized DataInput2 getDataInput(long offset, int size) {
        byte[] bytes = new byte[size];
        get(offset, bytes, 0, size);
        return new DataInput2.ByteArray(bytes);
    }

    @Override
    public synchronized void getData(long offset, byte[] target, int to, int size) {
        get(offset, target, to, size);
    }

    @Override
    public synchronized void clear(long from, long to) {
        ensureAvailable(to);
        long offset = from;
        while (offset < to) {
            int size = (int) Math.min(PAGE_BYTES - at(offset), to - offset);
            // Of a page that is cleared as a whole nobody needs to know what was in it.
            Page page = page(number(offset), size < PAGE_BYTES);
            Arrays.fill(page.bytes, at(offset), at(offset) + size, (byte) 0);
            page.changed = true;
            offset += size;
        }
    }

    @Override
    public synchronized void sync() {
        try {
            flush();
            file.sync();
        } catch (IOException e) {
            throw new DBException.VolumeIOError(e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (file) {
            flush();
        } catch (IOException e) {
            throw new DBException.VolumeIOError(e);
        }
    }

    @Override
    public synchronized long length() {
        return length;
    }

    @Override
    public int sliceSize() {
        return -1;
    }

    @Override
    public boolean isSliced() {
        return false;
    }

    @Override
    public boolean isReadOnly() {
        return readOnly;
    }

    /** None that MapDB should know of. */
    @Override
    public File getFile() {
        return null;
    }

    @Override
    public boolean getFileLocked() {
        return false;
    }

    private static int number(long offset) {
        return Math.toIntExact(offset / PAGE_BYTES);
    }

    private static int at(long offset) {
        return (int) (offset & (PAGE_BYTES - 1));
    }

    private static boolean isInOnePage(long offset, int size) {
        return at(offset) <= PAGE_BYTES - size;
    }

    private void put(long offset, byte[] source, int from, int size) {
        for (int done = 0; done < size; ) {
            long place = offset + done;
            int count = Math.min(PAGE_BYTES - at(place), size - done);
            System.arraycopy(source, from + done, toChange(place, count).bytes, at(place), count);
            done += count;
        }
    }

    private void get(long offset, byte[] target, int to, int size) {
        for (int done = 0; done < size; ) {
            long place = offset + done;
            int count = Math.min(PAGE_BYTES - at(place), size - done);
            System.arraycopy(toRead(place, count).bytes, at(place), target, to + done, count);
            done += count;
        }
    }

    private Page toChange(long offset, int size) {
        ensureAvailable(offset + size);
        Page page = toRead(offset, size);
        page.changed = true;
        return page;
    }

    private Page toRead(long offset, int size) {
        if (offset < 0 || offset > length - size) {
            throw new DBException.VolumeIOError(
                    new EOFException("place must be in the file: offset=" + offset + ", fileBytes=" + length));
        }
        return page(number(offset), true);
    }

    private Page page(int number, boolean withContent) {
        if (number >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(number + 1, 2 * pages.length));
        }
        Page page = pages[number];
        if (page == null) {
            page = load(number, withContent);
        }
        page.used = true;
        return page;
    }

    private Page load(int number, boolean withContent) {
        try {
            Page page = room();
            if (withContent) {
                long start = (long) number * PAGE_BYTES;
                int size = file.read(start, page.bytes, 0, PAGE_BYTES);
                // Else what another page has left there would be in the file once it grows.
                Arrays.fill(page.bytes, size, PAGE_BYTES, (byte) 0);
            }
            page.number = number;
            pages[number] = page;
            return page;
        } catch (IOException e) {
            throw new DBException.VolumeIOError(e);
        }
    }

    /** A page that stands for no place of the file. */
    private Page room() throws IOException {
        if (resident.size() < maxPages) {
            Page fresh = new Page();
            resident.add(fresh);
            return fresh;
        }
        Page page = next();
        while (page.used) {
            page.used = false;
            page = next();
        }
        writeBack(page);
        if (page.number != NONE) {
            pages[page.number] = null;
            page.number = NONE;
        }
        return page;
    }

    private Page next() {
        hand = (hand + 1) % resident.size();
        return resident.get(hand);
    }

    private void flush() throws IOException {
        List<Page> changed = new ArrayList<>(resident);
        changed.removeIf(page -> !page.changed);
        changed.sort(Comparator.comparingInt(page -> page.number));
        for (Page page : changed) {
            writeBack(page);
        }
    }

    private void writeBack(Page page) throws IOException {
        if (page.changed) {
            long start = (long) page.number * PAGE_BYTES;
            file.write(start, page.bytes, 0, (int) Math.min(PAGE_BYTES, length - start));
            page.changed = false;
        }
    }
}
