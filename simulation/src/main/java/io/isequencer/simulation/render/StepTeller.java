package io.isequencer.simulation.render;

import io.isequencer.recording.TraceSink;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.run.RunObserver;
import io.isequencer.simulation.world.AbandonedWrite;
import io.isequencer.simulation.world.Owner;
import io.isequencer.simulation.world.Owner.Phase;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Tells the steps of a run, the environment's included: the world knows them all. */
abstract class StepTeller implements RunObserver {
    private static final String[] NAMES = names();

    private final TraceSink sink;
    private final boolean tellsEvictions;
    private List<AbandonedWrite> lateWrites = List.of();
    private List<LogEvent> lateAppends = List.of();

    /** What each owner had in its cache before the move. */
    private final BitSet[] cached = new BitSet[Options.MAX_OWNERS];

    private long end = 1;
    private long durableEnd = 1;
    private int move;

    /**
     * Of one run, or of one after the other.
     *
     * @param tellsEvictions whether the sink wants to know what the cache forgets, which a miss shows in any case
     */
    StepTeller(TraceSink sink, boolean tellsEvictions) {
        this.sink = sink;
        this.tellsEvictions = tellsEvictions;
    }

    private static String[] names() {
        String[] names = new String[Options.MAX_OWNERS];
        Arrays.setAll(names, Integer::toString);
        return names;
    }

    /** Another run follows. */
    final void forgetRun() {
        lateWrites = List.of();
        lateAppends = List.of();
        Arrays.fill(cached, null);
        end = 1;
        durableEnd = 1;
    }

    /** The number of the move that was told last. */
    final int move() {
        return move;
    }

    /** An owner was opened. */
    abstract void opened(Owner owner);

    /**
     * Tells what the owner's core has done in the move.
     *
     * @param givenUp whether a FlFail among it is of a call that was given up
     */
    abstract void tellCore(Owner owner, boolean givenUp);

    @Override
    public final void onMove(int number, long move, World world) {
        this.move = number;
        Owner owner = world.owners().get(Move.owner(move));
        MoveKind kind = Move.kind(move);
        device(kind, Move.a(move), owner, world);
        tellCore(owner, kind == MoveKind.FL_TIMEOUT);
        if (tellsEvictions) {
            rememberCache(owner, world.options());
        }
        lateWrites = world.lateWrites().isEmpty() ? List.of() : List.copyOf(world.lateWrites());
        lateAppends = world.lateAppends().isEmpty() ? List.of() : List.copyOf(world.lateAppends());
        end = world.log().end();
        durableEnd = world.log().durableEnd();
    }

    private void device(MoveKind kind, int a, Owner owner, World world) {
        String name = name(owner);
        switch (kind) {
            case READ -> sink.read(name, owner.missSeqId(), owner.readNumber());
            case APPEND -> append(owner.phase() == Phase.APPENDED ? "AppendOk" : "AppendConflict", owner);
            case APPEND_FAILED -> append("AppendFail", owner);
            case APPEND_UNKNOWN_WRITTEN ->
                append(world.log().end() > end ? "AppendUnknownWritten" : "AppendUnknownLost", owner);
            case APPEND_UNKNOWN_LOST -> append("AppendUnknownLost", owner);
            case APPEND_LATE -> append("AppendUnknownLate", owner);
            case FL_SYNC -> {
                if (durableEnd < end) {
                    sink.logSynced();
                }
            }
            case FL_WRITE -> written(owner);
            case EVICT -> {
                if (tellsEvictions) {
                    evicted(owner, a, world.options());
                }
            }
            case CRASH -> sink.crashed(name);
            case RESTART -> opened(owner);
            case POWER_LOSS -> sink.powerLost(world.log().end() - 1);
            case LAND_WRITE -> lateWrites.get(a).trace(sink, world.lateWrites().contains(lateWrites.get(a)));
            case LAND_APPEND -> sink.appendLanded(lateAppends.get(a));
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
                sink.evicted(name(owner), Options.wsId(each / sequences), Options.seqId(each % sequences));
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
        sink.append(action, name(owner), owner.event().build());
    }

    private void written(Owner owner) {
        ValueBatch batch = owner.core().flusher().batch();
        int index = owner.writeProgress() - 1;
        if (index < batch.size()) {
            sink.valueWritten(name(owner), batch.wsId(index), batch.seqId(index), batch.number(index));
        } else {
            sink.checkpointWritten(name(owner), owner.core().flusher().checkpoint());
        }
    }

    static String name(Owner owner) {
        return NAMES[owner.id()];
    }
}
