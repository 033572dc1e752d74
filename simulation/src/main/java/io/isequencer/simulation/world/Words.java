package io.isequencer.simulation.world;

import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;

/** Short names of keys, values and events, the same in every trace and on every timeline. */
public final class Words {
    private Words() {}

    /** As {@code w0/s1}: the workspace's rank and the seqId. */
    public static String key(Options options, int key) {
        return "w" + key / options.sequences() + "/s" + Options.seqId(key % options.sequences());
    }

    public static String key(long wsId, int seqId) {
        return "w" + Options.workspace(wsId) + "/s" + seqId;
    }

    /** As {@code w0: s1=5, s2=200001!}; the exclamation mark says explicit. */
    public static String event(Options options, LogEvent event) {
        StringBuilder text = new StringBuilder("w").append(options.keyOf(event.wsId(), 1) / options.sequences());
        for (int i = 0; i < event.size(); i++) {
            text.append(i == 0 ? ": s" : ", s").append(event.seqId(i));
            text.append('=').append(event.number(i)).append(event.explicit(i) ? "!" : "");
        }
        return event.size() == 0 ? text + ": no numbers" : text.toString();
    }

    /** As {@code w0/s1=5, w1/s1=3}. */
    public static String batch(Options options, ValueBatch batch) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < batch.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(key(batch.wsId(i), batch.seqId(i)));
            text.append('=').append(batch.number(i));
        }
        return text.toString();
    }
}
