package io.isequencer.simulation.check;

import io.isequencer.core.Partition;
import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import io.isequencer.simulation.moves.Move;
import io.isequencer.simulation.world.Owner;
import io.isequencer.simulation.world.Owner.Phase;
import io.isequencer.simulation.world.Words;
import io.isequencer.simulation.world.World;
import io.isequencer.spi.NumberVisitor;
import java.util.Arrays;

/**
 * Looks at the world after each move and throws when an invariant does not hold.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link Violation}, with the invariant's name in {@code tla/Sequencer.tla}.
 * </ul>
 */
public final class Checker {
    private final World world;
    private final int keys;
    private final ReferenceModel model;
    private final long[] storedBefore;
    private final long[] pending;
    private final NumberVisitor intoPending;
    private long checkpointBefore;
    private long storageHash;

    public Checker(World world) {
        this.world = world;
        keys = world.options().keys();
        model = new ReferenceModel(world.options());
        storedBefore = new long[keys];
        pending = new long[keys];
        intoPending = (wsId, seqId, number) -> pending[world.options().keyOf(wsId, seqId)] = number;
        storageHash = world.storage().hash();
    }

    /** Checks what a move may have changed. */
    public void check(long move) {
        if (model.end() != world.log().end()) {
            model.follow(world.log());
        }
        if (storageHash != world.storage().hash()) {
            storageHash = world.storage().hash();
            checkStorage();
        }
        checkCheckpointReal();
        Owner owner = world.owners().get(Move.owner(move));
        if (owner.isUp()) {
            checkOwner(owner);
        }
    }

    private void checkCheckpointReal() {
        if (world.storage().checkpoint() > world.log().end()) {
            throw Violation.safety(
                    Property.CHECKPOINT_REAL,
                    "the stored checkpoint is " + world.storage().checkpoint() + ", but the log's next offset is "
                            + world.log().end());
        }
    }

    private void checkStorage() {
        long checkpoint = world.storage().checkpoint();
        if (checkpoint < checkpointBefore) {
            throw Violation.safety(
                    Property.STORED_NEVER_DECREASES,
                    "the stored checkpoint fell from " + checkpointBefore + " to " + checkpoint);
        }
        checkpointBefore = checkpoint;
        checkCheckpointReal();
        long[] covered = model.maxBelow(Math.max(checkpoint, 1));
        long[] logged = model.maxBelow(model.end());
        for (int key = 0; key < keys; key++) {
            long stored = world.storage().number(key);
            if (stored < storedBefore[key]) {
                throw violated(
                        Property.STORED_NEVER_DECREASES, key, "at least " + storedBefore[key] + ", as before", stored);
            }
            storedBefore[key] = stored;
            if (stored < covered[key]) {
                throw violated(
                        Property.CHECKPOINT_SOUND,
                        key,
                        "at least " + covered[key] + ", which an event below checkpoint " + checkpoint + " has",
                        stored);
            }
            if (stored > logged[key]) {
                throw violated(
                        Property.STORAGE_JUSTIFIED,
                        key,
                        "at most " + logged[key] + ", which is the log's largest",
                        stored);
            }
        }
    }

    private void checkOwner(Owner owner) {
        Partition core = owner.core();
        Arrays.fill(pending, 0);
        core.forEachPending(intoPending);
        if (core.pendingCheckpoint() > 0) {
            checkPending(core.pendingCheckpoint());
        }
        boolean ready = owner.phase() == Phase.IDLE
                && !core.actualizing()
                && core.nextOffset() == world.log().end();
        if (ready) {
            checkReady(owner);
        }
    }

    private void checkPending(long pendingCheckpoint) {
        if (pendingCheckpoint > model.end()) {
            throw Violation.safety(
                    Property.PENDING_SOUND,
                    "the pending checkpoint is " + pendingCheckpoint + ", but the log's next offset is " + model.end());
        }
        long[] covered = model.maxBelow(pendingCheckpoint);
        for (int key = 0; key < keys; key++) {
            long known = Math.max(pending[key], world.storage().number(key));
            if (known < covered[key]) {
                throw violated(
                        Property.PENDING_SOUND,
                        key,
                        "at least " + covered[key] + ", which an event below pending checkpoint " + pendingCheckpoint
                                + " has",
                        known);
            }
        }
    }

    private void checkReady(Owner owner) {
        long[] logged = model.maxBelow(model.end());
        for (int key = 0; key < keys; key++) {
            long cached = owner.cache().get(key);
            if (cached != 0 && cached != logged[key]) {
                throw violated(Property.READY_EXACT, key, logged[key] + " in the cache, as the log says", cached);
            }
            long known = Math.max(pending[key], world.storage().number(key));
            if (known != logged[key]) {
                throw violated(
                        Property.READY_EXACT, key, logged[key] + " in pending or storage, as the log says", known);
            }
        }
    }

    private Violation violated(Property property, int key, String expected, long got) {
        return Violation.safety(property, Words.key(world.options(), key) + ": expected " + expected + "; got " + got);
    }
}
