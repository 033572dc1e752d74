package io.isequencer.proof.evaluate;

import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All states that the relation reaches in a finite world, as far as a limit goes. */
final class SmallWorld {
    final Domain domain;
    final State constants;

    SmallWorld(int owners, int seqs, int events, int numbersPerEvent, int writes, int appends) {
        this(owners, 1, seqs, events, numbersPerEvent, writes, appends);
    }

    SmallWorld(int owners, int workspaces, int seqs, int events, int numbersPerEvent, int writes, int appends) {
        domain = new Domain(
                Map.of(
                        Variables.OWNER, owners,
                        Variables.WORKSPACE, workspaces,
                        Variables.SEQ, seqs,
                        Variables.WRITE, writes,
                        Variables.APPEND, appends,
                        Sort.OFFSET, events + 3,
                        Sort.NUMBER, events * numbersPerEvent + 2),
                Variables.all());
        constants = new State(domain)
                .fill(Variables.INITIAL, 1)
                .fill(Variables.CLOSER, 1)
                .fill(Variables.MAY_TURN, 1)
                .set(Variables.MAX_EVENTS, events)
                .set(Variables.MAX_PER_EVENT, numbersPerEvent)
                .set(Variables.MAX_NUMBER, events * numbersPerEvent + 1)
                .set(Variables.MAX_UNFLUSHED, 1)
                .set(Variables.LATE_APPENDS, appends)
                .set(Variables.LATE_WRITES, writes)
                .set(Variables.ONE_OWNER, owners == 1 ? 1 : 0);
    }

    /** Sees the steps that are taken. */
    interface Steps {
        void step(CompiledAction action, long[] arguments, State before, State after);
    }

    /** Visits states breadth-first; returns how often each action was taken. */
    Map<String, Integer> explore(Relation relation, int limit, Consumer<State> visitor) {
        return explore(relation, limit, visitor, (action, arguments, before, after) -> {});
    }

    /** The same, and shows each step too. */
    Map<String, Integer> explore(Relation relation, int limit, Consumer<State> visitor, Steps steps) {
        List<CompiledAction> actions = new ArrayList<>();
        relation.actions().stream()
                .filter(action -> action.choices().isEmpty())
                .forEach(action -> actions.add(new CompiledAction(domain, action)));
        State first = new CompiledAction(domain, relation.init()).after(constants);
        Set<State> known = new HashSet<>(Set.of(first));
        Queue<State> open = new ArrayDeque<>(known);
        Map<String, Integer> taken = new TreeMap<>();
        while (!open.isEmpty()) {
            State state = open.poll();
            visitor.accept(state);
            for (CompiledAction action : actions) {
                action.forEach(state, (arguments, after) -> {
                    taken.merge(action.action().label(), 1, Integer::sum);
                    steps.step(action, arguments, state, after);
                    if (known.size() < limit && known.add(after)) {
                        open.add(after);
                    }
                });
            }
        }
        return taken;
    }
}
