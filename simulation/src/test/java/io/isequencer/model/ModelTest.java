package io.isequencer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.laboratory.CheckFailedException;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs TLC as the command does: {@code ./isequencer model}. The configurations that hold and take longest are left to the
 * command; those of the stories, and small ones that hold, are the sample of a build. Only these tests:
 * {@code mvn test -Dtest=ModelTest}.
 */
@Tag("tlc")
class ModelTest {
    private static final Path TLA = ProjectFiles.ROOT.resolve("tla");
    private static final Path WORK = ProjectFiles.ROOT.resolve("target/tlc/test");

    /** Their like runs in smaller configurations too. */
    private static final Set<String> LEFT_TO_THE_COMMAND = Set.of(
            "deep", "events", "explicit", "owners", "plain", "live-owners", "stray-signal", "bounded", "forgetful");

    private static final Set<String> SMALL = Set.of("buffered", "late", "live-keys");

    /** A sample; the command runs all. */
    private static final Set<String> SOME_MUTANTS = Set.of(
            "R1-failed-is-settled",
            "R3-flush-leaps",
            "R5-snapshot-of-no-values",
            "R8-pending-noted-late",
            "R11-cache-survives",
            "R16-offset-0",
            "R18-not-told",
            "WA-no-sync");

    @TempDir
    private Path temp;

    @Test
    void configurationsEndAsTheirHeadersSayAndActionsHappen() {
        Stories stories = new Stories(ProjectFiles.read("docs/protocol.md")).sample();
        List<ModelConfig> configs = Sample.of(
                ModelConfig.readAll(TLA.resolve("configs")).stream()
                        .filter(config -> !LEFT_TO_THE_COMMAND.contains(config.name()))
                        .toList(),
                config -> SMALL.contains(config.name()) || stories.configs().contains(config.name()));
        assertTrue(
                configs.stream().filter(ModelConfig::mustFail).count()
                        >= (Sample.isAll() ? 60 : stories.configs().size()),
                "many must fail");
        List<ModelResult> results = new ModelCheck(new ModelRun(TLA, WORK), 2, result -> {}).run(configs);
        assertEquals(
                List.of(),
                results.stream()
                        .filter(result -> !result.asExpected())
                        .map(result -> result.config().name() + ": " + result.problem())
                        .toList());
        assertEquals(List.of(), stories.notAsTold(results));
        assertTrue(taken(results).containsAll(List.of("Start", "PowerLoss", "LateCheckpointLands")));
        if (Sample.isAll()) {
            assertEquals(List.of(), ModelCheck.neverTaken(results));
            assertTrue(taken(results).contains("Turn"));
        }
    }

    /** The actions that were taken in any of the runs. */
    private static Set<String> taken(List<ModelResult> results) {
        return results.stream()
                .flatMap(result -> result.coverage().entrySet().stream())
                .filter(action -> action.getValue() > 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void aChangedRuleIsNoticed() {
        List<Mutant> some = Mutant.readAll(TLA.resolve("mutants.txt")).stream()
                .filter(mutant -> SOME_MUTANTS.contains(mutant.name()))
                .toList();
        assertEquals(SOME_MUTANTS.size(), some.size());
        assertEquals(List.of(), survivors(Sample.oneIn(4, some)));
    }

    @Test
    void aChangeThatHarmsNothingOrIsNoSpecificationCountsAsNotNoticed() {
        String offset = "[] On(\"R4_CheckpointN2\") -> offset + ";
        List<Mutant> mutants = List.of(
                mutant("repairs-a-wrong-reading", "R4-checkpoint-n2", offset + "2", offset + "1"),
                mutant("harms-nothing", "R16-zero-is-none", offset + "2", offset + "3"),
                mutant("is-no-specification", "R16-zero-is-none", offset + "2", offset + "("));
        assertEquals(List.of("harms-nothing", "is-no-specification"), survivors(mutants));
    }

    @Test
    void everyRuleHasChangesThatApplyAndConfigurations() {
        List<Mutant> mutants = Mutant.readAll(TLA.resolve("mutants.txt"));
        Set<String> rules = mutants.stream().map(Mutant::rule).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(19, rules.size(), rules::toString);
        for (Mutant mutant : mutants) {
            mutant.apply(ProjectFiles.read("tla/" + mutant.file()));
            assertTrue(ProjectFiles.exists("tla/configs/" + mutant.config() + ".cfg"), mutant::name);
            assertTrue(ProjectFiles.read("tla/RESULTS.md").contains("| `" + mutant.name() + "` |"), mutant::name);
        }
        Mutant gone = mutant("gone", "quick", "no such text", "x");
        assertThrows(CheckFailedException.class, () -> gone.apply(ProjectFiles.read("tla/Rules.tla")));
    }

    private List<String> survivors(List<Mutant> mutants) {
        List<String> names = new ArrayList<>();
        List<ModelResult> results = new MutantRun(TLA, temp).run(mutants, 2, (name, result) -> {});
        for (int i = 0; i < results.size(); i++) {
            if (!MutantRun.killed(results.get(i))) {
                names.add(mutants.get(i).name());
            }
        }
        return names;
    }

    private static Mutant mutant(String name, String config, String find, String replace) {
        return new Mutant(name, "R4", "Rules.tla", config, "A test's change.", Map.of(find, replace));
    }
}
