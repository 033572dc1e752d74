package io.isequencer.simulation.world;

import io.isequencer.simulation.moves.CoverageCounts;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.Mark;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.moves.MoveKind;
import io.isequencer.simulation.moves.MoveList;
import io.isequencer.simulation.moves.Options;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;

/**
 * One partition with its owners and devices, in virtual time. It knows what can happen next and makes it happen; it
 * decides nothing.
 *
 * <ul>
 *   <li><i>Units:</i> virtual milliseconds; a move takes one.
 * </ul>
 */
public final class World {
    private static final long CLOCK_JUMP_MS = 3_600_000;

    final Options options;
    final List<Owner> owners = new ArrayList<>();
    final SimStorage storage;
    final SimLog log = new SimLog();
    final List<AbandonedWrite> lateWrites = new ArrayList<>();
    final List<LogEvent> lateAppends = new ArrayList<>();
    final CoverageCounts tally = new CoverageCounts();
    final StepListener listener;
    /** The largest number of each key that any owner was ever issued. */
    private final long[] issued;

    /** The offsets of events whose appender does not know of them. */
    final BitSet unknownAppends = new BitSet();

    private long nowMs;

    private final ClientMoves clientMoves;
    private final TaskMoves taskMoves;
    private final DeviceMoves deviceMoves;
    private int generations;
    private final EnumSet<FaultKind> allowedFaults = EnumSet.noneOf(FaultKind.class);
    private boolean allFaultsAllowed;
    private boolean timeIsElastic;

    /** A world in which no owner is up yet. */
    public World(Options options, StepListener listener, MirroredStore backing) {
        this.options = options;
        allowedFaults.addAll(options.faults().keySet());
        this.listener = listener;
        storage = backing == null ? new SimStorage(options.keys()) : new MirroringStorage(options, backing);
        issued = new long[options.keys()];
        for (int i = 0; i < options.owners(); i++) {
            owners.add(new Owner(i));
        }
        clientMoves = new ClientMoves(this);
        taskMoves = new TaskMoves(this);
        deviceMoves = new DeviceMoves(this);
    }

    /** Collects all that can happen now. Never empty: time can always pass. */
    public void collect(MoveList moves) {
        moves.clear();
        for (Owner owner : owners) {
            if (owner.isUp()) {
                clientMoves.collect(owner, moves);
                taskMoves.collect(owner, moves);
            }
        }
        deviceMoves.collect(moves);
    }

    /** Makes a move that {@link #collect} named. */
    public void apply(long move) {
        nowMs++;
        MoveKind kind = Move.kind(move);
        Owner owner = owners.get(Move.owner(move));
        switch (kind) {
            case FL_STEP, FL_SYNC, FL_WRITE, FL_REPLY, FL_FAIL, FL_TIMEOUT, FL_STALL, FL_WAKE ->
                taskMoves.flush(kind, owner);
            case ACT_STEP, ACT_IO, ACT_FAIL, ACT_WAKE -> taskMoves.actualize(kind, owner);
            case EVICT, CRASH, RESTART, POWER_LOSS, LAND_WRITE, LAND_APPEND, CLOCK_JUMP ->
                deviceMoves.apply(kind, owner, Move.a(move));
            default -> clientMoves.apply(kind, owner, Move.a(move), Move.b(move));
        }
    }

    /** A fault took effect. What a dying storage does at the end of every run says nothing of the seeds. */
    void count(FaultKind fault) {
        if (!allFaultsAllowed) {
            tally.add(fault);
        }
    }

    void mark(Mark mark) {
        tally.add(mark);
    }

    void markIf(boolean condition, Mark mark) {
        if (condition) {
            tally.add(mark);
        }
    }

    boolean allows(FaultKind fault) {
        return allFaultsAllowed || allowedFaults.contains(fault);
    }

    /** From now on any fault may happen, whatever the options say. */
    public void allowAllFaults() {
        allFaultsAllowed = true;
    }

    /** From now on a delay is over as soon as its end is wanted: for replays, whose times are not the original ones. */
    public void elasticTime() {
        timeIsElastic = true;
    }

    boolean isOver(long delayEndMs) {
        return timeIsElastic || nowMs >= delayEndMs;
    }

    /** Lets time pass until the next retry delay is over. */
    public void sleep() {
        nowMs += options.retryDelayMs();
    }

    public boolean drained(Owner owner) {
        return taskMoves.drained(owner);
    }

    void begin(Owner owner) {
        generations++;
        owner.begin(options, listener, generations);
    }

    /** Lets time pass, unless it is later already. */
    void skipTo(long ms) {
        nowMs = Math.max(nowMs, ms);
    }

    public void jumpClock() {
        nowMs += CLOCK_JUMP_MS;
    }

    /** What the run has done so far. */
    public CoverageCounts tally() {
        return tally;
    }

    public long virtualMs() {
        return nowMs;
    }

    public List<Owner> owners() {
        return owners;
    }

    public Options options() {
        return options;
    }

    public SimLog log() {
        return log;
    }

    /** The largest number of the key that any owner was ever issued; 0 if there is none. */
    public long issued(int key) {
        return issued[key];
    }

    void issued(int key, long number) {
        issued[key] = Math.max(issued[key], number);
    }

    public SimStorage storage() {
        return storage;
    }

    public List<AbandonedWrite> lateWrites() {
        return lateWrites;
    }

    public List<LogEvent> lateAppends() {
        return lateAppends;
    }
}
