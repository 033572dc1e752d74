package io.isequencer.proof.relation;

import io.isequencer.proof.term.Key;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An action: what must hold before it, and what it changes. All else stays as it is.
 *
 * <p>All values are taken from the state before. An action that the specification writes as a disjunction is several
 * here, of one name and with a variant each.
 *
 * @param name as in {@code tla/Sequencer.tla}
 * @param variant which branch of it; empty if there is one alone
 * @param parameters whom and what it is about; a step is an action with values for them
 * @param choices the functions that it chooses, too
 * @param guard its conjuncts
 */
public record Action(
        String name,
        String variant,
        List<Term.Variable> parameters,
        List<Symbol> choices,
        List<Term> guard,
        List<Update> updates) {

    /**
     * What becomes of a function at a place, or at many.
     *
     * @param place its arguments; those that are variables of {@code each} stand for all values
     */
    public record Update(Term.Read place, List<Term.Variable> each, Term value) {
        public Update {
            each = List.copyOf(each);
        }
    }

    public Action {
        parameters = List.copyOf(parameters);
        choices = List.copyOf(choices);
        guard = List.copyOf(guard);
        updates = List.copyOf(updates);
    }

    /** Its name and variant. */
    public String label() {
        return variant.isEmpty() ? name : name + "/" + variant;
    }

    /** Whether it is one of FlusherStep, which is taken in the end if it stays possible. */
    public boolean isFlushers() {
        return name.startsWith("Fl") && !name.startsWith("Flush");
    }

    /** Whether it is one of ActualizerStep, which is taken in the end if it stays possible. */
    public boolean isActualizers() {
        return name.startsWith("Act") && !name.startsWith("Actualize");
    }

    /** The same term about the state after this action, in terms of the state before. */
    public Term after(Term term) {
        return Terms.rewrite(term, leaf -> leaf instanceof Term.Read read ? valueAfter(read) : leaf);
    }

    /** A term over both states, in terms of the state before. */
    public Term unfold(Term term) {
        return Terms.rewrite(term, leaf -> leaf instanceof Term.Read read && read.next() ? valueAfter(read) : leaf);
    }

    private Term valueAfter(Term.Read read) {
        Term value = new Term.Read(read.function(), read.arguments(), false);
        for (Update update : updates) {
            if (update.place().function().equals(read.function())) {
                value = afterUpdate(update, read.arguments(), value);
            }
        }
        return value;
    }

    private static Term afterUpdate(Update update, List<Term> arguments, Term otherwise) {
        Map<Term.Variable, Term> actual = new HashMap<>();
        List<Term> here = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Term place = update.place().arguments().get(i);
            if (place instanceof Term.Variable variable && update.each().contains(variable)) {
                actual.put(variable, arguments.get(i));
            } else if (!place.equals(arguments.get(i))) {
                here.add(arguments.get(i).is(place));
            }
        }
        return Terms.choose(Terms.and(here), Terms.substitute(update.value(), actual), otherwise);
    }

    /** Whether it changes anything that the term speaks of. */
    public boolean concerns(Term term) {
        Set<Symbol> changed =
                updates.stream().map(update -> update.place().function()).collect(Collectors.toSet());
        AtomicBoolean concerned = new AtomicBoolean();
        Terms.visit(term, leaf -> {
            if (leaf instanceof Term.Read read && changed.contains(read.function())) {
                concerned.set(true);
            }
        });
        return concerned.get();
    }

    /** Begins an action of this name. */
    static Builder named(String name, Term... parameters) {
        return new Builder(name, parameters);
    }

    /** The same action as a starting point for another. */
    Builder toBuilder() {
        Builder builder = new Builder(name, parameters.toArray(new Term[0]));
        builder.variant = variant;
        builder.choices.addAll(choices);
        builder.guard.addAll(guard);
        builder.updates.addAll(updates);
        return builder;
    }

    /** Collects an action's parts. */
    static final class Builder {
        private final String name;
        private final List<Term.Variable> parameters = new ArrayList<>();
        private final List<Symbol> choices = new ArrayList<>();
        private final List<Term> guard = new ArrayList<>();
        private final List<Update> updates = new ArrayList<>();
        private String variant = "";

        private Builder(String name, Term... parameters) {
            this.name = name;
            for (Term parameter : parameters) {
                this.parameters.add((Term.Variable) parameter);
            }
        }

        Builder variant(String text) {
            variant = text;
            return this;
        }

        Builder choosing(Symbol... functions) {
            choices.addAll(List.of(functions));
            return this;
        }

        /** All of these must hold. */
        Builder when(Term... conjuncts) {
            for (Term conjunct : conjuncts) {
                if (!conjunct.equals(Terms.TRUE)) {
                    guard.add(conjunct);
                }
            }
            return this;
        }

        Builder without(Term conjunct) {
            if (!guard.remove(conjunct)) {
                throw new IllegalArgumentException("guard must have the conjunct: action=" + name + ", " + conjunct);
            }
            return this;
        }

        /** Drops the one conjunct that has a quantifier. */
        Builder withoutQuantified() {
            List<Term> quantified = guard.stream().filter(Builder::isQuantified).toList();
            if (quantified.size() != 1) {
                throw new IllegalArgumentException("guard must have one conjunct with a quantifier: action=" + name);
            }
            return without(quantified.get(0));
        }

        private static boolean isQuantified(Term term) {
            return term instanceof Term.Quantified
                    || term instanceof Term.Operation operation
                            && operation.operands().stream().anyMatch(Builder::isQuantified);
        }

        Term parameter(int position) {
            return parameters.get(position);
        }

        /** Drops what it does to a function. */
        Builder without(Symbol function) {
            if (!updates.removeIf(update -> update.place().function().equals(function))) {
                throw new IllegalArgumentException(
                        "action must change the function: action=" + name + ", function=" + function.name());
            }
            return this;
        }

        Builder set(Term.Read place, Term value) {
            return add(place, List.of(), value);
        }

        Builder set(Term.Read place, long value) {
            return set(place, Terms.number(value));
        }

        Builder set(Term.Read place, boolean value) {
            return set(place, Terms.truth(value));
        }

        /** For each key: {@code function[at, key] := value[key]}. */
        Builder setEachKey(Function<Key, Term.Read> place, Function<Key, Term> value) {
            Term.Variable workspace = new Term.Variable("w", Variables.WORKSPACE);
            Term.Variable seq = new Term.Variable("s", Variables.SEQ);
            Key key = new Key(workspace, seq);
            return add(place.apply(key), List.of(workspace, seq), value.apply(key));
        }

        /** For all values of the arguments behind the given ones: {@code function[first, rest] := value[rest]}. */
        Builder setAll(Symbol function, List<Term> first, Function<List<Term>, Term> value) {
            List<Term.Variable> rest = new ArrayList<>();
            for (Sort sort : function.arguments()
                    .subList(first.size(), function.arguments().size())) {
                rest.add(new Term.Variable("x" + rest.size(), sort));
            }
            List<Term> arguments = new ArrayList<>(first);
            arguments.addAll(rest);
            return add(function.at(arguments.toArray()), rest, value.apply(List.copyOf(rest)));
        }

        Builder add(Term.Read place, List<Term.Variable> each, Term value) {
            updates.add(new Update(place, each, value));
            return this;
        }

        /** Whatever another part of the relation does, too. */
        Builder also(UnaryOperator<Builder> more) {
            return more.apply(this);
        }

        Action build() {
            return new Action(name, variant, parameters, choices, guard, updates);
        }
    }
}
