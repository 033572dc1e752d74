package io.isequencer.proof.sparse;

import io.isequencer.proof.relation.Action;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * The actions of a slice as byte code, for any number of states.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 *   <li><i>Errors:</i> {@link UnboundedTermException} for an action that cannot be evaluated by supports alone.
 * </ul>
 */
public final class CompiledSlice {
    private record Compiled(Action action, Class<?> code, List<Symbol> symbols, List<Sort> framed) {}

    private final Slice slice;
    private final List<Compiled> actions = new ArrayList<>();

    public CompiledSlice(Slice slice) {
        this.slice = slice;
        SparseState model = new SparseState(slice);
        for (Action action : slice.actions()) {
            ActionWriter writer = new ActionWriter(action, model);
            Class<?> code = define(writer.write());
            actions.add(new Compiled(action, code, writer.symbols(), writer.framed()));
        }
    }

    private static Class<?> define(byte[] code) {
        try {
            return MethodHandles.lookup().defineHiddenClass(code, true).lookupClass();
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a class must be definable beside this one", e);
        }
    }

    /** A state at its beginning. */
    public SparseState state() {
        return new SparseState(slice);
    }

    /** The slice's actions in their order, to be taken from a state over the same slice. */
    public List<SparseAction> over(SparseState state) {
        return actions.stream()
                .map(each -> new SparseAction(state, each.action, code(each, state)))
                .toList();
    }

    private static ActionCode code(Compiled compiled, SparseState state) {
        Table[] tables = compiled.symbols.stream().map(state::table).toArray(Table[]::new);
        Frames[] frames = compiled.framed.stream()
                .map(argument -> state.frames(List.of(argument)))
                .toArray(Frames[]::new);
        try {
            return (ActionCode) compiled.code
                    .getDeclaredConstructor(Table[].class, Frames[].class, long[].class)
                    .newInstance(tables, frames, state.frames(List.of()).toWrite(0));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("code must take its tables: action=" + compiled.action.label(), e);
        }
    }
}
