package io.isequencer.cli.trace;

import java.nio.file.Path;
import java.util.List;

/**
 * Whether a trace is a behaviour of the specification, and if not, why.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 * </ul>
 *
 * @param steps how many steps fit, from the first on
 * @param misfit the first line that does not; null if all do
 * @param explanation for people; empty if all fit
 */
record TraceVerdict(Path file, int steps, TraceLine misfit, List<String> explanation, double seconds) {
    boolean valid() {
        return misfit == null;
    }
}
