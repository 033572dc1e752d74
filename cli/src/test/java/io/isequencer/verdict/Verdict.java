package io.isequencer.verdict;

import io.isequencer.testing.ProjectFiles;
import io.isequencer.verdict.Mutants.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The last step of {@code mvn verify}: prints one table of what ran, and fails the build if something that must have run
 * did not, or if a mutant lives that must not.
 */
public final class Verdict {
    /** For each package whose mutants the build makes. */
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

    /** Of these a thorough build makes the mutants, and no other. */
    private static final Set<String> THOROUGH = Set.of("storage.disk", "storage.mapdb", "storage.segment");

    private Verdict() {}

    /**
     * Called by Maven.
     *
     * @param args the project's directory; when the build began: reports from before that count for nothing; whether it is
     *     a thorough one
     */
    public static void main(String[] args) throws IOException {
        Path home = Path.of(args[0]);
        List<Path> targets = ProjectFiles.MODULES.stream()
                .map(module -> home.resolve(module).resolve("target"))
                .toList();
        Instant began = Instant.parse(args[1]);
        long sinceMs = began.toEpochMilli();
        boolean isThorough = Boolean.parseBoolean(args[2]);
        ClassLoader loader = Verdict.class.getClassLoader();
        Sources sources = new Sources(
                ProjectFiles.sourceRoots().stream().map(home::resolve).toList());
        List<Section> sections = List.of(
                TestRuns.section(targets, sinceMs, loader),
                Mutants.section(
                        Mutants.read(targets, sources, sinceMs),
                        Files.readString(home.resolve("docs/mutants.md")),
                        thresholds(isThorough)),
                Coverage.section(home.resolve("cli/target/site/jacoco-aggregate"), sinceMs));
        List<String> notes = new ArrayList<>(Notes.read(home.resolve("target/verify-notes"), sinceMs));
        if (!isThorough) {
            notes.add("a sample of what is much alike was checked; all of it: mvn verify -Pthorough");
        }
        System.out.println(text(sections, notes, Duration.between(began, Instant.now())));
        if (sections.stream().anyMatch(section -> !section.problems().isEmpty())) {
            throw new IllegalStateException("mvn verify has not checked everything: see the table above");
        }
    }

    static List<Threshold> thresholds(boolean isThorough) {
        return THRESHOLDS.stream()
                .filter(threshold -> isThorough || !THOROUGH.contains(threshold.packageName()))
                .toList();
    }

    static String text(List<Section> sections, List<String> notes, Duration took) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-40s %8s %9s  %s", "what was checked", "cases", "seconds", "outcome"));
        for (Section section : sections) {
            for (Row row : section.rows()) {
                String seconds = row.seconds() < 0 ? "" : String.format(Locale.ROOT, "%.1f", row.seconds());
                lines.add(String.format(
                        Locale.ROOT, "%-40s %,8d %9s  %s", row.what(), row.cases(), seconds, row.outcome()));
            }
        }
        notes.forEach(note -> lines.add("note: " + note));
        sections.forEach(section -> section.problems().forEach(problem -> lines.add("WRONG: " + problem)));
        lines.add(String.format(
                Locale.ROOT, "mvn verify took %d min %d s so far", took.toMinutes(), took.toSecondsPart()));
        return String.join("\n", lines);
    }
}
