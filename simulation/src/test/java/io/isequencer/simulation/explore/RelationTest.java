package io.isequencer.simulation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.defects.Defect;
import io.isequencer.defects.DefectLab;
import io.isequencer.proof.evaluate.CompiledAction;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import io.isequencer.simulation.explore.relation.Abstraction;
import io.isequencer.simulation.explore.relation.RelationSearch;
import io.isequencer.simulation.explore.state.CodeGraph;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.testing.ProjectFiles;
import io.isequencer.testing.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alone: {@code mvn test -Dtest=RelationTest -pl simulation -am}. */
@Tag("graph")
class RelationTest {
    private static final Path HOME = ProjectFiles.ROOT;
    private static final int MAX_STATES = 1_000_000;
    private static final List<String> WORLDS =
            Sample.of(List.of("late", "explicit", "small", "two-keys"), "late"::equals);

    /** There the relation's own states are those of the specification, see {@link RelationBeyondCodeTest}. */
    private static final List<String> BEYOND_CODE = List.of("forgetful", "last-number");

    /** Conjuncts of guards, counted from 1, that decide in no state of these worlds, and why. */
    private static final Map<String, String> NEVER_DECIDES = never();

    private static Map<String, String> never() {
        Map<String, String> never = new TreeMap<>();
        for (String up : List.of("FlSnapshot 1", "FlStop 1", "ActStop 1", "Evict 1")) {
            never.put(up, "Of an owner that is down the other conjuncts are false too.");
        }
        for (String free : List.of("AppendUnknownLate 3", "FlFail/late 3")) {
            never.put(free, "One may be in flight at a time: if none is, each place is free.");
        }
        for (String used : List.of("LateAppendLands/taken 1", "LateValueLands 1")) {
            never.put(used, "A place that nothing is in holds the first values: offset 0, no numbers.");
        }
        for (int i : List.of(5, 7)) {
            never.put("PowerLoss/storage " + i, "What a storage comes back with is 0 or more in every world.");
        }
        never.put("PowerLoss/storage 1", "Where a storage forgets, the storm never ends.");
        never.put("PowerLoss 5", "Where a storage forgets, the log does not buffer, which is the conjunct 4.");
        never.put("ActClear 2", "A flusher has stopped while its owner works: then the actualizer waits for it.");
        never.put("Flush 2", "What was appended was so in a transaction.");
        return never;
    }

    private static final Relation RELATION = Relation.right();
    private static List<RelationResult> results;

    /** By world: states to try changed actions in. */
    private static final Map<Abstraction, List<byte[]>> SAMPLES = new ConcurrentHashMap<>();

    @TempDir
    static Path work;

    @BeforeAll
    static void exploreAll() {
        results = WORLDS.parallelStream().map(RelationTest::explored).toList();
        if (Sample.isAll()) {
            BEYOND_CODE.parallelStream().forEach(RelationTest::sampleBeyondCode);
        }
    }

