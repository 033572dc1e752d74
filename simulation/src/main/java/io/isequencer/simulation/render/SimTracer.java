package io.isequencer.simulation.render;

import io.isequencer.recording.OwnerTrace;
import io.isequencer.recording.OwnerView;
import io.isequencer.recording.TraceWriter;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.world.AbandonedWrite;
import io.isequencer.simulation.world.Owner;
import io.isequencer.simulation.world.Owner.Phase;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.Action;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StateView;
import io.isequencer.spi.StepListener;
import io.isequencer.spi.ValueBatch;
import java.io.Writer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Writes the trace of a run, the environment's steps included: the world knows them all.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe; hand it to one run as its observer and as its listener.
 * </ul>
 */
public final class SimTracer implements RunObserver, StepListener, AutoCloseable {
    private record Taken(Step step, OwnerView view) {}

    private final TraceWriter writer;
    private final OwnerTrace[] owners = new OwnerTrace[Options.MAX_OWNERS];
    private final List<Taken> steps = new ArrayList<>();
    private List<AbandonedWrite> lateWrites = List.of();
    private List<LogEvent> lateAppends = List.of();

    /** What each owner had in its cache before the move. */
    private final BitSet[] cached = new BitSet[Options.MAX_OWNERS];

    private long end = 1;
    private long durableEnd = 1;

    /** Traces a run with these options. */
    public SimTracer(Writer out, Options options) {
        writer = new TraceWriter(out, options.params());
    }

    @Override
    public void onStep(Step step, StateView state) {
        steps.add(new Taken(step, OwnerView.of(state)));
    }

    @Override
    public void onMove(int number, long move, World world) {
        Owner owner = world.owners().get(Move.owner(move));
        MoveKind kind = Move.kind(move);
        device(kind, Move.a(move), owner, world);
        for (Taken taken : steps) {
            if (kind == MoveKind.FL_TIMEOUT && taken.step.action() == Action.FL_FAIL) {
                owners[owner.id()].writeGivenUp(taken.step, taken.view);
            } else {
                owners[owner.id()].write(taken.step, taken.view);
            }
        }
        steps.clear();
        rememberCache(owner, world.options());
        lateWrites = List.copyOf(world.lateWrites());
        lateAppends = List.copyOf(world.lateAppends());
        end = world.log().end();
        durableEnd = world.log().durableEnd();
    }

    @Override
    public void close() {
        writer.close();
    }

    private void device(MoveKind kind, int a, Owner owner, World world) {
        String name = name(owner);
        switch (kind) {
            case READ -> writer.read(name, owner.missSeqId(), owner.readNumber());
            case APPEND -> append(owner.phase() == Phase.APPENDED ? "AppendOk" : "AppendConflict", owner);
            case APPEND_FAILED -> append("AppendFail", owner);
            case APPEND_UNKNOWN_WRITTEN ->
                append(world.log().end() > end ? "AppendUnknownWritten" : "AppendUnknownLost", owner);
            case APPEND_UNKNOWN_LOST -> append("AppendUnknownLost", owner);
            case APPEND_LATE -> append("AppendUnknownLate", owner);
            case FL_SYNC -> {
                if (durableEnd < end) {
                    writer.logSynced();
                }
            }
            case FL_WRITE -> written(owner);
            case EVICT -> evicted(owner, a, world.options());
            case CRASH -> writer.crashed(name);
            case RESTART -> owners[owner.id()] = writer.open(name);
            case POWER_LOSS -> writer.powerLost(world.log().end() - 1);
            case LAND_WRITE ->
                lateWrites.get(a).trace(writer, world.lateWrites().contains(lateWrites.get(a)));
            case LAND_APPEND -> writer.appendLanded(lateAppends.get(a));
            default -> {
                // The core's steps tell all, or nothing has happened to the protocol.
            }
        }
    }

    /** A storm is many evictions, of what was cached. */
    private void evicted(Owner owner, int key, Options options) {
        int sequences = options.sequences();
        for (int each = 0; each < options.keys(); each++) {
            if (cached[owner.id()].get(each) && (key == each || key == options.keys())) {
                writer.evicted(name(owner), Options.wsId(each / sequences), Options.seqId(each % sequences));
            }
        }
    }

    private void rememberCache(Owner owner, Options options) {
        cached[owner.id()] = new BitSet();
        for (int key = 0; owner.isUp() && key < options.keys(); key++) {
            cached[owner.id()].set(key, owner.cache().get(key) != 0);
        }
    }

    private void append(String action, Owner owner) {
        writer.append(action, name(owner), owner.event().build());
    }

    private void written(Owner owner) {
        ValueBatch batch = owner.core().flusher().batch();
        int index = owner.writeProgress() - 1;
        if (index < batch.size()) {
            writer.valueWritten(name(owner), batch.wsId(index), batch.seqId(index), batch.number(index));
        } else {
            writer.checkpointWritten(name(owner), owner.core().flusher().checkpoint());
        }
    }

    private static String name(Owner owner) {
        return Integer.toString(owner.id());
    }
}
