package io.isequencer.storage.directory;

import io.isequencer.api.SeqTypes;
import io.isequencer.spi.Event;
import io.isequencer.spi.NumberTable;

/**
 * Whether a log can have been numbered with declared sequences: each issued number is one of a declared sequence, and the
 * first of a key is its initial value.
 *
 * <p>Keys of events that were dropped are taken as they are: nobody knows their first numbers.
 *
 * <ul>
 *   <li><i>Units:</i> memory grows with the number of keys.
 *   <li><i>Source:</i> rules R6 and R18 of {@code docs/protocol.md}.
 * </ul>
 */
final class TypesCheck {
    private final SeqTypes types;
    private final NumberTable last = new NumberTable();
    private String problem;

    TypesCheck(SeqTypes types) {
        this.types = types;
    }

    /** The first contradiction, as {@code rule: name=value}, or null. */
    String problem() {
        return problem;
    }

    /** Takes a key of the events that were dropped. */
    void base(long wsId, int seqId, long number) {
        last.raise(wsId, seqId, number);
    }

    /** Takes the events in their order. */
    void event(Event event) {
        for (int i = 0; i < event.size() && problem == null; i++) {
            if (!event.explicit(i)) {
                issued(event, event.seqId(i), event.number(i));
            }
            base(event.wsId(), event.seqId(i), event.number(i));
        }
    }

    private void issued(Event event, int seqId, long number) {
        long initialValue = initialValue(event.wsKind(), seqId);
        String found = ", wsKind=" + event.wsKind() + ", seqId=" + seqId + ", number=" + number + ", plogOffset="
                + event.plogOffset();
        if (initialValue == 0) {
            problem = "types must declare what the log has numbers of: declared=false" + found;
        } else if (last.get(event.wsId(), seqId) < initialValue && number != initialValue) {
            problem = "first number of a sequence must be its initial value: initialValue=" + initialValue + found;
        }
    }

    /** The initial value of a sequence, 0 if it is not declared. */
    private long initialValue(int wsKind, int seqId) {
        SeqTypes.Kind kind = types.kinds().get(wsKind);
        for (int slot = 0; kind != null && slot < kind.size(); slot++) {
            if (kind.seqId(slot) == seqId) {
                return kind.initialValue(slot);
            }
        }
        return 0;
    }
}
