package io.isequencer.cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.architecture.ProjectFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs TLC as the command does: {@code ./isequencer model}. The configurations that hold and take longest are left to the
 * command. Only these tests: {@code mvn test -Dtest=ModelTest}.
 */
@Tag("tlc")
class ModelTest {
    private static final Path TLA = ProjectFiles.ROOT.resolve("tla");
    private static final Path WORK = ProjectFiles.ROOT.resolve("target/tlc/test");

    /** Their like runs in smaller configurations too. */
    private static final Set<String> LEFT_TO_THE_COMMAND =
            Set.of("deep", "events", "explicit", "owners", "plain", "live-owners", "stray-signal");

    @TempDir
    private Path temp;

    @Test
    void everyConfigurationEndsAsItsHeaderSaysAndEveryActionHappens() {
        List<ModelConfig> configs = ModelConfig.readAll(TLA.resolve("configs")).stream()
                .filter(config -> !LEFT_TO_THE_COMMAND.contains(config.name()))
                .toList();
        assertTrue(configs.stream().filter(ModelConfig::mustFail).count() >= 60, "many must fail");
        List<ModelResult> results = new ModelCheck(new ModelRun(TLA, WORK), 2, result -> {}).run(configs);
        assertEquals(
                List.of(),
                results.stream()
                        .filter(result -> !result.asExpected())
                        .map(result -> result.config().name() + ": " + result.problem())
                        .toList());
        assertEquals(List.of(), ModelCheck.neverTaken(results));
        assertTrue(ModelCheck.taken(results).containsAll(List.of("Start", "PowerLoss", "LateCheckpointLands", "Turn")));
    }

    @Test
    void aChangedRuleIsNoticed() throws IOException {
        List<String> unnoticed = new ArrayList<>();
        for (Mutation mutation : List.of(
                new Mutation("R2_MayAppend(taken) == ~taken \\/", "R2_MayAppend(taken) == TRUE \\/", "buffered"),
                new Mutation("[] OTHER -> offset + 1\n\n(* R4", "[] OTHER -> next\n\n(* R4", "explicit"),
                new Mutation("[] OTHER -> offset + 1\n\n(* R6", "[] OTHER -> offset + 2\n\n(* R6", "buffered"),
                new Mutation("ELSE Max(last, Initial[seq] - 1) + 1", "ELSE Max(last, Initial[seq]) + 1", "explicit"),
                new Mutation("THEN pending ELSE Max(pending, stored)", "THEN pending ELSE stored", "explicit"),
                new Mutation("ELSE [k \\in Keys |-> 0]\nR11_Pending(", "ELSE cache\nR11_Pending(", "buffered"),
                new Mutation("ELSE Max(checkpoint, 1)", "ELSE checkpoint", "buffered"),
                new Mutation("ELSE Max(last, number)", "ELSE last", "explicit"),
                new Mutation("ELSE Max(synced, below)", "ELSE synced", "buffered"),
                new Mutation("\\/ append = \"ok\"", "\\/ append \\in {\"ok\", \"failed\"}", "buffered"))) {
            String outcome = runMutant(mutation).outcome();
            if (!outcome.startsWith("violated")) {
                unnoticed.add(mutation.find() + ": " + outcome);
            }
        }
        assertEquals(List.of(), unnoticed);
    }

    @Test
    void aWrongReadingThatNoLongerHarmsIsAnError() throws IOException {
        Mutation repaired = new Mutation(
                "[] On(\"R4_CheckpointN2\") -> offset + 2",
                "[] On(\"R4_CheckpointN2\") -> offset + 1",
                "R4-checkpoint-n2");
        ModelResult result = runMutant(repaired);
        assertFalse(result.asExpected());
        assertEquals("ok", result.outcome(), result.problem());
    }

    private record Mutation(String find, String replace, String config) {}

    private ModelResult runMutant(Mutation mutation) throws IOException {
        Path copy = Files.createTempDirectory(temp, "tla");
        try (DirectoryStream<Path> files = Files.newDirectoryStream(TLA, "*.tla")) {
            for (Path file : files) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        Path rules = copy.resolve("Rules.tla");
        String text = Files.readString(rules);
        assertTrue(text.contains(mutation.find()), () -> "a mutation must apply: find=" + mutation.find());
        Files.writeString(rules, text.replace(mutation.find(), mutation.replace()));
        // Beside its module: TLC looks for it there.
        String name = mutation.config() + ".cfg";
        Path config = Files.createDirectories(copy.resolve("configs")).resolve(name);
        Files.copy(TLA.resolve("configs").resolve(name), config);
        return new ModelRun(copy, temp.resolve("work")).run(ModelConfig.read(config));
    }
}
