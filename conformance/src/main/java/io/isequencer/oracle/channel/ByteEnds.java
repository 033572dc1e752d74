package io.isequencer.oracle.channel;

import java.nio.charset.StandardCharsets;

/**
 * The first and the last bytes of a stream: a panic says what it is in its first lines, most else in its last.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
final class ByteEnds {
    private final byte[] head;
    private final byte[] tail;
    private int headSize;
    private int tailSize;
    private long leftOut;

    ByteEnds(int headCapacity, int tailCapacity) {
        head = new byte[headCapacity];
        tail = new byte[tailCapacity];
    }

    synchronized void add(byte[] bytes, int length) {
        int first = Math.min(length, head.length - headSize);
        System.arraycopy(bytes, 0, head, headSize, first);
        headSize += first;
        addToTail(bytes, first, length - first);
    }

    private void addToTail(byte[] bytes, int from, int length) {
        int taken = Math.min(length, tail.length);
        int stays = Math.min(tailSize, tail.length - taken);
        leftOut += tailSize + length - stays - taken;
        System.arraycopy(tail, tailSize - stays, tail, 0, stays);
        System.arraycopy(bytes, from + length - taken, tail, stays, taken);
        tailSize = stays + taken;
    }

    /** Forgets all. */
    synchronized void clear() {
        headSize = 0;
        tailSize = 0;
        leftOut = 0;
    }

    /** Both ends, with a line between them that says what is missing, if anything is. */
    synchronized String text() {
        String first = new String(head, 0, headSize, StandardCharsets.UTF_8);
        String last = new String(tail, 0, tailSize, StandardCharsets.UTF_8);
        return leftOut == 0 ? first + last : first + "\n… " + leftOut + " bytes left out …\n" + last;
    }
}
