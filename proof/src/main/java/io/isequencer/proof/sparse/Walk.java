package io.isequencer.proof.sparse;

import io.isequencer.proof.sparse.Table.Form;
import io.isequencer.proof.term.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Goes over all places of a region, by setting the slots of its variables. */
final class Walk {
    /** Looks at a place; true ends the walk. */
    interface Visitor {
        boolean visit(long[] slots);
    }

    /** Sets one variable, or some, in all ways that are worth a look, and goes on. */
    private interface Stage {
        boolean any(long[] slots, Visitor next);
    }

    /**
     * One way to the places: what is pinned, and then the supports, one within the other. No pin depends on a variable of
     * the walk.
     */
    private record Way(int[] pinned, Code[] values, Stage[] supports) {
        boolean any(long[] slots, Visitor visitor) {
            for (int i = 0; i < pinned.length; i++) {
                slots[pinned[i]] = values[i].run(slots);
            }
            return switch (supports.length) {
                case 0 -> visitor.visit(slots);
                case 1 -> supports[0].any(slots, visitor);
                default -> within(0, slots, visitor);
            };
        }

        private boolean within(int at, long[] slots, Visitor visitor) {
            return at == supports.length
                    ? visitor.visit(slots)
                    : supports[at].any(slots, next -> within(at + 1, next, visitor));
        }
    }

    private final Way[] ways;
    private final Compiler compiler;
    private final SparseState state;

    Walk(Compiler compiler, SparseState state, Region region, List<Term.Variable> each) {
        this.compiler = compiler;
        this.state = state;
        ways = region.bounds().stream().map(bound -> way(bound, each)).toArray(Way[]::new);
    }

    /** Whether the visitor says so of any place. A place may be visited more than once. */
    boolean any(long[] slots, Visitor visitor) {
        for (Way way : ways) {
            if (way.any(slots, visitor)) {
                return true;
            }
        }
        return false;
    }

    private Way way(Region.Bound bound, List<Term.Variable> each) {
        List<Stage> stages = new ArrayList<>();
        Set<Term.Variable> open = new HashSet<>(each);
        List<Term.Variable> pinned = List.copyOf(bound.pins().keySet());
        open.removeAll(pinned);
        for (Term.Read read : bound.supports()) {
            boolean helps = read.arguments().stream().anyMatch(open::contains);
            if (helps) {
                stages.add(support(read, open));
                open.removeIf(read.arguments()::contains);
            }
        }
        if (!open.isEmpty()) {
            throw new UnboundedTermException("supports must bound each variable: open=" + open, bound);
        }
        return new Way(
                pinned.stream().mapToInt(compiler::slot).toArray(),
                pinned.stream().map(bound.pins()::get).map(compiler::compile).toArray(Code[]::new),
                stages.toArray(new Stage[0]));
    }

    /** Over all places of a read's rows that are not worth the first value. */
    private Stage support(Term.Read read, Set<Term.Variable> open) {
        Table table = state.table(read.function());
        List<Term> arguments = read.arguments();
        int[] slots = new int[arguments.size()];
        boolean[] sets = new boolean[arguments.size()];
        for (int i = 0; i < slots.length; i++) {
            Term argument = arguments.get(i);
            sets[i] = argument instanceof Term.Variable variable && open.contains(variable);
            slots[i] = sets[i] ? compiler.slot((Term.Variable) argument) : -1;
        }
        if (table.form == Form.PLAIN) {
            return overPlain(table, slots[0]);
        }
        if (table.leading == 0) {
            return (v, next) -> overRow(table.row(0), table, slots, v, next);
        }
        int leader = slots[0];
        Code fixed = sets[0] ? null : compiler.compile(arguments.get(0));
        return (v, next) -> {
            if (fixed != null) {
                return overRow(table.row(fixed.run(v)), table, slots, v, next);
            }
            for (long each : table.leaders()) {
                v[leader] = each;
                if (overRow(table.row(each), table, slots, v, next)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Stage overPlain(Table table, int slot) {
        return (v, next) -> {
            for (int i = 0; i < table.plain.length; i++) {
                if (table.plain[i] != table.first) {
                    v[slot] = i;
                    if (next.visit(v)) {
                        return true;
                    }
                }
            }
            return false;
        };
    }

    private static boolean overRow(Row row, Table table, int[] slots, long[] v, Visitor next) {
        if (row.size() == 0) {
            return false;
        }
        int key = slots[table.leading];
        int second = slots.length > table.leading + 1 ? slots[table.leading + 1] : -1;
        boolean keyed = table.keyed();
        for (int place = 0; place < row.places(); place++) {
            if (row.isAt(place)) {
                long at = row.keyAt(place);
                set(v, key, keyed ? Table.workspace(at) : at);
                set(v, second, keyed ? Table.seq(at) : row.secondAt(place));
                if (next.visit(v)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** An argument that is known already bounds less than it could: the place is looked at all the same. */
    private static void set(long[] v, int slot, long value) {
        if (slot >= 0) {
            v[slot] = value;
        }
    }
}
