package io.isequencer.storage.contract;

import java.io.File;
import java.util.EnumSet;
import java.util.Set;

/**
 * An engine as the suite handles it: one port, and what can be done to the engine behind it.
 *
 * <ul>
 *   <li><i>Threading:</i> {@link #cut} may be called while calls are under way; the rest by one thread.
 *   <li><i>Errors:</i> whatever it throws fails the rule that is being judged.
 * </ul>
 *
 * @param <P> the port
 */
public abstract class Engine<P extends AutoCloseable> {
    /**
     * Opens the store of that name: a new and empty one the first time, then, if {@link Capability#REOPEN} is declared,
     * the same with what is in it. Names are letters, digits and hyphens.
     */
    protected abstract P open(String store) throws Exception;

    /** Ends what is behind the port as a kill would, without a close. Needed for {@link Capability#CRASH}. */
    protected void crash(P port) throws Exception {
        throw new UnsupportedOperationException("crash must be implemented if it is declared: engine=" + getClass());
    }

    /** Breaks all connections, once. Needed for {@link Capability#CUT}. */
    protected void cut() throws Exception {
        throw new UnsupportedOperationException("cut must be implemented if it is declared: engine=" + getClass());
    }

    public Set<Capability> capabilities() {
        return EnumSet.noneOf(Capability.class);
    }

    /** Whether calls are made in this process: else nothing can be said of threads, visitors and objects of the caller. */
    public boolean isInProcess() {
        return true;
    }

    /** The longest payload of an event that the suite tries, in bytes. */
    public int maxPayloadBytes() {
        return 1 << 20;
    }

    /** How many random runs there are; fewer for an engine whose calls take milliseconds. */
    protected int randomRuns() {
        return 300;
    }

    /** Threads and, where the system tells, open descriptors: what must not grow with the number of openings. */
    protected long resources() {
        String[] descriptors = new File("/proc/self/fd").list();
        return Thread.getAllStackTraces().size() + (descriptors == null ? 0 : descriptors.length);
    }
}
