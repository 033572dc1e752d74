package io.isequencer.cli.sequence;

import io.isequencer.cli.Text;
import java.util.List;

/**
 * Which fields of an event command have been seen.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link BadLineException} for an unknown, a repeated or a missing field.
 * </ul>
 */
final class SeenFields {
    private static final List<String> NAMES = List.of("ref", "wsKind", "wsId", "seqIds", "explicit");
    private static final int REQUIRED = 4;

    private int seen;

    void clear() {
        seen = 0;
    }

    void take(String name) throws BadLineException {
        int index = NAMES.indexOf(name);
        if (index < 0) {
            throw new BadLineException(
                    "field must be one of " + String.join(", ", NAMES) + ": field=" + Text.quoted(name));
        }
        if ((seen & 1 << index) != 0) {
            throw new BadLineException("field must be given once: field=" + Text.quoted(name));
        }
        seen |= 1 << index;
    }

    void requireAll() throws BadLineException {
        for (int index = 0; index < REQUIRED; index++) {
            if ((seen & 1 << index) == 0) {
                throw new BadLineException("field must be given: field=" + Text.quoted(NAMES.get(index)));
            }
        }
    }
}
