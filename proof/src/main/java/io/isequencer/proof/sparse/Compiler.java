package io.isequencer.proof.sparse;

import io.isequencer.proof.relation.Action.Update;
import io.isequencer.proof.sparse.SparseAction.Write;
import io.isequencer.proof.sparse.Table.Form;
import io.isequencer.proof.term.Term;
import io.isequencer.proof.term.Term.Operator;
import io.isequencer.proof.term.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Turns terms into code over a state's tables. What goes over all values of some variables goes over a region instead,
 * outside of which it is known what comes out; where that is not known, the term is refused.
 */
final class Compiler {
    private final SparseState state;
    private final Map<Term.Variable, Integer> slots = new HashMap<>();

    Compiler(SparseState state) {
        this.state = state;
    }

    int slot(Term.Variable variable) {
        return slots.computeIfAbsent(variable, any -> slots.size());
    }

    /** A new set of slots, for all that was compiled so far. */
    long[] slots() {
        return new long[slots.size()];
    }

    Code compile(Term term) {
        if (term instanceof Term.Literal literal) {
            long value = literal.value();
            return v -> value;
        }
        if (term instanceof Term.Variable variable) {
            int slot = slot(variable);
            return v -> v[slot];
        }
        if (term instanceof Term.Read read) {
            return read(read);
        }
        if (term instanceof Term.Operation operation) {
            return operation(operation);
        }
        if (term instanceof Term.Quantified quantified) {
            return quantified(quantified);
        }
        if (term instanceof Term.Hinted hinted) {
            return compile(hinted.body());
        }
        return count((Term.Count) term);
    }

    /** Where a value stands. */
    private record Place(Code leader, Code key, Code second) {}

    private Place place(Term.Read read) {
        Table table = state.table(read.function());
        List<Term> arguments = read.arguments();
        Code zero = v -> 0;
        Code leader = table.leading == 0 ? zero : compile(arguments.get(0));
        List<Code> rest = arguments.subList(table.leading, arguments.size()).stream()
                .map(this::compile)
                .toList();
        if (rest.isEmpty()) {
            return new Place(leader, zero, zero);
        }
        Code a = rest.get(0);
        if (rest.size() == 1) {
            return new Place(leader, a, zero);
        }
        Code b = rest.get(1);
        return table.keyed() ? new Place(leader, v -> Table.key(a.run(v), b.run(v)), zero) : new Place(leader, a, b);
    }

    private Code read(Term.Read read) {
        Table table = state.table(read.function());
        if (table.form == Form.PLAIN) {
            if (read.arguments().isEmpty()) {
                return v -> table.plain[0];
            }
            if (read.arguments().get(0) instanceof Term.Variable variable) {
                int slot = slot(variable);
                return v -> table.plain(v[slot]);
            }
        }
        Place place = place(read);
        Code leader = place.leader();
        Code key = place.key();
        Code second = place.second();
        if (table.form == Form.PLAIN) {
            return v -> table.plain(key.run(v));
        }
        return table.form == Form.SINGLE
                ? v -> table.single(key.run(v), second.run(v))
                : v -> table.row(leader.run(v)).get(key.run(v), second.run(v));
    }

    private Code operation(Term.Operation operation) {
        List<Code> operands = operation.operands().stream().map(this::compile).toList();
        Code a = operands.get(0);
        Code b = operands.size() > 1 ? operands.get(1) : a;
        return switch (operation.operator()) {
            case NOT -> v -> 1 - a.run(v);
            case AND -> all(operands, 1);
            case OR -> all(operands, 0);
            case IMPLIES -> v -> a.run(v) == 0 ? 1 : b.run(v);
            case EQUAL -> v -> a.run(v) == b.run(v) ? 1 : 0;
            case LESS -> v -> a.run(v) < b.run(v) ? 1 : 0;
            case AT_MOST -> v -> a.run(v) <= b.run(v) ? 1 : 0;
            case PLUS -> v -> Math.addExact(a.run(v), b.run(v));
            case MINUS -> v -> Math.subtractExact(a.run(v), b.run(v));
            case MAX -> v -> Math.max(a.run(v), b.run(v));
            case CHOOSE -> {
                Code c = operands.get(2);
                yield v -> a.run(v) != 0 ? b.run(v) : c.run(v);
            }
        };
    }

    /** Whether all operands have the value; if not, the other one. */
    private static Code all(List<Code> operands, long value) {
        Code[] codes = operands.toArray(new Code[0]);
        return v -> {
            for (Code code : codes) {
                if (code.run(v) != value) {
                    return 1 - value;
                }
            }
            return value;
        };
    }

    private Outline outline(Term term, List<Term.Variable> each, Term.Read self) {
        return new Outline.Maker(new HashSet<>(each), self, symbol -> state.table(symbol).first).of(term);
    }

    /** Quantifiers of one kind that follow each other are one. */
    private static Term.Quantified flat(Term.Quantified quantified) {
        if (quantified.body() instanceof Term.Quantified inner && inner.all() == quantified.all()) {
            List<Term.Variable> variables = new ArrayList<>(quantified.variables());
            Term.Quantified rest = flat(inner);
            variables.addAll(rest.variables());
            return new Term.Quantified(quantified.all(), variables, rest.body());
        }
        return quantified;
    }

