package io.isequencer.simulation.explore.relation;

import static io.isequencer.proof.relation.Variables.*;

import io.isequencer.proof.evaluate.Domain;
import io.isequencer.proof.evaluate.Ghosts;
import io.isequencer.proof.evaluate.State;
import io.isequencer.proof.relation.Variables;
import io.isequencer.proof.term.Sort;
import io.isequencer.proof.term.Symbol;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.explore.state.StateLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An explored state as a state of the relation, and back.
 *
 * <p>Owners, workspaces and seqIds are numbered in the order of the configuration; offsets and numbers are themselves. A
 * byte that is a scalar of the specification is a value of the symbol that has its place there. The rest:
 *
 * <ul>
 *   <li>{@code None} is a flag that is off, and the first element.
 *   <li>An event is the set of its issued numbers, and that of its explicit ones.
 *   <li>The n-th write, or append, in flight stands in the n-th place; there is a place more than are used. The way back
 *       sorts them, and takes two equal ones for one.
 *   <li>Ghosts are computed from the rest.
 * </ul>
 *
 * <ul>
 *   <li><i>Source:</i> {@code Variables} of the relation, {@link StateLayout} of the exploration.
 * </ul>
 */
public final class Abstraction {
    /** A byte and where its value stands. */
    private record Scalar(Symbol symbol, int index, int at) {}

    private final StateLayout layout;
    private final Domain domain;
    private final State blank;
    private final int owners;
    private final int numbers;
    private final List<Scalar> scalars = new ArrayList<>();

    public Abstraction(StateLayout layout) {
        this.layout = layout;
        Constants constants = layout.constants;
        owners = constants.owners().size();
        numbers = constants.maxNumber() + 1;
        domain = new Domain(
                Map.of(
                        OWNER,
                        owners,
                        WORKSPACE,
                        constants.workspaces().size(),
                        SEQ,
                        layout.seqs,
                        WRITE,
                        layout.lateWriteSlots,
                        APPEND,
                        layout.lateAppendSlots + 1,
                        Sort.OFFSET,
                        layout.logSlots,
                        Sort.NUMBER,
                        numbers),
                Variables.all());
        blank = constants(new State(domain), constants);
        for (int o = 0; o < owners; o++) {
            ownersScalars(o, layout.owner(o));
        }
        scalars(STORED, 0, layout.number, layout.keys);
        scalars(CHECKPOINT, 0, layout.checkpoint, 1);
        scalars(SYNCED, 0, layout.synced, 1);
        scalars(TWICE, 0, layout.twice, 1);
        scalars(WEATHER_NOW, 0, layout.weather, 1);
    }

    public Domain domain() {
        return domain;
    }

    /** A state in which only the constants are set. */
    public State blank() {
        return blank.copy();
    }

    private static State constants(State state, Constants constants) {
        state.fill(INITIAL, constants.firstNumber());
        for (String number : constants.explicit()) {
            state.set(MAY_USE, 1, Integer.parseInt(number));
        }
        for (int o = 0; o < constants.owners().size(); o++) {
            state.set(CLOSER, constants.closers().contains(constants.owners().get(o)) ? 1 : 0, o);
        }
        for (String weather : constants.weathers()) {
            state.set(MAY_TURN, 1, StateLayout.WEATHERS.indexOf(weather));
        }
        return state.set(MAX_EVENTS, constants.maxEvents())
                .set(MAX_PER_EVENT, constants.maxPerEvent())
                .set(MAX_NUMBER, constants.maxNumber())
                .set(MAX_UNFLUSHED, constants.maxUnflushed())
                .set(LATE_APPENDS, constants.lateAppends())
                .set(LATE_WRITES, constants.lateWrites())
                .set(BUFFERED, constants.buffered() ? 1 : 0)
                .set(FORGETFUL, constants.forgetful() ? 1 : 0)
                .set(ONE_OWNER, constants.owners().size() == 1 ? 1 : 0);
    }

    private void ownersScalars(int o, int at) {
        scalars(UP, o, at + layout.up, 1);
        scalars(NEXT_OFFSET, o, at + layout.nextOffset, 1);
        scalars(ACTUALIZING, o, at + layout.actualizing, 1);
        scalars(CLOSING, o, at + layout.closing, 1);
        scalars(SIGNALLED, o, at + layout.signalled, 1);
        scalars(CANCELLED, o, at + layout.cancelled, 1);
        scalars(PENDING, o, at + layout.pending, layout.keys);
        scalars(PENDING_CHECKPOINT, o, at + layout.pendingCheckpoint, 1);
        scalars(CACHE, o, at + layout.cache, layout.keys);
        scalars(TX_OFFSET, o, at + layout.txOffset, 1);
        scalars(TX_LAST, o, at + layout.txLast, layout.seqs);
        scalars(TX_APPEND, o, at + layout.txAppend, 1);
        scalars(MISS_PENDING, o, at + layout.txMissPending, 1);
        scalars(ANSWERED, o, at + layout.txAnswered, 1);
        scalars(ANSWER, o, at + layout.txAnswer, layout.seqs);
        scalars(FL_STATE, o, at + layout.flusher, 1);
        scalars(BATCH, o, at + layout.batch, layout.keys);
        scalars(FL_CHECKPOINT, o, at + layout.flusherCheckpoint, 1);
        scalars(TRIED, o, at + layout.tried, 1);
        scalars(ACT_STATE, o, at + layout.actualizer, 1);
        scalars(EARLY, o, at + layout.early, 1);
    }

