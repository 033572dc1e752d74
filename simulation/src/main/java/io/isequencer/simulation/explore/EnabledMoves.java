package io.isequencer.simulation.explore;

import static io.isequencer.simulation.explore.ExploredMove.*;

import io.isequencer.core.Actualizer;
import io.isequencer.core.Client;
import io.isequencer.core.Flusher;
import io.isequencer.core.Want;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.explore.state.StateLayout;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;

/**
 * Collects what can happen now: what the core says that it wants, what the client's contract lets a client do, and what
 * the configuration lets devices do. Whether a call is accepted is the core's to say, not ours.
 */
final class EnabledMoves {
    private final Constants constants;
    private final IntArrayList moves = new IntArrayList();

    EnabledMoves(Constants constants) {
        this.constants = constants;
    }

    int size() {
        return moves.size();
    }

    int get(int index) {
        return moves.get(index);
    }

    void collect(ExploredWorld world) {
        moves.clear();
        for (int i = 0; i < world.owners.length; i++) {
            ExploredOwner owner = world.owners[i];
            if (owner.up) {
                collectClient(world, owner, i);
                collectAppend(world, owner, i);
                collectFlusher(world, owner, i);
                collectActualizer(world, owner, i);
                collectCrashAndEvictions(world, owner, i);
            } else {
                add(OPEN, i);
            }
        }
        collectDevices(world);
    }

    private void collectClient(ExploredWorld world, ExploredOwner owner, int i) {
        Client client = owner.core.client();
        if (!owner.core.closing()
                && constants.closers().contains(constants.owners().get(i))) {
            add(CLOSE, i);
        }
        if (client.missing()) {
            if (owner.answered) {
                add(FILL, i);
            } else {
                addIf(world.storageAnswers(), READ, i);
                addIf(world.storageFails(), MISS_FAIL, i);
            }
        } else if (!owner.core.closing()) {
            collectCalls(world, owner, client, i);
        }
    }

    private void collectCalls(ExploredWorld world, ExploredOwner owner, Client client, int i) {
        if (!client.inTransaction()) {
            for (int ws = 0;
                    ws < constants.workspaces().size() && owner.core.nextOffset() <= constants.maxEvents();
                    ws++) {
                add(START.with(i, ws, 0));
            }
        } else if (owner.append == 0 && owner.eventSize < constants.maxPerEvent()) {
            for (int seq = 0; seq < constants.seqs().size(); seq++) {
                add(NEXT.with(i, seq, 0));
                for (String number : constants.explicit()) {
                    add(USE.with(i, seq, Integer.parseInt(number)));
                }
            }
        }
        addIf(client.inTransaction() && owner.append == 1, FLUSH, i);
        boolean mayActualize = owner.append == 0 ? world.stormy() : owner.append > 1;
        addIf(mayActualize && !owner.core.actualizing(), ACTUALIZE, i);
    }

    private void collectAppend(ExploredWorld world, ExploredOwner owner, int i) {
        Client client = owner.core.client();
        if (client.inTransaction() && !client.missing() && owner.append == 0) {
            add(APPEND, i);
            addIf(world.stormy(), APPEND_FAIL, i);
            addIf(world.stormy(), APPEND_UNKNOWN_WRITTEN, i);
            addIf(world.stormy(), APPEND_UNKNOWN_LOST, i);
            addIf(world.stormy() && world.lateAppends.size() < constants.lateAppends(), APPEND_UNKNOWN_LATE, i);
        }
    }

    private void collectFlusher(ExploredWorld world, ExploredOwner owner, int i) {
        Flusher flusher = owner.core.flusher();
        Want want = flusher.want();
        if (want == Want.STEP || want == Want.SLEEP) {
            add(FL_STEP, i);
        }
        if (want != Want.IO) {
            return;
        }
        boolean writing = !flusher.syncing() && !owner.stored;
        addIf(flusher.syncing(), FL_SYNC, i);
        addIf(owner.stored, FL_REPLY, i);
        if (writing && world.storageAnswers()) {
            int left = owner.left(world.keys);
            addIf(left == 0, FL_WRITE_CHECKPOINT, i);
            for (int key = 0; key < constants.keys(); key++) {
                if ((left >> key & 1) == 1) {
                    add(FL_WRITE_VALUE.with(i, key, 0));
                }
            }
        }
        addIf(world.storageFails(), FL_FAIL, i);
        addIf(writing && world.stormy() && world.lateWrites.size() < constants.lateWrites(), FL_FAIL_LATE, i);
    }

    private void collectActualizer(ExploredWorld world, ExploredOwner owner, int i) {
        Actualizer actualizer = owner.core.actualizer();
        Want want = actualizer.want();
        boolean calls = want == Want.IO || want == Want.SLEEP;
        addIf(want == Want.STEP || calls && (world.storageAnswers() || !actualizer.reading()), ACT_STEP, i);
        addIf(calls && world.storageFails(), ACT_FAIL, i);
    }

    private void collectCrashAndEvictions(ExploredWorld world, ExploredOwner owner, int i) {
        addIf(world.stormy(), CRASH, i);
        for (int key = 0; key < constants.keys(); key++) {
            if (owner.cache.get(key) > 0) {
                add(EVICT.with(i, key, 0));
            }
        }
    }

    private void collectDevices(ExploredWorld world) {
        for (int i = 0; i < world.lateAppends.size(); i++) {
            add(LATE_APPEND_LANDS.with(0, i, 0));
        }
        for (int i = 0; i < world.lateWrites.size(); i++) {
            AbandonedWrite rest = world.lateWrites.get(i);
            if (!rest.hasNumbers()) {
                add(LATE_CHECKPOINT_LANDS.with(0, i, 0));
            }
            for (int key = 0; key < constants.keys(); key++) {
                if (rest.numbers()[key] > 0) {
                    add(LATE_VALUE_LANDS.with(0, i, key));
                }
            }
        }
        if (constants.buffered()) {
            addIf(world.log.durableEnd() < world.log.end(), LOG_SYNC, 0);
            for (long end = world.log.durableEnd(); world.stormy() && end <= world.log.end(); end++) {
                add(POWER_LOSS.with(0, (int) end, 0));
            }
        }
        for (int i = 1; i < StateLayout.WEATHERS.size(); i++) {
            if (world.stormy() && constants.weathers().contains(StateLayout.WEATHERS.get(i))) {
                add(TURN.with(0, i, 0));
            }
        }
    }

    private void addIf(boolean condition, ExploredMove kind, int owner) {
        if (condition) {
            add(kind, owner);
        }
    }

    private void add(ExploredMove kind, int owner) {
        add(kind.with(owner, 0, 0));
    }

    private void add(int move) {
        moves.add(move);
    }
}
