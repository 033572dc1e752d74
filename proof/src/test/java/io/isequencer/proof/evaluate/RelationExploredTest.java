package io.isequencer.proof.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.proof.invariant.Invariant;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.invariant.Properties;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Term;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The relation as it is evaluated: no solver. */
@Tag("slow")
class RelationExploredTest {
    private static final int STATES = 3_000;

    private static Map<String, Term> claims() {
        Map<String, Term> claims = new LinkedHashMap<>();
        Invariant.parts().forEach((Part part) -> claims.put(part.name(), part.term()));
        Properties.ofStates().forEach(property -> claims.put(property.name(), property.term()));
        return claims;
    }

    /** Which claims do not hold in all states, and whether the ghosts are what the rest determines. */
    private static Set<String> broken(SmallWorld world, Relation relation, Set<String> taken) {
        Set<String> broken = new TreeSet<>();
        Map<String, Condition> conditions = new LinkedHashMap<>();
        claims().forEach((name, term) -> conditions.put(name, new Condition(world.domain, term)));
        taken.addAll(world.explore(relation, STATES, state -> {
                    conditions.forEach((name, condition) -> {
                        if (!condition.holds(state)) {
                            broken.add(name);
                        }
                    });
                    if (!Ghosts.complete(state.copy()).equals(state)) {
                        broken.add("ghosts");
                    }
                })
                .keySet());
        return broken;
    }

    @Test
    void everyReachedStateSatisfiesTheInvariantAndTheProperties() {
        Set<String> taken = new TreeSet<>();
        SmallWorld late = new SmallWorld(1, 1, 2, 1, 1, 1);
        late.constants.set(Variables.BUFFERED, 1);
        SmallWorld explicit = new SmallWorld(1, 2, 1, 2, 1, 0);
        explicit.constants.set(Variables.MAY_USE, 1, 2);
        SmallWorld owners = new SmallWorld(2, 1, 2, 1, 0, 1);

        assertEquals(Set.of(), broken(late, Relation.right(), taken));
        assertEquals(Set.of(), broken(explicit, Relation.right(), taken));
        assertEquals(Set.of(), broken(owners, Relation.right(), taken));
        assertTrue(taken.containsAll(Set.of("Flush", "ActScan", "Use", "FlPrune", "LateAppendLands", "PowerLoss")));
    }

    @Test
    void aWrongReadingBreaksBoth() {
        Set<String> broken =
                broken(new SmallWorld(1, 1, 2, 1, 0, 0), Relation.wrong(Set.of("R4_CheckpointN2")), new TreeSet<>());

        assertTrue(broken.containsAll(Set.of("published", "CheckpointReal")), broken.toString());
    }
}
