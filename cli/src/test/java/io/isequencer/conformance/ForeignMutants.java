package io.isequencer.conformance;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of {@code conformance/results/mutants}: what the oracle saw of the mutants of a bundled sequencer. Written by
 * {@link RecordMutants}.
 *
 * @param adapter id in {@code adapters.json}
 * @param toolVersion what its compiler or interpreter calls itself
 * @param every which part of all mutants was judged: one in so many
 * @param mutants in the order of the files and lines
 */
record ForeignMutants(String adapter, String toolVersion, int every, List<Judged> mutants) {
    /** The sequencers that are mutated: those whose background has threads of its own. */
    static final List<Sources> ALL = List.of(
            new Sources("python", SourceMutants.Syntax.PYTHON, List.of("sequencer.py")),
            new Sources("go", SourceMutants.Syntax.GO, List.of("sequencer.go", "tasks.go", "lru.go")));

    /** What is mutated of an adapter: its sequencer, not how it speaks. */
    record Sources(String adapter, SourceMutants.Syntax syntax, List<String> files) {
        /** A part of the mutants of all files, and the file of each. */
        List<Chosen> mutants(int every) {
            List<Chosen> all = new ArrayList<>();
            for (String file : files) {
                String text = ProjectFiles.read("conformance/adapters/" + adapter + "/" + file);
                SourceMutants.of(syntax, text).forEach(mutant -> all.add(new Chosen(file, mutant)));
            }
            List<Chosen> chosen = new ArrayList<>();
            for (int i = 0; i < all.size(); i += every) {
                chosen.add(all.get(i));
            }
            return chosen;
        }
    }

    /** A mutant of a file. */
    record Chosen(String file, SourceMutants.Mutant mutant) {}

    /** What came of a mutant. */
    enum Outcome {
        /** A case failed, or the protocol was broken, and again when the case was run alone. */
        SEEN,
        /** No case saw it. */
        LIVES,
        /** It is no program. */
        NO_PROGRAM
    }

    /**
     * A mutant that was judged.
     *
     * @param was the line, without the blanks around it
     * @param nth of those that change such a line so, from 1
     * @param by the case that saw it; empty if none did
     * @param rule the rule that the case named; empty if none did
     */
    record Judged(String file, String was, String is, int nth, Outcome outcome, String by, String rule) {
        @JsonIgnore
        boolean isOf(Chosen chosen) {
            SourceMutants.Mutant mutant = chosen.mutant();
            return file.equals(chosen.file())
                    && was.equals(mutant.was())
                    && is.equals(mutant.is())
                    && nth == mutant.nth();
        }

        /** As the page of those that live lists it. */
        @JsonIgnore
        String title() {
            String changed = is.isEmpty() ? "nothing" : "`" + is + "`";
            return "`" + was + "` → " + changed + (nth == 1 ? "" : " (" + nth + ")");
        }
    }

    /** The committed result of an adapter; null if there is none. */
    static ForeignMutants read(String adapter) throws IOException {
        Path file = file(adapter);
        return Files.exists(file) ? new ObjectMapper().readValue(Files.readString(file), ForeignMutants.class) : null;
    }

    void write() throws IOException {
        Files.createDirectories(file(adapter).getParent());
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        Files.writeString(file(adapter), new ObjectMapper().writer(lines).writeValueAsString(this) + "\n");
    }

    long count(Outcome outcome) {
        return mutants.stream().filter(judged -> judged.outcome() == outcome).count();
    }

    private static Path file(String adapter) {
        return ProjectFiles.ROOT.resolve("conformance/results/mutants").resolve(adapter + ".json");
    }
}
