package io.isequencer.docs;

import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.AccessModifier;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much two APIs differ, from least to most. */
enum ApiChange {
    NONE,
    /** Programs that were written or compiled for the older one go on with the newer one. */
    COMPATIBLE,
    INCOMPATIBLE;

    /** What differs, and how much that is at most. */
    record Difference(ApiChange change, List<String> classes) {}

    /** A version: MAJOR.MINOR.PATCH, while it is made with -SNAPSHOT behind it. */
    record Version(int major, int minor, int patch, boolean isSnapshot) {
        private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(-SNAPSHOT)?");

        static Version of(String text) {
            Matcher version = FORM.matcher(text);
            if (!version.matches()) {
                throw new IllegalArgumentException("version must be MAJOR.MINOR.PATCH: version=" + text);
            }
            return new Version(
                    Integer.parseInt(version.group(1)),
                    Integer.parseInt(version.group(2)),
                    Integer.parseInt(version.group(3)),
                    version.group(4) != null);
        }
    }

    static Difference between(Path older, Path newer, List<String> classPath) {
        JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
        options.setAccessModifier(AccessModifier.PROTECTED);
        options.getClassPathEntries().addAll(classPath);
        ApiChange most = NONE;
        TreeSet<String> changed = new TreeSet<>();
        for (JApiClass type : new JarArchiveComparator(options)
                .compare(new JApiCmpArchive(older.toFile(), "older"), new JApiCmpArchive(newer.toFile(), "newer"))) {
            ApiChange change = of(type);
            if (change != NONE) {
                changed.add(change + " " + type.getFullyQualifiedName() + " " + type.getCompatibilityChanges());
            }
            most = change.compareTo(most) > 0 ? change : most;
        }
        return new Difference(most, List.copyOf(changed));
    }

    private static ApiChange of(JApiClass type) {
        if (!type.isBinaryCompatible() || !type.isSourceCompatible()) {
            return INCOMPATIBLE;
        }
        return type.getChangeStatus() == JApiChangeStatus.UNCHANGED ? NONE : COMPATIBLE;
    }

    /**
     * By the table of docs/versioning.md.
     *
     * @param promised the version whose API is compared with; the one that is being made, as long as nothing is released
     */
    static ApiChange allowed(Version promised, Version now) {
        if (now.major() != promised.major()) {
            return later(now.major(), promised.major(), INCOMPATIBLE);
        }
        if (now.minor() != promised.minor()) {
            return later(now.minor(), promised.minor(), now.major() == 0 ? INCOMPATIBLE : COMPATIBLE);
        }
        if (now.patch() != promised.patch()) {
            return later(now.patch(), promised.patch(), NONE);
        }
        // What is promised for a release is what it has; until then something may be added.
        return now.isSnapshot() ? COMPATIBLE : NONE;
    }

    private static ApiChange later(int now, int promised, ApiChange allowed) {
        if (now < promised) {
            throw new IllegalArgumentException("version must not go back: promised=" + promised + ", now=" + now);
        }
        return allowed;
    }
}