    private void scalars(Symbol symbol, int row, int at, int count) {
        for (int i = 0; i < count; i++) {
            scalars.add(new Scalar(symbol, row * count + i, at + i));
        }
    }

    /** The state of the relation that an explored state is. */
    public State read(byte[] bytes) {
        State state = blank();
        for (Scalar scalar : scalars) {
            state.writable(scalar.symbol())[scalar.index()] = bytes[scalar.at()];
        }
        for (int o = 0; o < owners; o++) {
            readTransaction(bytes, layout.owner(o), state, o);
        }
        for (int f = 0; f < layout.lateWriteSlots; f++) {
            readLateWrite(bytes, layout.lateWrites + f * layout.lateWriteWidth, state, f);
        }
        for (int i = 0; i < layout.logSlots; i++) {
            state.writable(TAKEN)[i] = bytes[layout.event(i)];
            readEvent(bytes, layout.event(i) + 1, state, ISSUED, EXPLICIT, i * layout.keys);
        }
        for (int a = 0; a < layout.lateAppendSlots; a++) {
            int at = layout.lateAppends + a * layout.lateAppendWidth;
            state.writable(LATE_APPEND)[a] = bytes[at] == 0 ? 0 : 1;
            state.writable(LATE_OFFSET)[a] = bytes[at];
            readEvent(bytes, at + 1, state, LATE_ISSUED, LATE_EXPLICIT, a * layout.keys);
        }
        return Ghosts.complete(state);
    }

    private void readTransaction(byte[] bytes, int at, State state, int o) {
        int workspace = Math.max(bytes[at + layout.txWs] - 1, 0);
        state.writable(OPENED)[o] = bytes[at + layout.txWs] == 0 ? 0 : 1;
        state.writable(TX_WS)[o] = workspace;
        readEvent(bytes, at + layout.txEvent, state, TX_ISSUED, TX_EXPLICIT, o * layout.seqs - workspace * layout.seqs);
        state.writable(MISSING)[o] = bytes[at + layout.txMiss] == 0 ? 0 : 1;
        state.writable(MISS_SEQ)[o] = Math.max(bytes[at + layout.txMiss] - 1, 0);
        for (int k = 0; k < layout.keys; k++) {
            state.writable(LEFT)[o * layout.keys + k] = bytes[at + layout.left] >> k & 1;
        }
    }

    private void readLateWrite(byte[] bytes, int at, State state, int f) {
        state.writable(LATE_WRITE)[f] = bytes[at + layout.keys] == 0 ? 0 : 1;
        state.writable(LATE_CHECKPOINT)[f] = bytes[at + layout.keys];
        for (int k = 0; k < layout.keys; k++) {
            state.writable(LATE_STORED)[f * layout.keys + k] = bytes[at + k];
        }
    }

    /** @param firstKey which row of the tables is that of the key 0 */
    private void readEvent(
            byte[] bytes, int at, State state, Symbol issuedNumbers, Symbol explicitNumbers, int firstKey) {
        for (int i = at; i < at + layout.eventWidth && bytes[i] != 0; i += 2) {
            boolean told = (bytes[i] & StateLayout.EXPLICIT) != 0;
            int key = (bytes[i] & ~StateLayout.EXPLICIT) - 1;
            state.writable(told ? explicitNumbers : issuedNumbers)[(firstKey + key) * numbers + bytes[i + 1]] = 1;
        }
    }

