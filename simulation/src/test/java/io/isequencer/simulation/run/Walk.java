package io.isequencer.simulation.run;

import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.check.Checker;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveList;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.StepListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * A world on its way: somebody else, jqwik, picks the moves. After each the reference model is asked, and what was made
 * is kept, so that any walk is a capsule.
 */
final class Walk {
    private final long seed;
    private final Options options;
    private final World world;
    private final Checker checker;
    private final MoveList possible;
    private final Schedule.Recorder recorder = new Schedule.Recorder();
    private int moves;
    private Violation violation;

    /** @param seed of the part without faults */
    Walk(long seed, Options options) {
        this.seed = seed;
        this.options = options;
        world = new World(options, StepListener.NONE, null);
        world.elasticTime();
        checker = new Checker(world);
        possible = new MoveList(options.weights());
        collect();
    }

    boolean isOver() {
        return violation != null;
    }

    /** Whether a move of such a kind can be made. */
    boolean can(Predicate<MoveKind> kind) {
        for (int i = 0; i < possible.size(); i++) {
            if (kind.test(Move.kind(possible.move(i)))) {
                return true;
            }
        }
        return false;
    }

    /** The moves of such a kind that can be made, with their weights. */
    List<Tuple2<Integer, Long>> moves(Predicate<MoveKind> kind) {
        List<Tuple2<Integer, Long>> found = new ArrayList<>();
        for (int i = 0; i < possible.size(); i++) {
            if (kind.test(Move.kind(possible.move(i)))) {
                found.add(Tuple.of(possible.weight(i), possible.move(i)));
            }
        }
        return found;
    }

    void make(long move) {
        try {
            moves++;
            try {
                world.apply(move);
            } finally {
                recorder.onMove(moves, move, world);
            }
            checker.check(move);
            collect();
        } catch (Violation found) {
            violation = found;
        } catch (RuntimeException unexpected) {
            violation = Violation.safety(Property.NO_UNEXPECTED_ERROR, unexpected.toString());
        }
    }

    /** Stops the faults and sees whether all ends well, by making the moves again as a capsule. */
    void end() {
        if (violation == null) {
            try {
                LogJudge.judge(options, world.log(), world.storage());
                violation = capsule(true, "", "")
                        .replay(RunObserver.NONE, StepListener.NONE)
                        .violation();
            } catch (Violation found) {
                violation = found;
            }
        }
    }

    /** Null if all went well. */
    Violation violation() {
        return violation;
    }

    /** The walk up to its violation, as small as our own shrinker can make it. */
    Capsule capsule() {
        Capsule whole = capsule(violation.isLiveness(), violation.property(), violation.getMessage());
        try {
            return new Shrinker(whole).shrink();
        } catch (IllegalArgumentException notSeenByReplays) {
            return whole;
        }
    }

    int moves() {
        return moves;
    }

    private Capsule capsule(boolean liveness, String property, String message) {
        return new Capsule(seed, options, recorder.schedule(), liveness, property, message, List.of());
    }

    private void collect() {
        world.collect(possible);
        if (possible.isEmpty()) {
            world.sleep();
            world.collect(possible);
        }
    }

    @Override
    public String toString() {
        return options + ", " + moves + " moves";
    }
}
