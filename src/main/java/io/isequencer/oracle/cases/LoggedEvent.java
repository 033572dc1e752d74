package io.isequencer.oracle.cases;

import java.util.List;

/**
 * An event of the PLog.
 *
 * @param plogOffset decimal
 * @param wsId decimal, unsigned 64 bits
 * @param values one entry per number; a sequence may occur more than once
 */
public record LoggedEvent(String plogOffset, String wsId, List<SeqNumber> values) {
    public LoggedEvent {
        values = List.copyOf(values);
    }
}
