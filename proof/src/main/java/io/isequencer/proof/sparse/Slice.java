package io.isequencer.proof.sparse;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Action.Update;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The part of a relation that decides which steps are possible and what becomes of some symbols: a symbol that no guard
 * reads, and no value of a symbol that is kept, is left out with all that is done to it. What is left takes the same steps:
 * nothing that was left out is ever asked for.
 *
 * @param init what each symbol begins with
 */
public record Slice(Set<Symbol> symbols, Action init, List<Action> actions) {
    /**
     * Slices actions.
     *
     * @param wanted symbols to be kept in any case
     * @param constants puts values for constants
     */
    public static Slice of(Action init, List<Action> actions, Set<Symbol> wanted, UnaryOperator<Term> constants) {
        Action begin = with(init, constants);
        List<Action> all = actions.stream().map(each -> with(each, constants)).toList();
        Set<Symbol> kept = new LinkedHashSet<>(wanted);
        all.forEach(each -> each.guard().forEach(term -> read(term, kept)));
        int before = -1;
        while (before != kept.size()) {
            before = kept.size();
            all.forEach(action -> action.updates().stream()
                    .filter(update -> kept.contains(update.place().function()))
                    .toList()
                    .forEach(update -> {
                        read(update.place(), kept);
                        read(update.value(), kept);
                    }));
        }
        return new Slice(
                Set.copyOf(kept),
                only(begin, kept),
                all.stream().map(each -> only(each, kept)).toList());
    }

    private static void read(Term term, Set<Symbol> symbols) {
        Terms.visit(term, leaf -> {
            if (leaf instanceof Term.Read read) {
                symbols.add(read.function());
            }
        });
    }

    private static Action with(Action action, UnaryOperator<Term> constants) {
        List<Term> guard = new ArrayList<>();
        for (Term conjunct : action.guard()) {
            Term folded = constant(conjunct, constants);
            if (!folded.equals(Terms.TRUE)) {
                guard.add(folded);
            }
        }
        List<Update> updates = action.updates().stream()
                .map(update -> new Update(update.place(), update.each(), constant(update.value(), constants)))
                .toList();
        return new Action(action.name(), action.variant(), action.parameters(), action.choices(), guard, updates);
    }

    private static Term constant(Term term, UnaryOperator<Term> constants) {
        return Folding.fold(Terms.rewrite(term, constants));
    }

    private static Action only(Action action, Set<Symbol> kept) {
        List<Update> updates = action.updates().stream()
                .filter(update -> kept.contains(update.place().function()))
                .toList();
        return new Action(
                action.name(), action.variant(), action.parameters(), action.choices(), action.guard(), updates);
    }
}
