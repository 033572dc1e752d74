package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.catalogue.Catalogue;
import io.isequencer.oracle.catalogue.RandomCases;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Which cases are run, and how.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link java.util.regex.PatternSyntaxException} if a glob is none.
 * </ul>
 *
 * @param level all cases up to it
 * @param patienceMs how long a reply may take, in real time; {@link #FOR_EVER_MS} for any time
 * @param globs the ids, as {@code L3-torn-*}: any of them; empty for all
 */
public record CheckPlan(Level level, long seed, Profile profile, long patienceMs, List<String> globs) {
    /** A month: longer than anybody looks at a breakpoint. */
    public static final long FOR_EVER_MS = TimeUnit.DAYS.toMillis(30);

    /** How long a reply may take unless somebody says otherwise. */
    public static final long USUAL_PATIENCE_MS = 10_000;

    /** The first reply may take so many times as long as any other: its process has to start. */
    public static final int START_PATIENCES = 3;

    public CheckPlan {
        globs = List.copyOf(globs);
    }

    /** With one glob, or null for all cases. */
    public CheckPlan(Level level, String glob, long seed, Profile profile, long patienceMs) {
        this(level, seed, profile, patienceMs, glob == null ? List.of() : List.of(glob));
    }

    /** Whether nothing but the level chooses. */
    public boolean isWhole() {
        return globs.isEmpty();
    }

    /** The cases for an adapter with these bounds. */
    public List<Case> cases(Bounds bounds) {
        List<PathMatcher> matchers = globs.stream().map(CheckPlan::matcher).toList();
        return all(bounds)
                .filter(testCase -> isWhole() || matchers.stream().anyMatch(matcher -> matches(matcher, testCase)))
                .toList();
    }

    /** The globs that match no case. */
    public List<String> unmatchedGlobs() {
        List<Case> all = all(Bounds.USUAL).toList();
        return globs.stream()
                .filter(glob -> {
                    PathMatcher matcher = matcher(glob);
                    return all.stream().noneMatch(testCase -> matches(matcher, testCase));
                })
                .toList();
    }

    private Stream<Case> all(Bounds bounds) {
        return Stream.concat(Catalogue.cases(bounds).stream(), RandomCases.cases(seed).stream())
                .filter(testCase -> testCase.level().compareTo(level) <= 0);
    }

    private static PathMatcher matcher(String glob) {
        return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    }

    private static boolean matches(PathMatcher matcher, Case testCase) {
        return matcher.matches(Path.of(testCase.id()));
    }
}
