package io.isequencer.architecture.violators.runtime;

import io.isequencer.storage.memory.MemoryStorage;

/** Breaks a rule on purpose. */
public final class KnowsMemory {
    private KnowsMemory() {}

    static final MemoryStorage STORAGE = new MemoryStorage();
}
