package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Catalogue;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.RandomCases;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which cases are run, and how.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 * </ul>
 *
 * @param level all cases up to it
 * @param glob the ids, as {@code L3-torn-*}; null for all
 * @param patienceMs how long a reply may take, in real time
 */
public record CheckPlan(Level level, String glob, long seed, Profile profile, long patienceMs) {
    /** The cases for an adapter with these bounds. */
    public List<Case> cases(Bounds bounds) {
        Stream<Case> all = Stream.concat(Catalogue.cases(bounds).stream(), RandomCases.cases(seed, bounds).stream());
        if (glob == null) {
            return all.filter(it -> it.level().compareTo(level) <= 0).toList();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return all.filter(it -> it.level().compareTo(level) <= 0)
                .filter(it -> matcher.matches(Path.of(it.id())))
                .toList();
    }
}
