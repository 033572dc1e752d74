package io.isequencer.storage.contract;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/** An engine with every capability, whose stores are in memory. */
final class PretendEngine<S extends PretendEngine.Stored, P extends AutoCloseable> extends Engine<P> {
    private final Map<String, S> stores = new ConcurrentHashMap<>();
    private final Supplier<S> created;
    private final Function<S, P> handle;

    /** What outlives a handle. */
    static class Stored {
        final AtomicBoolean cut = new AtomicBoolean();
    }

    /** A handle that can be lost. */
    interface Crashing {
        void crash();
    }

    PretendEngine(Supplier<S> created, Function<S, P> handle) {
        this.created = created;
        this.handle = handle;
    }

    @Override
    protected P open(String store) {
        return handle.apply(stores.computeIfAbsent(store, name -> created.get()));
    }

    @Override
    protected void crash(P port) {
        ((Crashing) port).crash();
    }

    @Override
    protected void cut() {
        stores.values().forEach(stored -> stored.cut.set(true));
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.allOf(Capability.class);
    }
}
