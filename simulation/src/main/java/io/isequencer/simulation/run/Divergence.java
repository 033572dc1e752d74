package io.isequencer.simulation.run;

import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.StepListener;
import java.util.Arrays;

/** Where two runs of a seed part. */
public final class Divergence {
    private Divergence() {}

    /** The number of the first move that differs in two runs of the seed, or 0 if none does. */
    public static int firstIn(long seed, Options options) {
        return firstIn(chain(seed, options, RunObserver.NONE), chain(seed, options, RunObserver.NONE));
    }

    static int firstIn(long[] one, long[] two) {
        int mismatch = Arrays.mismatch(one, two);
        return mismatch + 1;
    }

    /** The rolling hash after each move. */
    static long[] chain(long seed, Options options, RunObserver observer) {
        Chain chain = new Chain(observer);
        new Run(seed, options, chain, StepListener.NONE).execute();
        return Arrays.copyOf(chain.hashes, chain.size);
    }

    private static final class Chain implements RunObserver {
        private final RunObserver next;
        private final StateHash hash = new StateHash();
        private long[] hashes = new long[1024];
        private int size;

        Chain(RunObserver next) {
            this.next = next;
        }

        @Override
        public void onMove(int number, long move, World world) {
            next.onMove(number, move, world);
            hash.add(move, world);
            if (size == hashes.length) {
                hashes = Arrays.copyOf(hashes, size * 2);
            }
            hashes[size] = hash.value();
            size++;
        }
    }
}
