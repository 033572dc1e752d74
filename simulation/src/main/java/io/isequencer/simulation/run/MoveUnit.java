package io.isequencer.simulation.run;

import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;

/**
 * Moves that belong together: a transaction from its Start to its end, a flush from its snapshot to its prune, a life
 * from a Restart to a Crash.
 */
final class MoveUnit {
    private static final Set<MoveKind> TRANSACTION = EnumSet.range(MoveKind.START, MoveKind.ABANDON);
    private static final Set<MoveKind> TRANSACTION_END =
            EnumSet.of(MoveKind.FLUSH, MoveKind.ACTUALIZE, MoveKind.ABANDON);
    private static final Set<MoveKind> FLUSH = EnumSet.range(MoveKind.FL_STEP, MoveKind.FL_WAKE);
    private static final Set<MoveKind> FLUSH_END = EnumSet.of(MoveKind.FL_STEP, MoveKind.FL_FAIL, MoveKind.FL_TIMEOUT);

    private MoveUnit() {}

    /** The schedule without the unit that begins at an index; without that one move if none begins there. */
    static Schedule without(Schedule schedule, int from) {
        long first = schedule.move(from);
        return switch (Move.kind(first)) {
            case START -> remove(schedule, from, TRANSACTION, TRANSACTION_END);
            case FL_STEP -> remove(schedule, from, FLUSH, FLUSH_END);
            case RESTART -> remove(schedule, from, EnumSet.allOf(MoveKind.class), EnumSet.of(MoveKind.CRASH));
            default -> schedule.without(from, from + 1);
        };
    }

    private static Schedule remove(Schedule schedule, int from, Set<MoveKind> members, Set<MoveKind> ends) {
        BitSet unit = new BitSet();
        unit.set(from);
        int owner = Move.owner(schedule.move(from));
        for (int i = from + 1; i < schedule.size(); i++) {
            long move = schedule.move(i);
            if (Move.owner(move) == owner && members.contains(Move.kind(move))) {
                unit.set(i);
                if (ends.contains(Move.kind(move))) {
                    break;
                }
            }
        }
        return schedule.without(unit);
    }
}
