package io.isequencer.oracle.drive;

import java.nio.charset.StandardCharsets;

/**
 * The last bytes of a stream.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
final class ByteTail {
    private final byte[] kept;
    private int size;

    ByteTail(int capacity) {
        kept = new byte[capacity];
    }

    synchronized void add(byte[] bytes, int length) {
        int taken = Math.min(length, kept.length);
        int stays = Math.min(size, kept.length - taken);
        System.arraycopy(kept, size - stays, kept, 0, stays);
        System.arraycopy(bytes, length - taken, kept, stays, taken);
        size = stays + taken;
    }

    synchronized String text() {
        return new String(kept, 0, size, StandardCharsets.UTF_8);
    }
}
