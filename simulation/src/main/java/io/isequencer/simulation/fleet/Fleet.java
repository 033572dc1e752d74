package io.isequencer.simulation.fleet;

import io.isequencer.laboratory.SplitMix64;
import io.isequencer.laboratory.Violation;
import io.isequencer.rules.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A fleet: machines that crash, stand still and are restarted, owners that are moved and some that do not know it,
 * storage shards that are slow or fail, and clients. At the end all troubles stop, and everything must come to rest.
 *
 * <ul>
 *   <li><i>Units:</i> virtual microseconds.
 * </ul>
 */
public final class Fleet {
    private static final long SECOND_US = 1_000_000;
    private static final long CLIENTS_FROM_US = SECOND_US;
    private static final long REST_WITHIN_US = 300 * SECOND_US;

    private final FleetOptions options;
    private final long seed;
    private final SplitMix64 random;
    private final Agenda agenda = new Agenda();
    private final FleetTally tally = new FleetTally();
    private final List<Shard> shards = new ArrayList<>();
    private final List<FleetPartition> partitions = new ArrayList<>();
    private final StorageCalls calls;
    private final PartitionTrace trace;
    private final Owners owners;
    private final Troubles troubles;
    private final long clientsUntilUs;
    private long requests;
    private long restUs;

    private Fleet(
            FleetOptions options, long seed, BiFunction<Integer, Shard, FleetPartition> partitionsOf, int traced) {
        this.options = options;
        this.seed = seed;
        random = new SplitMix64(seed);
        clientsUntilUs = CLIENTS_FROM_US + options.virtualSeconds() * SECOND_US;
        List<Machine> machines = new ArrayList<>();
        for (int i = 0; i < options.machines(); i++) {
            machines.add(new Machine(i));
            shards.add(new Shard(SplitMix64.of(seed, i + 1)));
        }
        for (int i = 0; i < options.partitions(); i++) {
            partitions.add(partitionsOf.apply(i, shards.get(i % shards.size())));
        }
        calls = new StorageCalls(agenda, tally, random);
        trace = new PartitionTrace(agenda, traced);
        owners = new Owners(calls, trace, machines, partitions);
        troubles = new Troubles(agenda, tally, random, owners, clientsUntilUs);
    }

    /** Runs a fleet; if a partition is wrong, once more, to tell that partition's steps. */
    public static FleetResult run(FleetOptions options, long seed) {
        return run(options, seed, FleetPartition::new);
    }

    static FleetResult run(FleetOptions options, long seed, BiFunction<Integer, Shard, FleetPartition> partitionsOf) {
        Fleet fleet = new Fleet(options, seed, partitionsOf, PartitionTrace.NONE);
        FleetResult result = fleet.run();
        return result.passed() ? result : new Fleet(options, seed, partitionsOf, fleet.calls.lastTouched()).run();
    }

    private FleetResult run() {
        Violation violation = null;
        try {
            live();
        } catch (Violation found) {
            violation = found;
        } catch (RuntimeException unexpected) {
            violation = Violation.safety(Property.NO_UNEXPECTED_ERROR, unexpected.toString());
        }
        List<Double> busy =
                shards.stream().map(shard -> shard.utilization(clientsUntilUs)).toList();
        return new FleetResult(
                options,
                seed,
                tally,
                violation,
                trace.lines(),
                busy.stream().reduce(0.0, Math::max),
                busy.stream().reduce(0.0, Double::sum) / busy.size(),
                owners.coldStartUs(),
                restUs,
                calls.hash());
    }

    private void live() {
        owners.openAll();
        agenda.at(CLIENTS_FROM_US, tally::startIsOver);
        agenda.at(CLIENTS_FROM_US, this::arrive);
        troubles.begin(CLIENTS_FROM_US, shards);
        comeToRest();
        restUs = calls.lastEffectUs();
        // What follows is a check, and no load that anybody would have.
        tally.end();
        partitions.forEach(this::arriveAt);
        comeToRest();
        partitions.forEach(this::requireRest);
    }

    private void arrive() {
        if (agenda.nowUs() >= clientsUntilUs) {
            return;
        }
        // A square: half of the events go to a quarter of the partitions.
        double drawn = Chance.uniform(random);
        arriveAt(partitions.get((int) (drawn * drawn * partitions.size())));
        agenda.after(Chance.exponential(random, (double) SECOND_US / options.eventsPerSecond()), this::arrive);
    }

    private void arriveAt(FleetPartition partition) {
        calls.touch(partition);
        partition.waiting().add(Request.random(random, requests++, agenda.nowUs(), partition.id()));
        // Who does not know that it is no owner any more is still asked, and first.
        owners.of(partition).forEach(FleetOwner::proceed);
    }

    private void comeToRest() {
        long withinUs = Math.max(agenda.nowUs(), clientsUntilUs) + REST_WITHIN_US;
        while (agenda.happen(withinUs)) {
            // Each has its effects, and notes what follows from it.
        }
    }

    /** A last event has shown the owner what the log has, a late append too. */
    private void requireRest(FleetPartition partition) {
        calls.touch(partition);
        partition.requireDrained();
        if (!owners.current(partition).isIdle()) {
            throw Violation.liveness(Property.DRAINED, "partition " + partition.id() + ": its owner is not idle");
        }
    }
}
