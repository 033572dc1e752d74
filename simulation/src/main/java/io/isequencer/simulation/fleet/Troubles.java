package io.isequencer.simulation.fleet;

import io.isequencer.laboratory.SplitMix64;
import io.isequencer.simulation.fleet.Shard.Health;
import java.util.List;

/**
 * What befalls machines and shards, until it stops.
 *
 * <ul>
 *   <li><i>Units:</i> virtual microseconds.
 * </ul>
 */
final class Troubles {
    private static final long SECOND_US = 1_000_000;
    private static final long MACHINE_EVERY_US = 60 * SECOND_US;
    private static final long SHARD_EVERY_US = 40 * SECOND_US;
    private static final long SHARD_FOR_US = 4 * SECOND_US;
    private static final long DETECTED_AFTER_US = 3 * SECOND_US;
    private static final long FROZEN_FOR_US = 6 * SECOND_US;
    private static final long TOLD_AFTER_US = SECOND_US;
    private static final long RESTARTED_AFTER_US = 15 * SECOND_US;

    private final Agenda agenda;
    private final FleetTally tally;
    private final SplitMix64 random;
    private final Owners owners;
    private final long untilUs;

    Troubles(Agenda agenda, FleetTally tally, SplitMix64 random, Owners owners, long untilUs) {
        this.agenda = agenda;
        this.tally = tally;
        this.random = random;
        this.owners = owners;
        this.untilUs = untilUs;
    }

    void begin(long fromUs, List<Shard> shards) {
        for (Machine machine : owners.machines()) {
            agenda.at(fromUs + Chance.exponential(random, MACHINE_EVERY_US), () -> befall(machine));
        }
        for (Shard shard : shards) {
            agenda.at(fromUs + Chance.exponential(random, SHARD_EVERY_US), () -> befall(shard));
        }
    }

    private void befall(Machine machine) {
        if (agenda.nowUs() >= untilUs) {
            return;
        }
        boolean enoughLeft = owners.answering().size() * 2 > owners.machines().size();
        if (machine.answers(agenda.nowUs()) && enoughLeft) {
            switch (random.below(3)) {
                case 0 -> crash(machine);
                case 1 -> freeze(machine);
                default -> restart(machine);
            }
        }
        agenda.after(Chance.exponential(random, MACHINE_EVERY_US), () -> befall(machine));
    }

    private void crash(Machine machine) {
        tally.add(FleetMark.CRASH);
        owners.noteUnserved(machine);
        machine.crash();
        agenda.after(DETECTED_AFTER_US, () -> owners.takeOver(machine));
        agenda.after(RESTARTED_AFTER_US, () -> {
            machine.restart();
            owners.fill(machine);
        });
    }

    private void freeze(Machine machine) {
        tally.add(FleetMark.FREEZE);
        owners.noteUnserved(machine);
        machine.freeze(agenda.nowUs() + FROZEN_FOR_US);
        agenda.after(DETECTED_AFTER_US, () -> owners.takeOver(machine));
        agenda.after(FROZEN_FOR_US, () -> machine.owners().forEach(FleetOwner::proceed));
        agenda.after(FROZEN_FOR_US + TOLD_AFTER_US, () -> {
            owners.tell(machine);
            owners.fill(machine);
        });
    }

    /** As planned: nobody waits for a machine that is gone. */
    private void restart(Machine machine) {
        owners.empty(machine);
        agenda.after(RESTARTED_AFTER_US, () -> owners.fill(machine));
    }

    private void befall(Shard shard) {
        if (agenda.nowUs() >= untilUs) {
            return;
        }
        switch (random.below(3)) {
            case 0 -> become(shard, Health.SLOW, FleetMark.SLOW_SHARD);
            case 1 -> become(shard, Health.FAILING, FleetMark.FAILING_SHARD);
            default -> become(shard, Health.READ_ONLY, FleetMark.READ_ONLY_SHARD);
        }
        agenda.after(SHARD_FOR_US, () -> shard.become(Health.WELL));
        agenda.after(SHARD_FOR_US + Chance.exponential(random, SHARD_EVERY_US), () -> befall(shard));
    }

    private void become(Shard shard, Health health, FleetMark mark) {
        tally.add(mark);
        shard.become(health);
    }
}