    private static RelationResult explored(String world) {
        try {
            Exploration exploration = exploration(world);
            RelationResult result = exploration.compareWith(RELATION, Invariant.parts());
            sample(exploration.search().graph());
            return result;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void sampleBeyondCode(String world) {
        try {
            Constants constants = Constants.read(HOME.resolve("tla/relation").resolve(world + ".cfg"));
            sample(new RelationSearch(constants, RELATION, List.of()).explore(MAX_STATES));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Exploration exploration(String world) throws IOException {
        return new Exploration(world, cfg(world), MAX_STATES);
    }

    private static Path cfg(String world) {
        return HOME.resolve("tla/explore").resolve(world + ".cfg");
    }

    private static void sample(CodeGraph graph) {
        int states = graph.reached();
        List<byte[]> sample = new ArrayList<>();
        for (int i = 0; i < states; i += 1 + states / 1_500) {
            sample.add(graph.states().get(i));
        }
        SAMPLES.put(new Abstraction(graph.layout()), sample);
    }

    @Test
    void theRelationIsTheGraphOfEachWorld() {
        for (RelationResult world : results) {
            assertEquals(null, world.graph().violated(), world.graph()::message);
            assertEquals(List.of(), world.graph().differences());
            assertTrue(world.graph().same(), world::toString);
            assertEquals(world.graph().edges(), world.graph().specEdges());
        }
        int states = results.stream().mapToInt(world -> world.graph().states()).sum();
        assertTrue(states > (Sample.isAll() ? 250_000 : 10_000), "not vacuous: states=" + states);
    }

    @Tag("thorough")
    @Test
    void eachActionHappensAndEachPartHasSomethingToSay() {
        assertEquals(List.of(), RelationResult.unseen(results));
        List<String> alone = RelationResult.unseen(results.subList(0, 1));
        assertTrue(alone.contains("action Use"), alone::toString);
        assertTrue(alone.stream().anyMatch(name -> name.startsWith("premise ")), alone::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "R10-prune-never, violates woken",
        "R15-close-retries-for-ever, only in code: FlSnapshot",
        "R15-close-waits-for-the-scan, only in relation: ActStop",
        "R04-checkpoint-is-the-event, violates upToNext",
        "R15-no-last-try, violates lastTry"
    })
    void aPlantedDefectOfTheCodeIsSeen(String id, String expected) throws IOException {
        Defect defect = Defect.readAll(HOME.resolve("simulation/defects")).stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        String[] seen = new DefectLab(HOME, work.resolve("defects")).exploreRelation(defect, cfg("tiny"), MAX_STATES);
        assertTrue(seen.length > 0, "the defect is not seen");
        assertEquals(expected, seen[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"R4_CheckpointN2", "R11_KeepCache", "R12_NoSignalAtEnd", "R15_NoLastTry"})
    void aWrongReadingOfTheRelationIsSeen(String reading) throws IOException {
        ExploreResult result = exploration("tiny")
                .compareWith(Relation.wrong(Set.of(reading)), Invariant.parts())
                .graph();
        assertTrue(result.different(), result::toString);
        assertTrue(result.onlyInSpec() > 0, result::toString);
        assertEquals(true, result.differences().get(0).cause());
    }

    @Test
    void aPartThatDoesNotHoldIsShownWithTheWayThere() throws IOException {
        Part wrong = new Part(
                "nobodyIsUp",
                Part.Group.RANGES,
                "No owner is up.",
                Terms.forAll(Variables.OWNER, "o", o -> Terms.not(Variables.UP.at(o))));
        ExploreResult result =
                exploration("tiny").compareWith(RELATION, List.of(wrong)).graph();
        assertEquals("nobodyIsUp", result.violated());
        assertEquals(List.of("Open"), result.path());
        assertTrue(result.message().contains("owner[a].up=TRUE"), result::message);
    }

    @Test
    void aGhostThatIsNotKeptIsSeen() throws IOException {
        Relation careless = changed(action -> action.name().equals("Next")
                ? without(action, update -> update.place().function().equals(Variables.TX_TOP))
                : action);
        ExploreResult result =
                exploration("tiny").compareWith(careless, Invariant.parts()).graph();
        assertEquals("NothingElse", result.violated());
        assertTrue(result.message().endsWith("Next leaves txTop=[0], must be [1]"), result::message);
    }

    @Test
    void aBeginningElsewhereIsSeen() throws IOException {
        Action begun =
                without(RELATION.init(), update -> update.place().function().equals(Variables.NEXT_OFFSET));
        Relation elsewhere = new Relation(RELATION.axioms(), begun, RELATION.actions());
        ExploreResult result =
                exploration("tiny").compareWith(elsewhere, Invariant.parts()).graph();
        assertEquals("Init", result.violated());
    }

    private interface Change {
        Action of(Action action);
    }

    private interface Left {
        boolean out(Action.Update update);
    }

    private static Relation changed(Change change) {
        return new Relation(
                RELATION.axioms(),
                RELATION.init(),
                RELATION.actions().stream().map(change::of).toList());
    }

    private static Action without(Action action, Left left) {
        List<Action.Update> updates =
                action.updates().stream().filter(update -> !left.out(update)).toList();
        return new Action(
                action.name(), action.variant(), action.parameters(), action.choices(), action.guard(), updates);
    }

    @Tag("thorough")
    @Test
    void eachConjunctOfAGuardIsTied() {
        Set<String> unseen = new TreeSet<>();
        int tried = 0;
        for (Action action : RELATION.actions()) {
            for (int i = 0; i < action.guard().size(); i++) {
                tried++;
                if (!differs(action, weakened(action, i))) {
                    unseen.add(action.label() + " " + (i + 1));
                }
            }
        }
        assertTrue(tried > 100, "not vacuous: tried=" + tried);
        assertEquals(NEVER_DECIDES.keySet(), unseen);
    }

    private static Action weakened(Action action, int left) {
        List<Term> guard = new ArrayList<>(action.guard());
        guard.remove(left);
        return new Action(
                action.name(), action.variant(), action.parameters(), action.choices(), guard, action.updates());
    }

    private static boolean differs(Action one, Action other) {
        return SAMPLES.entrySet().stream().anyMatch(world -> {
            Abstraction abstraction = world.getKey();
            CompiledAction right = new CompiledAction(abstraction.domain(), one);
            CompiledAction changed = new CompiledAction(abstraction.domain(), other);
            return world.getValue().stream().anyMatch(bytes -> {
                State state = abstraction.read(bytes);
                return !steps(right, state).equals(steps(changed, state));
            });
        });
    }

    private static Map<String, State> steps(CompiledAction action, State state) {
        Map<String, State> steps = new LinkedHashMap<>();
        try {
            action.forEach(state, (arguments, after) -> steps.put(Arrays.toString(arguments), after));
        } catch (IllegalArgumentException outOfBounds) {
            steps.put(outOfBounds.getMessage(), state);
        }
        return steps;
    }
}
