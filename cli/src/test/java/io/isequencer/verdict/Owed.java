package io.isequencer.verdict;

import io.isequencer.verdict.Mutants.Threshold;
import java.util.List;
import java.util.Set;

/** What a build must have checked: all, if it is thorough, or a sample of each kind. */
enum Owed {
    SAMPLE {
        @Override
        boolean isLeft(String packageName) {
            return !packageName.equals("core");
        }

        @Override
        boolean isForeignToo(String module) {
            return WRITERS.contains(module);
        }

        @Override
        List<String> notes() {
            return List.of(
                    "mutants and coverage of core alone, and in a foreign locale the quick ones of "
                            + String.join(", ", WRITERS.stream().sorted().toList()),
                    "a sample of what is much alike was checked; all of it: mvn verify -Pthorough");
        }
    },

    ALL {
        @Override
        boolean isLeft(String packageName) {
            return false;
        }

        @Override
        boolean isForeignToo(String module) {
            return true;
        }

        @Override
        List<String> notes() {
            return List.of();
        }
    };

    /** For each package whose mutants a thorough build makes. */
    static final List<Threshold> THRESHOLDS = List.of(
            new Threshold("core", 95, true),
            new Threshold("api", 85, false),
            new Threshold("spi", 85, false),
            new Threshold("oracle.history", 95, true),
            new Threshold("oracle.judge", 95, true),
            new Threshold("proof.evaluate", 95, true),
            new Threshold("recording", 95, false),
            new Threshold("runtime", 85, false),
            new Threshold("storage.cache", 85, false),
            new Threshold("storage.caches", 85, false),
            new Threshold("storage.disk", 85, false),
            new Threshold("storage.faulty", 85, false),
            new Threshold("storage.mapdb", 85, false),
            new Threshold("storage.memory", 85, false),
            new Threshold("storage.segment", 85, false),
            new Threshold("storage.segment.maintenance", 85, false));

    /** The modules that write what is read elsewhere: files, messages, reports, output. */
    private static final Set<String> WRITERS = Set.of("storage", "simulation", "conformance", "cli");

    static Owed by(boolean isThorough) {
        return isThorough ? ALL : SAMPLE;
    }

    /** Whether it makes no mutants of a package. */
    abstract boolean isLeft(String packageName);

    /** Whether quick tests of a module run in a foreign locale too. */
    abstract boolean isForeignToo(String module);

    /** What the table must say of it. */
    abstract List<String> notes();

    final List<Threshold> thresholds() {
        return THRESHOLDS.stream()
                .filter(threshold -> !isLeft(threshold.packageName()))
                .toList();
    }
}
