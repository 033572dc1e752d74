package io.isequencer.simulation.explore;

import io.isequencer.api.SeqTypes;
import io.isequencer.api.SequencerParams;
import io.isequencer.simulation.explore.state.Constants;
import io.isequencer.simulation.explore.state.StateLayout;
import io.isequencer.simulation.moves.Options;
import io.isequencer.simulation.world.SimLog;
import io.isequencer.simulation.world.SimStorage;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The owners, the storage and the log, at one moment. Can become a copy of another. */
final class ExploredWorld {
    final Constants constants;
    final Options keys;
    final ExploredOwner[] owners;
    final SimStorage storage;
    final SimLog log = new SimLog();
    final List<AbandonedWrite> lateWrites = new ArrayList<>();
    final List<LogEvent> lateAppends = new ArrayList<>();

    /** Whether an event was ever replaced. */
    boolean twice;

    /** Index in {@link StateLayout#WEATHERS}. */
    int weather;

    ExploredWorld(Constants constants) {
        this.constants = constants;
        int sequences = constants.seqs().size();
        int owned = constants.owners().size();
        int maxUnflushed = constants.maxUnflushed();
        keys = new Options(
                owned,
                constants.workspaces().size(),
                sequences,
                maxUnflushed,
                constants.maxPerEvent(),
                0,
                false,
                0,
                Map.of());
        SeqTypes.Builder types = SeqTypes.builder();
        for (int i = 0; i < sequences; i++) {
            types.add(Options.wsKind(), Options.seqId(i), constants.firstNumber());
        }
        SequencerParams params = SequencerParams.of(types.build()).withMaxUnflushedValues(maxUnflushed);
        storage = new SimStorage(constants.keys());
        owners = new ExploredOwner[owned];
        for (int i = 0; i < owned; i++) {
            owners[i] = new ExploredOwner(params, keys, constants.maxPerEvent());
        }
    }

    /** The weather changes. */
    void turn(int to) {
        weather = to;
    }

    void copyFrom(ExploredWorld that) {
        for (int i = 0; i < owners.length; i++) {
            owners[i].copyFrom(that.owners[i]);
        }
        storage.copyFrom(that.storage);
        log.copyFrom(that.log);
        lateWrites.clear();
        lateWrites.addAll(that.lateWrites);
        lateAppends.clear();
        lateAppends.addAll(that.lateAppends);
        twice = that.twice;
        weather = that.weather;
    }

    boolean stormy() {
        return weather == 0;
    }

    boolean storageFails() {
        return weather != 1;
    }

    boolean storageAnswers() {
        return weather != 2;
    }

    /** Appends to the log, if its rules allow; returns whether it did. */
    boolean append(LogEvent event) {
        boolean taken = event.plogOffset() < log.end();
        boolean appended = log.append(event);
        twice |= appended && taken;
        return appended;
    }

    /** Two equal writes in flight are one: they do the same. */
    void addLateWrite(AbandonedWrite rest) {
        if (!lateWrites.contains(rest)) {
            lateWrites.add(rest);
        }
    }
}
