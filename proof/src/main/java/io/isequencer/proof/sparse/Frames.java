package io.isequencer.proof.sparse;

import java.util.Arrays;

/**
 * The values of all symbols that have the same one argument, of which there are few values, or none: side by side, in a
 * frame for each value of the argument, each symbol in its slot. Most of what an action reads and writes is of one owner,
 * and so of one frame.
 */
final class Frames {
    /** What each symbol begins with, by slot. It stands for all frames that were not written. */
    private long[] blank = new long[0];

    private final int kept;
    private long[][] frames = new long[0][];

    /**
     * Without any symbol.
     *
     * @param kept how many frames are the same ones for ever, once there are any
     */
    Frames(int kept) {
        this.kept = kept;
    }

    /** A place for another symbol; all are added before anything is written. */
    int add(long first) {
        blank = Arrays.copyOf(blank, blank.length + 1);
        blank[blank.length - 1] = first;
        return blank.length - 1;
    }

    /** The frame, to be read. */
    long[] at(long place) {
        return place < frames.length ? frames[(int) place] : blank;
    }

    /** The frame, to be written. */
    long[] toWrite(long place) {
        if (place >= frames.length) {
            grow((int) place + 1);
        }
        return frames[(int) place];
    }

    private void grow(int places) {
        int before = frames.length;
        frames = Arrays.copyOf(frames, places);
        for (int place = before; place < places; place++) {
            frames[place] = blank.clone();
        }
    }

    /** How many places have a frame. */
    int places() {
        return frames.length;
    }

    void clear() {
        frames = Arrays.copyOf(frames, Math.min(kept, frames.length));
        for (long[] frame : frames) {
            System.arraycopy(blank, 0, frame, 0, frame.length);
        }
    }
}