    /** The explored state, in its canonical form, that a state of the relation is. */
    public byte[] write(State state) {
        byte[] bytes = new byte[layout.width];
        for (Scalar scalar : scalars) {
            StateLayout.put(bytes, scalar.at(), state.table(scalar.symbol())[scalar.index()]);
        }
        for (int o = 0; o < owners; o++) {
            writeTransaction(state, o, bytes, layout.owner(o));
        }
        int to = layout.lateWrites;
        for (int f = 0; f < domain.size(WRITE); f++) {
            if (state.table(LATE_WRITE)[f] != 0) {
                writeLateWrite(state, f, bytes, to);
                to += layout.lateWriteWidth;
            }
        }
        StateLayout.sortSlots(bytes, layout.lateWrites, layout.lateWriteSlots, layout.lateWriteWidth);
        for (int i = 0; i < layout.logSlots; i++) {
            StateLayout.put(bytes, layout.event(i), state.table(TAKEN)[i]);
            writeEvent(state, ISSUED, EXPLICIT, i * layout.keys, layout.keys, bytes, layout.event(i) + 1, 0);
        }
        to = layout.lateAppends;
        for (int a = 0; a < domain.size(APPEND); a++) {
            if (state.table(LATE_APPEND)[a] != 0) {
                if (to == layout.lateAppends + layout.lateAppendSlots * layout.lateAppendWidth) {
                    throw new IllegalArgumentException(
                            "appends in flight must be as few as the bounds say: most=" + layout.lateAppendSlots);
                }
                StateLayout.put(bytes, to, state.table(LATE_OFFSET)[a]);
                writeEvent(state, LATE_ISSUED, LATE_EXPLICIT, a * layout.keys, layout.keys, bytes, to + 1, 0);
                to += layout.lateAppendWidth;
            }
        }
        StateLayout.sortSlots(bytes, layout.lateAppends, layout.lateAppendSlots, layout.lateAppendWidth);
        return bytes;
    }

    private void writeTransaction(State state, int o, byte[] bytes, int at) {
        int workspace = (int) state.table(TX_WS)[o];
        boolean inTransaction = state.table(OPENED)[o] != 0;
        StateLayout.put(bytes, at + layout.txWs, inTransaction ? workspace + 1 : 0);
        int firstKey = workspace * layout.seqs;
        writeEvent(state, TX_ISSUED, TX_EXPLICIT, o * layout.seqs, layout.seqs, bytes, at + layout.txEvent, firstKey);
        boolean misses = state.table(MISSING)[o] != 0;
        StateLayout.put(bytes, at + layout.txMiss, misses ? state.table(MISS_SEQ)[o] + 1 : 0);
        int bits = 0;
        for (int k = 0; k < layout.keys; k++) {
            bits |= (int) state.table(LEFT)[o * layout.keys + k] << k;
        }
        StateLayout.put(bytes, at + layout.left, bits);
    }

    private void writeLateWrite(State state, int f, byte[] bytes, int at) {
        for (int k = 0; k < layout.keys; k++) {
            StateLayout.put(bytes, at + k, state.table(LATE_STORED)[f * layout.keys + k]);
        }
        StateLayout.put(bytes, at + layout.keys, state.table(LATE_CHECKPOINT)[f]);
    }

    /**
     * Writes an event's numbers sorted, as {@link StateLayout#sortSlots} does: the largest key first.
     *
     * @param row of the first key in the tables
     * @param firstKey which key that is
     */
    private void writeEvent(
            State state,
            Symbol issuedNumbers,
            Symbol explicitNumbers,
            int row,
            int rows,
            byte[] bytes,
            int at,
            int firstKey) {
        int to = at;
        for (int told = 1; told >= 0; told--) {
            long[] table = state.table(told == 1 ? explicitNumbers : issuedNumbers);
            for (int k = rows - 1; k >= 0; k--) {
                for (int n = numbers - 1; n >= 0; n--) {
                    if (table[(row + k) * numbers + n] != 0) {
                        if (to == at + layout.eventWidth) {
                            throw new IllegalStateException(
                                    "an event must have room for its numbers: room=" + layout.constants.maxPerEvent());
                        }
                        StateLayout.put(bytes, to, firstKey + k + 1 + told * StateLayout.EXPLICIT);
                        StateLayout.put(bytes, to + 1, n);
                        to += 2;
                    }
                }
            }
        }
    }

    /**
     * The first symbol in which two states differ that are one explored state; null if there is none. What stands in a
     * place that nothing is in is no difference, nor is which place it is.
     */
    public Symbol difference(State one, State other) {
        for (Symbol symbol : domain.symbols()) {
            if (symbol.changes() && !same(symbol, one, other)) {
                return symbol;
            }
        }
        return null;
    }

    private static boolean same(Symbol symbol, State one, State other) {
        if (symbol.arguments().contains(WRITE)) {
            return inUse(symbol, LATE_WRITE, one).equals(inUse(symbol, LATE_WRITE, other));
        }
        if (symbol.arguments().contains(APPEND)) {
            return inUse(symbol, LATE_APPEND, one).equals(inUse(symbol, LATE_APPEND, other));
        }
        return Arrays.equals(one.table(symbol), other.table(symbol));
    }

    /** The values of the places that something is in. */
    private static Set<List<Long>> inUse(Symbol symbol, Symbol places, State state) {
        long[] used = state.table(places);
        long[] table = state.table(symbol);
        Set<List<Long>> rows = new HashSet<>();
        for (int i = 0; i < used.length; i++) {
            int width = table.length / used.length;
            if (used[i] != 0) {
                rows.add(
                        Arrays.stream(table, i * width, (i + 1) * width).boxed().toList());
            }
        }
        return rows;
    }
}
