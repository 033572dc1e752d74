package io.isequencer.storage.contract;

/** Opens and closes an engine again and again, and looks what that leaves behind. */
final class Openings {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 20;
    private static final int LOOKS = 1_000;
    private static final int QUIET_LOOKS = 10;
    private static final int LOOK_MS = 10;

    private Openings() {}

    /** What is done with a port while it is open. */
    interface Use<P> {
        void of(P port) throws Exception;
    }

    static <P extends AutoCloseable> void require(EngineRule rule, Bench<P> bench, Use<P> use) throws Exception {
        // What is made once for all, as a pool of threads, is there then.
        open(bench, use, WARM_UP);
        long before = settled(bench);
        open(bench, use, ROUNDS);
        long grown = grown(bench, before);
        rule.require(
                grown < ROUNDS / 2,
                () -> "threads and descriptors after " + ROUNDS + " openings: before=" + before + ", more=" + grown);
    }

    private static <P extends AutoCloseable> void open(Bench<P> bench, Use<P> use, int rounds) throws Exception {
        for (int i = 0; i < rounds; i++) {
            use.of(bench.fresh());
            bench.closeAll();
        }
    }

    /** Threads of what was judged before may be ending still: they must not make up for those that are left behind. */
    private static long settled(Bench<?> bench) throws InterruptedException {
        long least = bench.engine().resources();
        for (int quiet = 0, look = 0; quiet < QUIET_LOOKS && look < LOOKS; look++) {
            Thread.sleep(LOOK_MS);
            long now = bench.engine().resources();
            quiet = now < least ? 0 : quiet + 1;
            least = Math.min(least, now);
        }
        return least;
    }

    /** What ends a moment after the close is not held. */
    private static long grown(Bench<?> bench, long before) throws InterruptedException {
        long grown = bench.engine().resources() - before;
        for (int look = 0; look < LOOKS && grown >= ROUNDS / 2; look++) {
            Thread.sleep(LOOK_MS);
            grown = bench.engine().resources() - before;
        }
        return grown;
    }
}
