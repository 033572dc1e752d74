package io.isequencer.storage.faulty;

import java.util.ArrayList;
import java.util.List;

/**
 * Effects of calls that have failed for their caller and are still on their way.
 *
 * <ul>
 *   <li><i>Threading:</i> thread-safe; an effect lands outside the lock.
 * </ul>
 */
final class LateEffects {
    private final List<Runnable> effects = new ArrayList<>();

    synchronized void add(Runnable effect) {
        effects.add(effect);
    }

    synchronized int size() {
        return effects.size();
    }

    /** Lets one land; 0 is the oldest. */
    void land(int index) {
        take(index).run();
    }

    private synchronized Runnable take(int index) {
        if (index < 0 || index >= effects.size()) {
            throw new IllegalArgumentException(
                    "index must be that of a late effect: index=" + index + ", waiting=" + effects.size());
        }
        return effects.remove(index);
    }
}
