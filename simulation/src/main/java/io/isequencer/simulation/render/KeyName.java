package io.isequencer.simulation.render;

import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A key of a world and the short name that traces and timelines use for it.
 *
 * @param name as {@code w0/s1}
 * @param wsId unsigned
 */
public record KeyName(String name, long wsId, int seqId, long initialValue) {
    /** The keys of a world, in their order. */
    public static List<KeyName> of(Options options) {
        List<KeyName> names = new ArrayList<>();
        for (int key = 0; key < options.keys(); key++) {
            int sequence = key % options.sequences();
            names.add(new KeyName(
                    Words.key(options, key),
                    Options.wsId(key / options.sequences()),
                    Options.seqId(sequence),
                    Options.initialValue(sequence)));
        }
        return names;
    }
}
