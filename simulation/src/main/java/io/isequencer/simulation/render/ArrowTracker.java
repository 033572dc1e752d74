package io.isequencer.simulation.render;

import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.Owner;
import io.isequencer.simulation.world.Owner.Phase;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.Action;
import io.isequencer.spi.StepListener.Step;
import io.isequencer.timeline.Arrow;
import io.isequencer.timeline.Arrow.Kind;
import java.util.ArrayList;
import java.util.List;

/** Finds out which step brought about which: where each call, answer and late effect set out. */
final class ArrowTracker {
    private static final String STORAGE = "storage";
    private static final String LOG = "log";

    /** Where an owner's calls stand, as step numbers. */
    private static final class Calls {
        int miss;
        int read;
        int flush;
        int lastEffect;
        boolean syncing;
    }

    /** A timed-out write or append that is still under way. */
    private record Origin(int step, String lane) {}

    private final Calls[] calls = new Calls[Options.MAX_OWNERS];
    private final List<Origin> lateWrites = new ArrayList<>();
    private final List<Origin> lateAppends = new ArrayList<>();
    private final List<Arrow> arrows = new ArrayList<>();

    ArrowTracker() {
        for (int i = 0; i < calls.length; i++) {
            calls[i] = new Calls();
        }
    }

    /** The arrows that arrive with a move, which was just made. */
    List<Arrow> after(int number, long move, List<Step> steps, World world) {
        arrows.clear();
        MoveKind kind = Move.kind(move);
        Owner owner = world.owners().get(Move.owner(move));
        switch (kind) {
            case READ, READ_FAIL, FILL, APPEND, APPEND_FAILED, APPEND_UNKNOWN_WRITTEN, APPEND_UNKNOWN_LOST ->
                client(kind, number, owner);
            case APPEND_LATE -> lateAppends.add(new Origin(number, Arrow.lane(owner.id(), "client")));
            case FL_STEP, FL_SYNC, FL_WRITE, FL_REPLY, FL_FAIL, FL_TIMEOUT -> flusher(kind, number, owner);
            case ACT_FAIL -> {
                String device = owner.core().actualizer().reading() ? STORAGE : LOG;
                arrows.add(new Arrow(Kind.LOST, number, Arrow.lane(owner.id(), "actualizer"), device));
            }
            case LAND_WRITE, LAND_APPEND -> landed(kind, Move.a(move), world);
            case POWER_LOSS -> {
                if (world.lateAppends().isEmpty()) {
                    lateAppends.clear();
                }
            }
            default -> {
                // Nothing leaves the owner.
            }
        }
        if (owner.phase() == Phase.READING && steps.stream().anyMatch(step -> step.action() == Action.MISS)) {
            calls[owner.id()].miss = number;
        }
        for (Step step : steps) {
            coreStep(step.action(), number, owner);
        }
        return List.copyOf(arrows);
    }

    private void client(MoveKind kind, int number, Owner owner) {
        String lane = Arrow.lane(owner.id(), "client");
        Calls call = calls[owner.id()];
        switch (kind) {
            case READ -> {
                arrows.add(new Arrow(Kind.CALL, call.miss, lane, STORAGE));
                call.read = number;
            }
            case READ_FAIL -> arrows.add(new Arrow(Kind.LOST, number, lane, STORAGE));
            case FILL -> arrows.add(new Arrow(Kind.REPLY, call.read, STORAGE, lane));
            case APPEND -> {
                boolean taken = owner.phase() == Phase.APPENDED;
                arrows.add(new Arrow(taken ? Kind.CALL : Kind.LOST, number, lane, LOG));
            }
            case APPEND_UNKNOWN_WRITTEN -> arrows.add(new Arrow(Kind.CALL, number, lane, LOG));
            default -> arrows.add(new Arrow(Kind.LOST, number, lane, LOG));
        }
    }

    private void flusher(MoveKind kind, int number, Owner owner) {
        String lane = Arrow.lane(owner.id(), "flusher");
        Calls call = calls[owner.id()];
        switch (kind) {
            case FL_STEP -> {
                call.flush = number;
                call.lastEffect = 0;
                call.syncing = true;
            }
            case FL_SYNC -> {
                arrows.add(new Arrow(Kind.CALL, call.flush, lane, LOG));
                arrows.add(new Arrow(Kind.REPLY, number, LOG, lane));
                call.flush = number;
                call.syncing = false;
            }
            case FL_WRITE -> {
                arrows.add(new Arrow(Kind.CALL, call.flush, lane, STORAGE));
                call.lastEffect = number;
            }
            case FL_REPLY -> arrows.add(new Arrow(Kind.REPLY, call.lastEffect, STORAGE, lane));
            case FL_TIMEOUT -> lateWrites.add(new Origin(number, lane));
            default -> {
                boolean hadEffect = call.lastEffect > 0;
                int from = hadEffect ? call.lastEffect : number;
                String device = call.syncing ? LOG : STORAGE;
                arrows.add(new Arrow(Kind.LOST, from, hadEffect ? device : lane, hadEffect ? lane : device));
            }
        }
    }

    private void landed(MoveKind kind, int index, World world) {
        boolean write = kind == MoveKind.LAND_WRITE;
        List<Origin> origins = write ? lateWrites : lateAppends;
        Origin origin = origins.get(index);
        arrows.add(new Arrow(Kind.LATE, origin.step(), origin.lane(), write ? STORAGE : LOG));
        List<?> underWay = write ? world.lateWrites() : world.lateAppends();
        if (underWay.size() < origins.size()) {
            origins.remove(index);
        }
    }

    private void coreStep(Action action, int number, Owner owner) {
        String actualizer = Arrow.lane(owner.id(), "actualizer");
        switch (action) {
            case ACT_READ_CHECKPOINT -> arrows.add(new Arrow(Kind.REPLY, number, STORAGE, actualizer));
            case ACT_SCAN -> arrows.add(new Arrow(Kind.REPLY, number, LOG, actualizer));
            case ACTUALIZE -> arrows.add(new Arrow(Kind.SIGNAL, number, Arrow.lane(owner.id(), "client"), actualizer));
            case FLUSH -> signal(number, "client", owner);
            case ACT_WAIT_ROOM, ACT_DONE -> signal(number, "actualizer", owner);
            default -> {
                // Stays where it is.
            }
        }
    }

    /** An arrow only if the flusher really was signalled: a signal left out should be missed in the picture too. */
    private void signal(int number, String from, Owner owner) {
        if (owner.core().flusherSignalled()) {
            arrows.add(new Arrow(Kind.SIGNAL, number, Arrow.lane(owner.id(), from), Arrow.lane(owner.id(), "flusher")));
        }
    }
}
