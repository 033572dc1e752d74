package io.isequencer.proof.smt;

import io.isequencer.proof.invariant.Counting;
import io.isequencer.proof.invariant.Liveness;
import io.isequencer.proof.invariant.Part;
import io.isequencer.proof.invariant.Progress;
import io.isequencer.proof.invariant.Properties;
import io.isequencer.proof.invariant.Property;
import io.isequencer.proof.invariant.Refinement;
import io.isequencer.proof.relation.Action;
import io.isequencer.proof.relation.Relation;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What has to be proved: that each part of the invariant holds in the beginning and is kept by each action, and that the
 * properties follow.
 *
 * <p>A part that speaks of nothing that an action changes is kept by it: that is an obligation too, and no solver is
 * needed.
 */
public final class Obligations {
    /** What the properties of states are about instead of an action. */
    public static final String STATES = "states";

    /** What the name of an assumed part begins with. */
    public static final String PART = "part.";

    private static final Action NONE = new Action(STATES, "", List.of(), List.of(), List.of(), List.of());

    private final Relation relation;
    private final List<Part> parts;
    private final List<Batch> batches = new ArrayList<>();
    private final Predicate<String> wanted;
    private int untouched;

    /**
     * @param parts the invariant, or less than it
     * @param wanted which obligations are asked for, by name
     */
    public Obligations(Relation relation, List<Part> parts, Predicate<String> wanted) {
        this.relation = relation;
        this.parts = List.copyOf(parts);
        this.wanted = wanted;
        for (Part.Group group : Part.Group.values()) {
            begin(group);
            relation.actions().forEach(action -> keep(action, group));
        }
        relation.actions().forEach(this::steps);
        Properties.ofStates().forEach(this::follows);
        Liveness.all().forEach(this::progresses);
    }

    /** Those that take a solver. */
    public List<Batch> batches() {
        return batches;
    }

    /** How many hold because the action changes nothing that they speak of. */
    public int untouched() {
        return untouched;
    }

    private void begin(Part.Group group) {
        Writer writer = new Writer(
                relation.init(),
                group.name(),
                List.of(),
                () -> group == Part.Group.BOUND ? Counting.facts(relation.init()) : List.of());
        for (Part part : parts) {
            if (part.group() == group) {
                writer.goal(part.name(), () -> relation.init().after(part.term()));
            }
        }
        if (group == Part.Group.HIGHEST) {
            writer.goal("Implements", () -> relation.init().after(Refinement.init()));
        }
        writer.finish();
    }

    private void keep(Action action, Part.Group group) {
        Writer writer = new Writer(
                action,
                group.name(),
                hypotheses(group::restsOn),
                () -> group == Part.Group.BOUND ? Counting.facts(action) : List.of());
        for (Part part : parts) {
            if (part.group() == group && isTouched(action, part.name(), part.term())) {
                writer.goal(part.name(), () -> action.after(part.term()));
            }
        }
        writer.finish();
    }

    private void steps(Action action) {
        List<Property> properties = new ArrayList<>(Properties.ofSteps());
        properties.add(Refinement.of(action));
        for (Property property : properties) {
            if (isTouched(action, property.name(), property.term())) {
                Writer writer = new Writer(action, property.name(), hypotheses(property.groups()::contains), List::of);
                writer.goal(property.name(), () -> action.unfold(property.term()));
                writer.finish();
            }
        }
    }

    /** Nothing that is due is put off, and it is always somebody's turn who can take a step. */
    private void progresses(Progress progress) {
        for (Action action : relation.actions()) {
            if (!isWanted(action, progress.name())) {
                continue;
            }
            Term claim = progress.step(action);
            if (action.isFlushers() || action.isActualizers() || isTouched(action, progress.name(), claim)) {
                progresses(action, progress.name(), () -> action.unfold(claim));
            }
        }
        progresses(NONE, progress.name(), () -> progress.state(relation.actions()));
    }

    private void progresses(Action action, String name, Supplier<Term> term) {
        Writer writer = new Writer(action, name, hypotheses(Liveness.GROUPS::contains), () -> Counting.facts(action));
        writer.goal(name, term);
        writer.finish();
    }

    private void follows(Property property) {
        Writer writer = new Writer(NONE, property.name(), hypotheses(property.groups()::contains), List::of);
        writer.goal(property.name(), property::term);
        writer.finish();
    }

    private boolean isWanted(Action action, String claim) {
        return wanted.test(action.label() + "/" + claim);
    }

    /** Whether it is asked for and takes a solver; if it takes none, it is counted. */
    private boolean isTouched(Action action, String claim, Term term) {
        if (!isWanted(action, claim)) {
            return false;
        }
        boolean touched = action.concerns(term);
        untouched += touched ? 0 : 1;
        return touched;
    }

    private List<Part> hypotheses(Predicate<Part.Group> groups) {
        return parts.stream().filter(part -> groups.test(part.group())).toList();
    }

    /** Writes one batch; nothing as long as no goal is asked for, or one obligation would cost as much as all. */
    private final class Writer {
        private final Action action;
        private final String about;
        private final List<Part> hypotheses;
        private final Supplier<List<Term>> facts;
        private final SmtText text = new SmtText();
        private final StringBuilder assumptions = new StringBuilder();
        private final List<Batch.Goal> goals = new ArrayList<>();
        private int counts;

        /** @param facts that the goals may need */
        Writer(Action action, String about, List<Part> hypotheses, Supplier<List<Term>> facts) {
            this.action = action;
            this.about = about;
            this.hypotheses = hypotheses;
            this.facts = facts;
        }

        private void assume() {
            assumptions.append(SmtText.declarations(SmtText.sortsOf(Variables.all()), Variables.all()));
            action.parameters().forEach(each -> assumptions.append(text.parameter(each)));
            StringBuilder assertions = new StringBuilder();
            relation.axioms().forEach(each -> assertions.append(assertion(each)));
            for (Part part : hypotheses) {
                assertions.append("(assert (! ").append(text.term(part.term()));
                assertions.append(" :named ").append(PART).append(part.name()).append("))\n");
            }
            action.guard().forEach(each -> assertions.append(assertion(each)));
            assumptions.append(newCounts()).append(assertions);
            StringBuilder known = new StringBuilder();
            facts.get().forEach(fact -> known.append(assertion(fact)));
            assumptions.append(newCounts()).append(known);
        }

        private String assertion(Term term) {
            return "(assert " + text.term(term) + ")\n";
        }

        private String newCounts() {
            String declared = text.newCounts(counts);
            counts = text.counts();
            return declared;
        }

        void goal(String claim, Supplier<Term> term) {
            if (isWanted(action, claim)) {
                if (goals.isEmpty()) {
                    assume();
                }
                String denial = assertion(Terms.not(term.get()));
                assumptions.append(newCounts());
                goals.add(new Batch.Goal(action.label(), claim, denial));
            }
        }

        void finish() {
            if (!goals.isEmpty()) {
                batches.add(new Batch(action.label() + " " + about, assumptions.toString(), goals));
            }
        }
    }
}
