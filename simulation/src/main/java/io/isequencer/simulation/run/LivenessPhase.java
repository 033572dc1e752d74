package io.isequencer.simulation.run;

import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveList;
import io.isequencer.simulation.world.Owner;
import io.isequencer.simulation.world.Owner.Phase;
import io.isequencer.simulation.world.World;
import java.util.EnumSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * After the faults: what must happen within bounds. Any move that is possible may be picked, so what is needed comes
 * soon; a bound that is exceeded means that it can no longer come.
 *
 * <ul>
 *   <li><i>Units:</i> bounds are in moves.
 *   <li><i>Source:</i> ActEnds, Accepted, Drained, FlushReaches, Closes of {@code tla/Sequencer.tla}.
 * </ul>
 */
public final class LivenessPhase {
    /** Per owner and event in the log. */
    public static final int BOUND_PER_OWNER = 1_000;

    private final World world;
    private final Run run;

    LivenessPhase(World world, Run run) {
        this.world = world;
        this.run = run;
    }

    void execute(boolean storageDiesAtTheEnd) {
        settle();
        for (Owner owner : world.owners()) {
            commitOnce(owner);
        }
        // Not settled again: the close finds something to write.
        close(storageDiesAtTheEnd);
    }

    /** Every owner is up, ready, and has everything stored. */
    private void settle() {
        MoveList moves = new MoveList(calmWeights(MoveKind.START, MoveKind.NEXT, MoveKind.USE));
        within(Property.ACT_ENDS, "an owner is still actualizing", moves, () -> all(this::ready));
        within(Property.DRAINED, "an owner's numbers are not all stored", moves, () -> all(this::drained));
    }

    /** The owner is accepted and gets an event into the log. */
    private void commitOnce(Owner owner) {
        MoveList moves = new MoveList(calmWeights());
        moves.restrictStarts(owner.id());
        long[] committed = {owner.core().nextOffset()};
        within(Property.ACCEPTED, "owner " + owner.id() + " could not commit", moves, () -> {
            boolean moved = owner.phase() == Phase.IDLE && owner.core().nextOffset() > committed[0];
            if (owner.core().actualizing()) {
                committed[0] = Math.max(committed[0], world.log().end());
            }
            return moved && !owner.core().actualizing();
        });
    }

    private void close(boolean storageDies) {
        for (Owner owner : world.owners()) {
            if (owner.phase() != Phase.CLOSED) {
                run.apply(Move.of(MoveKind.CLOSE, owner.id(), 0, 0));
            }
        }
        int[] weights = calmWeights(MoveKind.RESTART, MoveKind.START);
        if (storageDies) {
            world.allowAllFaults();
            for (MoveKind kind : EnumSet.of(
                    MoveKind.FL_SYNC, MoveKind.FL_WRITE, MoveKind.FL_REPLY, MoveKind.ACT_IO, MoveKind.LAND_WRITE)) {
                weights[kind.ordinal()] = 0;
            }
            weights[MoveKind.FL_FAIL.ordinal()] = 1;
            weights[MoveKind.ACT_FAIL.ordinal()] = 1;
        }
        within(
                Property.CLOSES,
                "an owner has not closed",
                new MoveList(weights),
                () -> all(o -> o.core().stopped()));
        for (Owner owner : world.owners()) {
            boolean stored = world.storage().nextOffset() >= owner.core().nextOffset();
            if (!storageDies && !stored) {
                throw Violation.liveness(
                        Property.CLOSE_DRAINS,
                        "owner " + owner.id() + " closed on a healthy storage with checkpoint "
                                + world.storage().checkpoint() + " and next offset "
                                + owner.core().nextOffset());
            }
        }
    }

    private boolean ready(Owner owner) {
        return owner.phase() == Phase.IDLE && !owner.core().actualizing();
    }

    private boolean drained(Owner owner) {
        return ready(owner) && world.drained(owner);
    }

    private boolean all(Predicate<Owner> condition) {
        return world.owners().stream().allMatch(condition);
    }

    private void within(Property property, String otherwise, MoveList moves, BooleanSupplier reached) {
        int bound = BOUND_PER_OWNER * world.owners().size()
                + (int) world.log().end() * world.owners().size();
        for (int i = 0; i < bound; i++) {
            if (reached.getAsBoolean()) {
                return;
            }
            run.move(moves);
        }
        throw Violation.liveness(property, otherwise + " after " + bound + " moves without faults");
    }

    /** The usual weights without faults, and without some more. */
    private static int[] calmWeights(MoveKind... without) {
        int[] weights = new int[MoveKind.values().length];
        for (MoveKind kind : MoveKind.values()) {
            weights[kind.ordinal()] = kind.isFault() ? 0 : kind.weight();
        }
        weights[MoveKind.CLOSE.ordinal()] = 0;
        weights[MoveKind.ABANDON.ordinal()] = 0;
        for (MoveKind kind : without) {
            weights[kind.ordinal()] = 0;
        }
        return weights;
    }
}
