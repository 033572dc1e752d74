package io.isequencer.proof.prove;

import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.smt.Batch;
import io.isequencer.proof.smt.Obligations;
import io.isequencer.proof.smt.Solver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parts of the invariant nothing needs: without one of these all the rest is proved just as well.
 *
 * <p>A proof names what it used. What it used it need not have needed; so a part is dropped, and the obligations that
 * used it are proved again until one fails.
 */
public final class Needed {
    /** A solver that reports what it used. */
    public interface Cores {
        /** As {@code Z3.used}. */
        List<List<String>> used(Batch batch);
    }

    private final Relation relation;
    private final List<Part> parts;
    private final Solver solver;
    private final Map<String, List<String>> users = new LinkedHashMap<>();

    public Needed(Relation relation, List<Part> parts, Solver solver, Cores cores) {
        this.relation = relation;
        this.parts = List.copyOf(parts);
        this.solver = solver;
        for (Batch batch : new Obligations(relation, parts, name -> true).batches()) {
            List<List<String>> used = cores.used(batch);
            for (int i = 0; i < used.size(); i++) {
                String goal = batch.goals().get(i).name();
                if (used.get(i) != null) {
                    used.get(i)
                            .forEach(name -> users.computeIfAbsent(name, any -> new ArrayList<>())
                                    .add(goal));
                }
            }
        }
    }

    /** An obligation that is not proved without the part; null if there is none. */
    public String userOf(Part part) {
        List<Part> rest =
                parts.stream().filter(each -> !each.name().equals(part.name())).toList();
        for (String user : users.getOrDefault(Obligations.PART + part.name(), List.of())) {
            // It falls with the part.
            boolean own = user.endsWith("/" + part.name());
            if (!own && !proved(rest, user)) {
                return user;
            }
        }
        return null;
    }

    private boolean proved(List<Part> rest, String goal) {
        return new Obligations(relation, rest, goal::equals)
                .batches().stream()
                        .flatMap(batch -> solver.prove(batch).stream())
                        .allMatch(answer -> answer == Solver.Answer.PROVED);
    }
}