    private Code quantified(Term.Quantified nested) {
        Term.Quantified quantified = flat(nested);
        Term usual = Terms.truth(quantified.all());
        Term exception = quantified.all() ? Terms.not(quantified.body()) : quantified.body();
        Code sizes = sizeOfSupport(exception, quantified.variables());
        if (sizes != null) {
            return quantified.all() ? v -> sizes.run(v) == 0 ? 1 : 0 : v -> sizes.run(v) == 0 ? 0 : 1;
        }
        Outline outline = outline(quantified.body(), quantified.variables(), null);
        if (!outline.isKnown() || !outline.rest().equals(usual)) {
            throw new UnboundedTermException("a quantifier must be decided by supports", quantified);
        }
        Walk walk = walk(outline.region(), quantified.variables());
        Code body = compile(quantified.body());
        long sought = quantified.all() ? 0 : 1;
        return v -> walk.any(v, at -> body.run(at) == sought) ? sought : 1 - sought;
    }

    private Code count(Term.Count count) {
        Code sizes = sizeOfSupport(count.body(), count.variables());
        if (sizes == null) {
            throw new UnboundedTermException("a count must be of a support", count);
        }
        return sizes;
    }

    /** If the term says of each place of a row whether its value is not the first one: how many are not. */
    private Code sizeOfSupport(Term term, List<Term.Variable> each) {
        Term.Read read = supported(term);
        if (read == null) {
            return null;
        }
        Table table = state.table(read.function());
        int leading = read.arguments().size() - each.size();
        if (leading != table.leading
                || !read.arguments().subList(leading, read.arguments().size()).equals(each)) {
            return null;
        }
        Code leader = leading == 0 ? v -> 0 : compile(read.arguments().get(0));
        return v -> table.size(leader.run(v));
    }

    /** The read whose value is said not to be the first one, which is 0; null if the term says something else. */
    private Term.Read supported(Term term) {
        if (term instanceof Term.Read read) {
            return state.table(read.function()).natural ? read : null;
        }
        if (!(term instanceof Term.Operation operation)) {
            return null;
        }
        List<Term> operands = operation.operands();
        if (operation.operator() == Operator.LESS && isZero(operands.get(0))) {
            return supported(operands.get(1));
        }
        if (operation.operator() == Operator.NOT) {
            Term inner = operands.get(0);
            if (inner instanceof Term.Operation equality && equality.operator() == Operator.EQUAL) {
                return isZero(equality.operands().get(1))
                        ? supported(equality.operands().get(0))
                        : null;
            }
            return inner instanceof Term.Operation twice && twice.operator() == Operator.NOT
                    ? supported(twice.operands().get(0))
                    : null;
        }
        return null;
    }

    private static boolean isZero(Term term) {
        return term instanceof Term.Literal literal && literal.value() == 0;
    }

    /** What collects the new values of an update. */
    Write write(Update update) {
        Table table = state.table(update.place().function());
        Place place = place(update.place());
        Code value = compile(update.value());
        Write cell = table.form == Form.PLAIN ? plain(table, place.key(), value) : cell(table, place, value);
        if (update.each().isEmpty()) {
            return cell;
        }
        Walk walk = walk(changing(update, table), update.each());
        if (walk == null) {
            return cleared(update, table, place);
        }
        return v -> walk.any(v, at -> {
            cell.run(at);
            return false;
        });
    }

    /** Most of what a step sets holds its new value already: that is no change. */
    private Write plain(Table table, Code key, Code value) {
        return v -> {
            long at = key.run(v);
            long next = value.run(v);
            if (table.plain(at) != next) {
                state.journal.cell(table, 0, at, 0, next);
            }
        };
    }

    private Write cell(Table table, Place place, Code value) {
        Code leader = place.leader();
        Code key = place.key();
        Code second = place.second();
        return v -> state.journal.cell(table, leader.run(v), key.run(v), second.run(v), value.run(v));
    }

    /** All places whose value may change; null if all get the first one. */
    private Region changing(Update update, Table table) {
        Term.Read self = update.place();
        if (table.natural) {
            Outline outline = outline(update.value(), update.each(), self);
            if (outline.isKnown() && outline.keepsItself()) {
                return outline.region();
            }
        }
        Outline outline = outline(update.value(), update.each(), null);
        boolean first =
                outline.isKnown() && outline.rest() instanceof Term.Literal literal && literal.value() == table.first;
        if (!first) {
            throw new UnboundedTermException(
                    "what is changed for each must keep its value, or get its first one, outside of supports",
                    update.value());
        }
        return outline.region().bounds().isEmpty() ? null : outline.region().or(Region.support(self));
    }

    private Write cleared(Update update, Table table, Place place) {
        if (update.each().contains(update.place().arguments().get(0))) {
            return table.form == Form.SINGLE
                    ? v -> state.journal.clearRow(table, 0)
                    : v -> state.journal.clearTable(table);
        }
        Code leader = place.leader();
        return v -> state.journal.clearRow(table, leader.run(v));
    }

    private Walk walk(Region region, List<Term.Variable> each) {
        return region == null ? null : new Walk(this, state, region, each);
    }
}
