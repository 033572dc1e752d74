package io.isequencer.storage.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * The stores of one scenario, all of them closed at its end.
 *
 * <ul>
 *   <li><i>Threading:</i> one thread; {@link #cut} any.
 * </ul>
 */
final class Bench<P extends AutoCloseable> {
    private final Engine<P> engine;
    private final String prefix;
    private final List<P> open = new ArrayList<>();
    private int stores;
    private P port;

    /** @param prefix of the names of its stores, which nobody else uses */
    Bench(Engine<P> engine, String prefix) {
        this.engine = engine;
        this.prefix = prefix;
    }

    Engine<P> engine() {
        return engine;
    }

    /** What is open: the first time a new, empty store. */
    P port() throws Exception {
        return port == null ? fresh() : port;
    }

    /** Another new, empty store, which is the one at hand from now on. */
    P fresh() throws Exception {
        stores++;
        port = opened();
        return port;
    }

    /** The same store once more, beside what is open. */
    P another() throws Exception {
        return opened();
    }

    P reopen() throws Exception {
        open.remove(port);
        port.close();
        port = opened();
        return port;
    }

    P crash() throws Exception {
        open.remove(port);
        engine.crash(port);
        port = opened();
        return port;
    }

    void cut() throws Exception {
        engine.cut();
    }

    /** Closes what is open now, without a trace. */
    void closeAll() throws Exception {
        List<P> closing = List.copyOf(open);
        open.clear();
        port = null;
        for (P each : closing) {
            each.close();
        }
    }

    private P opened() throws Exception {
        P opened = engine.open(prefix + stores);
        open.add(opened);
        return opened;
    }
}
