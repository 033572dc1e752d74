package io.isequencer.oracle.catalogue;

import static io.isequencer.oracle.catalogue.Script.value;

import io.isequencer.laboratory.SplitMix64;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.StorageOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One random schedule, as moves that can be left out: what is expected is worked out for those that are left.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable. The same seed and number give the same moves.
 * </ul>
 */
public final class RandomSchedule {
    private static final int MOVES = 60;
    private static final long[] WORKSPACES = {5, 0, -1};

    private final SplitMix64 random;
    private final int index;
    private final boolean loose;
    private final boolean explicit;
    private final boolean crashes;
    private final int sequences;
    private final Consumer<ScriptParams> params;
    private final int logged;
    private final List<Consumer<Script>> moves = new ArrayList<>();

    RandomSchedule(long seed, int index) {
        this.random = SplitMix64.of(seed, index);
        this.index = index;
        this.loose = index % 2 == 0;
        this.explicit = index % 4 == 3;
        this.crashes = index % 5 != 0;
        sequences = 1 + random.below(4);
        int cacheSize = random.pick(1, 2, 3, 100);
        int maxUnflushedValues = random.pick(1, 2, 5, 500);
        int readLimit = random.pick(1, 2, 100);
        params = p -> p.sequences(sequences)
                .cache(cacheSize)
                .unflushed(maxUnflushedValues)
                .readLimit(readLimit)
                .freeHeld();
        logged = random.pick(0, 0, 1, 4);
        for (int i = 0; i < MOVES; i++) {
            moves.add(move());
        }
    }

    static String id(int index) {
        return String.format(Locale.ROOT, "L4-random-%03d", index);
    }

    /** How many moves can be left out: those at random, and in loose schedules the late appends behind them. */
    public int size() {
        return moves.size() + (loose ? MOVES : 0);
    }

    /** The case with all of them. */
    public Case whole() {
        return with(IntStream.range(0, size()).boxed().toList());
    }

    /**
     * The case with these moves alone.
     *
     * @param kept rising, each 0 … {@link #size()} - 1
     */
    public Case with(List<Integer> kept) {
        Script script = new Script();
        params.accept(script.params());
        for (int i = 1; i <= logged; i++) {
            script.logged(WORKSPACES[0], value(1, i));
        }
        script.open();
        if (loose) {
            script.as(1).open().as(0).loose();
        }
        int lateAppends = 0;
        for (int move : kept) {
            if (move < moves.size()) {
                moves.get(move).accept(script);
            } else {
                lateAppends++;
            }
        }
        end(script, lateAppends);
        String title = loose ? "two owners, late appends, failing reads" : "one owner, every answer is known";
        return script.build(
                id(index),
                Level.L4,
                "R7",
                title,
                "Faults in any order; once they stop, all is as if there had been none.");
    }

    private Consumer<Script> move() {
        int owner = loose && random.oneIn(4) ? 1 : 0;
        Consumer<Script> move = switch (random.below(10)) {
            case 0 -> fault();
            case 1 -> script -> script.release(StorageOp.ANY);
            case 2 -> quiesceOrLand();
            case 3 -> crashes ? script -> script.crash().open() : script -> {};
            default -> transaction();
        };
        return loose ? script -> move.accept(script.as(owner)) : move;
    }

    private Consumer<Script> quiesceOrLand() {
        if (random.oneIn(2)) {
            return Script::quiesce;
        }
        int applied = random.pick(-1, -1, 0, 1);
        return script -> script.land(applied);
    }

    private Consumer<Script> fault() {
        FaultType kind = random.pick(FaultType.values());
        int times = kind == FaultType.HOLD ? 1 : 1 + random.below(3);
        if (random.oneIn(4)) {
            FaultType read = loose && random.oneIn(2) ? FaultType.FAIL_BEFORE : FaultType.HOLD;
            StorageOp on = random.pick(
                    StorageOp.READ_CHECKPOINT,
                    StorageOp.READ_PLOG,
                    loose ? StorageOp.READ_NUMBERS : StorageOp.READ_PLOG);
            FaultType as = on == StorageOp.READ_NUMBERS ? read : FaultType.FAIL_BEFORE;
            return script -> script.fault(on, as, 1);
        }
        if (kind == FaultType.TORN) {
            int applied = random.below(3);
            return script -> script.fault(StorageOp.WRITE, kind, applied, 0, times);
        }
        return script -> script.fault(StorageOp.WRITE, kind, times);
    }

    private Consumer<Script> transaction() {
        long wsId = WORKSPACES[random.oneIn(3) ? random.below(WORKSPACES.length) : 0];
        Consumer<Script> all = script -> script.start(wsId);
        int numbers = random.below(4);
        for (int i = 0; i < numbers; i++) {
            all = all.andThen(number());
        }
        return all.andThen(loose ? looseEnd() : exactEnd());
    }

    private Consumer<Script> number() {
        int seqId = 1 + random.below(sequences);
        if (explicit && random.oneIn(5)) {
            int number = 1 + random.below(30);
            return script -> script.use(seqId, number);
        }
        return script -> script.next(seqId);
    }

    private Consumer<Script> looseEnd() {
        Outcome outcome =
                random.pick(Outcome.OK, Outcome.OK, Outcome.OK, Outcome.LATE, Outcome.TAKEN, Outcome.UNKNOWN_LANDED);
        boolean lands = random.oneIn(3);
        return script -> {
            script.append(outcome);
            if (lands) {
                script.landAppend();
            }
            script.settle();
        };
    }

    private Consumer<Script> exactEnd() {
        if (random.oneIn(4)) {
            Outcome outcome = random.pick(Outcome.FAILED, Outcome.UNKNOWN_LANDED, Outcome.UNKNOWN_LOST);
            return script -> script.append(outcome).actualize();
        }
        return script -> script.append().flush();
    }

    /** Faults stop; then all must be well again. */
    private void end(Script script, int lateAppends) {
        script.as(0).heal();
        if (loose) {
            script.as(1).heal().quiesce().crash().as(0).quiesce();
            for (int i = 0; i < lateAppends; i++) {
                script.landAppend();
            }
            script.crash().open();
        }
        for (int seqId = 1; seqId <= sequences; seqId++) {
            script.tx(WORKSPACES[0], seqId).tx(WORKSPACES[1], seqId);
        }
        stored(script);
        script.land(-1).land(-1).crash().open().tx(WORKSPACES[0], sequences);
        stored(script);
        script.close();
    }

    /** In loose schedules the oracle knows at the time what has to be stored. */
    private void stored(Script script) {
        if (loose) {
            script.quiesce();
        } else {
            script.drained();
        }
    }
}
