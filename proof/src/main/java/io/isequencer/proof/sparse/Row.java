package io.isequencer.proof.sparse;

/**
 * A map from one or two numbers to one, open-addressed. What is not in it has the default value, and what gets that value
 * leaves it. Where that is 0, no value is negative.
 */
final class Row {
    private static final int SMALLEST = 4;
    private static final int WORTH_SHRINKING = 64;

    private final long absent;
    private final int width;
    private long[] cells;
    private int mask;
    private int size;

    /**
     * An empty map.
     *
     * @param wide whether its keys are two numbers; otherwise the second one is 0
     */
    Row(long absent, boolean wide) {
        this.absent = absent;
        width = wide ? 3 : 2;
        allocate(SMALLEST);
    }

    private void allocate(int capacity) {
        cells = new long[capacity * width];
        mask = capacity - 1;
        if (absent != 0) {
            empty();
        }
    }

    private void empty() {
        for (int at = 0; at < cells.length; at += width) {
            cells[at] = absent;
        }
    }

    int size() {
        return size;
    }

    long get(long key, long second) {
        return cells[find(key, second)];
    }

    /** Returns the value of before. */
    long put(long key, long second, long value) {
        if (absent == 0 && value < 0) {
            throw new ArithmeticException("value must not be negative: value=" + value);
        }
        int at = find(key, second);
        long before = cells[at];
        if (value == absent) {
            if (before != absent) {
                remove(at);
            }
            return before;
        }
        cells[at] = value;
        if (before == absent) {
            cells[at + 1] = key;
            if (width == 3) {
                cells[at + 2] = second;
            }
            size++;
            if (size * 4L > (mask + 1) * 3L) {
                grow();
            }
        }
        return before;
    }

    void clear() {
        if (size == 0) {
            return;
        }
        boolean roomy = mask >= WORTH_SHRINKING && size < mask / 8;
        size = 0;
        if (roomy) {
            allocate(SMALLEST);
        } else if (absent == 0) {
            java.util.Arrays.fill(cells, 0);
        } else {
            empty();
        }
    }

    /** For loops: {@link #keyAt} and {@link #secondAt} of each place from 0 on that {@link #isAt}. */
    int places() {
        return mask + 1;
    }

    boolean isAt(int place) {
        return cells[place * width] != absent;
    }

    long keyAt(int place) {
        return cells[place * width + 1];
    }

    long secondAt(int place) {
        return width == 3 ? cells[place * width + 2] : 0;
    }

    private int find(long key, long second) {
        int place = home(key, second);
        while (true) {
            int at = place * width;
            if (cells[at] == absent || cells[at + 1] == key && (width == 2 || cells[at + 2] == second)) {
                return at;
            }
            place = place + 1 & mask;
        }
    }

    private int home(long key, long second) {
        long mixed = (key + second * 31) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & mask;
    }

    private void grow() {
        long[] old = cells;
        allocate((mask + 1) * 2);
        for (int from = 0; from < old.length; from += width) {
            if (old[from] != absent) {
                int at = find(old[from + 1], width == 3 ? old[from + 2] : 0);
                System.arraycopy(old, from, cells, at, width);
            }
        }
    }

    /** Moves back what probed past the place, so that no mark of a removal stays. */
    private void remove(int at) {
        size--;
        int hole = at / width;
        int place = hole;
        while (true) {
            place = place + 1 & mask;
            int from = place * width;
            if (cells[from] == absent) {
                break;
            }
            int home = home(cells[from + 1], width == 3 ? cells[from + 2] : 0);
            if ((place - home & mask) >= (place - hole & mask)) {
                System.arraycopy(cells, from, cells, hole * width, width);
                hole = place;
            }
        }
        cells[hole * width] = absent;
    }
}
