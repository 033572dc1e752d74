package io.isequencer.verdict;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * The last step of {@code mvn verify}: prints one table of what ran, and fails the build if something that must have run
 * did not, or if a mutant lives that must not.
 */
public final class Verdict {
    private Verdict() {}

    /**
     * Called by Maven.
     *
     * @param args the project's directory; when the build began: reports from before that count for nothing; whether it is
     *     a thorough one
     */
    public static void main(String[] args) throws IOException {
        Path home = Path.of(args[0]);
        Instant began = Instant.parse(args[1]);
        long sinceMs = began.toEpochMilli();
        Owed owed = Owed.by(Boolean.parseBoolean(args[2]));
        ClassLoader loader = Verdict.class.getClassLoader();
        List<Path> targets = targets(home, module -> true);
        Sources sources = new Sources(
                ProjectFiles.sourceRoots().stream().map(home::resolve).toList());
        List<Section> sections = List.of(
                TestRuns.section(targets, targets(home, owed::isForeignToo), sinceMs, loader),
                Mutants.section(
                        Mutants.read(targets, sources, sinceMs),
                        Files.readString(home.resolve("docs/mutants.md")),
                        owed.thresholds(),
                        owed::isLeft),
                owed == Owed.ALL
                        ? Coverage.ofAll(home.resolve("cli/target/site/jacoco-aggregate"), sinceMs)
                        : Coverage.ofCore(home.resolve("src/target/site/jacoco"), sinceMs));
        List<String> notes = new ArrayList<>(Notes.read(home.resolve("target/verify-notes"), sinceMs));
        notes.addAll(owed.notes());
        System.out.println(text(sections, notes, Duration.between(began, Instant.now())));
        if (sections.stream().anyMatch(section -> !section.problems().isEmpty())) {
            throw new IllegalStateException("mvn verify has not checked everything: see the table above");
        }
    }

    private static List<Path> targets(Path home, Predicate<String> modules) {
        return ProjectFiles.MODULES.stream()
                .filter(modules)
                .map(module -> home.resolve(module).resolve("target"))
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
