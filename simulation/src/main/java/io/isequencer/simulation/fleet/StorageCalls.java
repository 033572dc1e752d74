package io.isequencer.simulation.fleet;

import io.isequencer.laboratory.SplitMix64;
import io.isequencer.simulation.fleet.Shard.Outcome;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.ValueBatch;
import java.util.function.Consumer;

/**
 * The way from an owner to its shard and back, in virtual time.
 *
 * <ul>
 *   <li><i>Units:</i> virtual microseconds.
 * </ul>
 */
final class StorageCalls {
    private static final long NETWORK_US = 200;
    private static final long TIMEOUT_US = 1_000_000;
    private static final int LATE_WITHIN_US = 5_000_000;

    private final Agenda agenda;
    private final FleetTally tally;
    private final SplitMix64 random;
    private long hash;
    private long lastEffectUs;
    private int lastTouched = PartitionTrace.NONE;

    StorageCalls(Agenda agenda, FleetTally tally, SplitMix64 random) {
        this.agenda = agenda;
        this.tally = tally;
        this.random = random;
    }

    Agenda agenda() {
        return agenda;
    }

    FleetTally tally() {
        return tally;
    }

    /** Of all that was appended and written, and when. */
    long hash() {
        return hash;
    }

    long lastEffectUs() {
        return lastEffectUs;
    }

    /** The partition about which something happened last: if something is wrong, it is there. */
    int lastTouched() {
        return lastTouched;
    }

    void touch(FleetPartition partition) {
        lastTouched = partition.id();
    }

    /**
     * Calls the storage.
     *
     * @param effect what it does there, if anything
     * @param reply the reply to the owner
     */
    void call(FleetOwner owner, FleetCall call, Runnable effect, Consumer<Outcome> reply) {
        long nowUs = agenda.nowUs();
        tally.called(call, nowUs);
        Shard shard = owner.partition().shard();
        long servedUs = shard.serve(nowUs, call.averageUs());
        long toldUs = nowUs + TIMEOUT_US;
        Outcome outcome = shard.outcome(call);
        if (outcome == Outcome.DONE && servedUs + NETWORK_US > toldUs) {
            outcome = Outcome.UNANSWERED;
        }
        switch (outcome) {
            case DONE -> {
                toldUs = servedUs + NETWORK_US;
                agenda.at(servedUs, effect);
            }
            case ERROR -> toldUs = servedUs + NETWORK_US;
            case UNANSWERED -> agenda.at(servedUs, effect);
            case LATE ->
                agenda.at(toldUs + 1 + random.below(LATE_WITHIN_US), () -> {
                    countLate(call);
                    effect.run();
                });
            case LOST -> {
                // Neither an effect nor an answer.
            }
        }
        Outcome told = outcome;
        deliver(owner, toldUs, () -> reply.accept(told));
    }

    private void countLate(FleetCall call) {
        if (call == FleetCall.APPEND) {
            tally.add(FleetMark.LATE_APPEND);
        } else if (call == FleetCall.WRITE) {
            tally.add(FleetMark.LATE_WRITE);
        }
    }

    void wakeUp(FleetOwner owner, long us, Runnable wake) {
        deliver(owner, agenda.nowUs() + us, wake);
    }

    /** To an owner that lives by then; a machine that stands still takes it when it goes on. */
    private void deliver(FleetOwner owner, long us, Runnable what) {
        agenda.at(us, () -> {
            if (!owner.isAlive()) {
                return;
            }
            if (owner.machine().answers(agenda.nowUs())) {
                touch(owner.partition());
                what.run();
                owner.proceed();
            } else {
                deliver(owner, owner.machine().frozenUntilUs(), what);
            }
        });
    }

    boolean append(FleetPartition partition, LogEvent event) {
        touch(partition);
        boolean inserted = partition.append(event);
        mix(partition.id(), event.plogOffset());
        return inserted;
    }

    void write(FleetPartition partition, ValueBatch values, long checkpoint) {
        touch(partition);
        partition.write(values, checkpoint);
        mix(partition.id(), checkpoint);
    }

    private void mix(int partition, long value) {
        lastEffectUs = agenda.nowUs();
        hash = SplitMix64.mix(hash ^ SplitMix64.mix(((long) partition << 40) ^ value) ^ agenda.nowUs());
    }
}
