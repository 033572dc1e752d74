package io.isequencer.storage.faulty;

/**
 * Port to the passing of time, for slow calls.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe.
 * </ul>
 */
@FunctionalInterface
public interface Pauser {
    /** Real time; an interrupt ends the pause and stays set. */
    Pauser SLEEP = delayMs -> {
        try {
            Thread.sleep(delayMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    };

    void pause(long delayMs);
}
