package io.isequencer.simulation.render;

import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveText;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.Action;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import io.isequencer.timeline.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;

/**
 * Turns a run into frames, one per move.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; hand it to one run as its observer and as its listener.
 * </ul>
 */
public final class Framer implements RunObserver, StepListener {
    private final Consumer<Frame> consumer;
    private final List<Step> steps = new ArrayList<>();
    private final ArrowTracker tracker = new ArrowTracker();
    private Map<String, Object> before = Map.of();

    public Framer(Consumer<Frame> consumer) {
        this.consumer = consumer;
    }

    @Override
    public void onStep(Step step, StateView state) {
        steps.add(step);
    }

    @Override
    public void onMove(int number, long move, World world) {
        MoveKind kind = Move.kind(move);
        Map<String, Object> after = StateTable.of(world);
        List<String> actions =
                steps.stream().map(step -> step.action().specName()).toList();
        consumer.accept(new Frame(
                number,
                world.virtualMs(),
                Move.owner(move),
                lane(kind),
                MoveText.format(move),
                actions,
                detail(move, world, after),
                kind.isFault(),
                tracker.after(number, move, steps, world),
                after));
        before = after;
        steps.clear();
    }

    private static String lane(MoveKind kind) {
        return switch (kind) {
            case FL_STEP, FL_REPLY, FL_FAIL, FL_TIMEOUT, FL_STALL, FL_WAKE -> "flusher";
            case ACT_STEP, ACT_IO, ACT_FAIL, ACT_WAKE -> "actualizer";
            case READ, FL_WRITE, LAND_WRITE -> "storage";
            case FL_SYNC, LAND_APPEND -> "log";
            case EVICT, CRASH, RESTART, POWER_LOSS, CLOCK_JUMP -> "world";
            default -> "client";
        };
    }

    private String detail(long move, World world, Map<String, Object> after) {
        StringJoiner words = new StringJoiner(", ");
        for (Step step : steps) {
            String text = describe(step);
            if (!text.isEmpty()) {
                words.add(text);
            }
        }
        String own = switch (Move.kind(move)) {
            case LAND_WRITE -> LandingDetail.ofWrite(before, after);
            case LAND_APPEND -> LandingDetail.ofAppend(before, after);
            default -> MoveDetail.of(move, world);
        };
        if (!own.isEmpty()) {
            words.add(own);
        }
        return words.toString();
    }

    private static String describe(Step step) {
        Action action = step.action();
        String sequence = "seqId " + step.seqId();
        return switch (action) {
            case START -> "at offset " + step.plogOffset();
            case NEXT -> sequence + " gets " + step.number();
            case USE -> sequence + " brings " + step.number();
            case MISS -> sequence + " is in no memory";
            case FILL -> sequence + " was last " + step.number();
            case MISS_FAIL -> sequence + " could not be read";
            case FLUSH, ACT_SCAN -> "event " + step.plogOffset();
            case FL_SNAPSHOT -> step.plogOffset() == 0 ? "nothing to write" : "up to checkpoint " + step.plogOffset();
            case FL_SYNC -> "log durable below " + step.plogOffset();
            case ACT_READ_CHECKPOINT -> "starts at " + step.plogOffset();
            case ACT_WAIT_ROOM -> "too much is pending";
            case ACT_DONE -> "end of the log, ready";
            default -> "";
        };
    }
}
