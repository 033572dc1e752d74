package io.isequencer.simulation.explore;

import io.isequencer.core.Partition;
import io.isequencer.core.Want;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.run.BoundedRun;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Makes the moves of a simulated run in an explored world, as long as they stay in its bounds, and reports which step of
 * the specification each was.
 *
 * <p>The grain differs in three places. Waking up is no step. The storage's answer is none either: the step behind it
 * is. And where the simulation makes one move of two steps (a missed call goes on when the answer arrives, a sync makes
 * all of the log durable, a closed owner ends and another begins), these are reported one by one.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalStateException} if the two worlds part.
 * </ul>
 */
final class CoverageFollower implements BoundedRun.Follower {
    /** Takes the steps. */
    interface Steps {
        void step(String action, ExploredWorld world);
    }

    private final Constants constants;
    private final Steps steps;
    private final ExploredWorld world;

    /** By owner: the call that goes on when the storage has answered; 0 if none. */
    private final int[] missed;

    /** The keys of the write in flight that have not landed, in the order in which they will. */
    private final ArrayDeque<Integer> late = new ArrayDeque<>();

    CoverageFollower(Constants constants, Steps steps) {
        this.constants = constants;
        this.steps = steps;
        world = new ExploredWorld(constants);
        missed = new int[constants.owners().size()];
    }

    @Override
    public boolean follow(MoveKind kind, int i, int a, int b) {
        ExploredOwner owner = world.owners[i];
        return switch (kind) {
            case START -> owner.core.nextOffset() <= constants.maxEvents() && make(ExploredMove.START, i, a, 0);
            case NEXT -> call(ExploredMove.NEXT, i, a, 0);
            case USE -> constants.explicit().contains(Integer.toString(b)) && call(ExploredMove.USE, i, a, b);
            case READ -> make(ExploredMove.READ, i, 0, 0);
            case READ_FAIL -> make(ExploredMove.MISS_FAIL, i, 0, 0);
            case FILL -> make(ExploredMove.FILL, i, 0, 0) && make(missed[i]);
            case FLUSH -> make(ExploredMove.FLUSH, i, 0, 0);
            case ACTUALIZE, ABANDON -> make(ExploredMove.ACTUALIZE, i, 0, 0);
            case CLOSE -> constants.closers().contains(constants.owners().get(i)) && make(ExploredMove.CLOSE, i, 0, 0);
            case APPEND -> make(ExploredMove.APPEND, i, 0, 0);
            case APPEND_FAILED -> make(ExploredMove.APPEND_FAIL, i, 0, 0);
            case APPEND_UNKNOWN_WRITTEN -> make(ExploredMove.APPEND_UNKNOWN_WRITTEN, i, 0, 0);
            case APPEND_UNKNOWN_LOST -> make(ExploredMove.APPEND_UNKNOWN_LOST, i, 0, 0);
            case APPEND_LATE ->
                world.lateAppends.size() < constants.lateAppends() && make(ExploredMove.APPEND_UNKNOWN_LATE, i, 0, 0);
            case FL_STEP -> make(writtenAll(owner) ? ExploredMove.FL_REPLY : ExploredMove.FL_STEP, i, 0, 0);
            case FL_SYNC -> logSynced() && make(ExploredMove.FL_SYNC, i, 0, 0);
            case FL_WRITE -> write(owner, i);
            case FL_FAIL -> make(ExploredMove.FL_FAIL, i, 0, 0);
            case FL_TIMEOUT -> timeOut(owner, i);
            case ACT_STEP, ACT_IO -> make(ExploredMove.ACT_STEP, i, 0, 0);
            case ACT_FAIL -> make(ExploredMove.ACT_FAIL, i, 0, 0);
            case EVICT -> evict(owner, i, a);
            case CRASH -> make(ExploredMove.CRASH, i, 0, 0);
            case RESTART -> (!owner.up || make(ExploredMove.CRASH, i, 0, 0)) && make(ExploredMove.OPEN, i, 0, 0);
            case POWER_LOSS -> constants.buffered() && make(ExploredMove.POWER_LOSS, 0, (int) world.log.end() - a, 0);
            case LAND_WRITE -> landWrite();
            case LAND_APPEND -> make(ExploredMove.LATE_APPEND_LANDS, 0, a, 0);
            case START_REFUSED, FL_REPLY, FL_STALL, FL_WAKE, ACT_WAKE, CLOCK_JUMP -> true;
        };
    }

    /** The core that the simulation drives must be where ours is. */
    @Override
    public void made(int i, Partition core) {
        ExploredOwner owner = world.owners[i];
        String theirs = core == null ? "down" : text(core);
        String ours = owner.up ? text(owner.core) : "down";
        if (!Objects.equals(theirs, ours)) {
            throw new IllegalStateException("the worlds must not part: simulated=" + theirs + ", explored=" + ours);
        }
    }

    private static String text(Partition core) {
        return core.nextOffset() + " " + core.pendingCheckpoint() + " " + core.pendingSize() + " " + core.actualizing()
                + " " + core.closing() + " " + core.flusherSignalled() + " "
                + core.client().inTransaction() + " "
                + core.flusherCheckpoint() + " " + core.actualizerState();
    }

    private boolean call(ExploredMove kind, int i, int seq, int number) {
        missed[i] = kind.with(i, seq, number);
        return make(missed[i]);
    }

    private static boolean writtenAll(ExploredOwner owner) {
        return owner.stored && owner.core.flusher().want() == Want.IO;
    }

    private boolean logSynced() {
        boolean tail = constants.buffered() && world.log.durableEnd() < world.log.end();
        return !tail || make(ExploredMove.LOG_SYNC, 0, 0, 0);
    }

    private boolean write(ExploredOwner owner, int i) {
        ValueBatch batch = owner.core.flusherBatch();
        int index = Integer.bitCount(owner.written);
        return index < batch.size()
                ? make(ExploredMove.FL_WRITE_VALUE, i, keyOf(batch, index), 0)
                : make(ExploredMove.FL_WRITE_CHECKPOINT, i, 0, 0);
    }

    private boolean timeOut(ExploredOwner owner, int i) {
        // One at a time: of two, which lands first could not be told by their places.
        if (constants.lateWrites() == 0 || !world.lateWrites.isEmpty()) {
            return false;
        }
        ValueBatch batch = owner.core.flusherBatch();
        for (int index = Integer.bitCount(owner.written); index < batch.size(); index++) {
            late.add(keyOf(batch, index));
        }
        return make(ExploredMove.FL_FAIL_LATE, i, 0, 0);
    }

    private boolean landWrite() {
        return late.isEmpty()
                ? make(ExploredMove.LATE_CHECKPOINT_LANDS, 0, 0, 0)
                : make(ExploredMove.LATE_VALUE_LANDS, 0, 0, late.poll());
    }

    /** The index behind the last key stands for all. */
    private boolean evict(ExploredOwner owner, int i, int key) {
        for (int each = 0; each < constants.keys(); each++) {
            if ((key == each || key == constants.keys()) && owner.cache.get(each) > 0) {
                make(ExploredMove.EVICT, i, each, 0);
            }
        }
        return true;
    }

    private int keyOf(ValueBatch batch, int index) {
        return world.keys.keyOf(batch.wsId(index), batch.seqId(index));
    }

    private boolean make(ExploredMove kind, int owner, int a, int b) {
        return make(kind.with(owner, a, b));
    }

    private boolean make(int move) {
        String action = MoveExecutor.make(move, world);
        if (action == null) {
            throw new IllegalStateException("the core must accept: move=" + ExploredMove.kind(move));
        }
        steps.step(action, world);
        return true;
    }
}
