package io.isequencer.simulation.fleet;

import io.isequencer.spi.StepListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which machine shall own which partition. It is a hint: an owner that was replaced may live on and not know it.
 *
 * <ul>
 *   <li><i>Units:</i> virtual microseconds.
 * </ul>
 */
final class Owners {
    private final Agenda agenda;
    private final FleetTally tally;
    private final StorageCalls calls;
    private final PartitionTrace trace;
    private final List<Machine> machines;
    private final List<FleetPartition> partitions;

    /** By partition: its owners, the newest last. The others are dead, or do not know that they are none. */
    private final List<List<FleetOwner>> owners = new ArrayList<>();

    /** By partition: since when nobody serves it, 0 if somebody does. */
    private final long[] unservedSinceUs;

    private int neverReady;
    private long coldStartUs;

    Owners(StorageCalls calls, PartitionTrace trace, List<Machine> machines, List<FleetPartition> partitions) {
        agenda = calls.agenda();
        tally = calls.tally();
        this.calls = calls;
        this.trace = trace;
        this.machines = machines;
        this.partitions = partitions;
        unservedSinceUs = new long[partitions.size()];
        neverReady = partitions.size();
        partitions.forEach(partition -> owners.add(new ArrayList<>()));
    }

    List<Machine> machines() {
        return machines;
    }

    /** Opens all partitions at once. */
    void openAll() {
        for (FleetPartition partition : partitions) {
            open(partition, machines.get(partition.id() % machines.size()));
        }
    }

    /** When all had become ready; 0 if they have not. */
    long coldStartUs() {
        return coldStartUs;
    }

    FleetOwner current(FleetPartition partition) {
        List<FleetOwner> known = owners.get(partition.id());
        return known.get(known.size() - 1);
    }

    /** All owners of a partition that were not found dead, the oldest first. */
    List<FleetOwner> of(FleetPartition partition) {
        return List.copyOf(owners.get(partition.id()));
    }

    List<Machine> answering() {
        return machines.stream()
                .filter(machine -> machine.answers(agenda.nowUs()))
                .toList();
    }

    /** The machine does not answer any more. */
    void noteUnserved(Machine machine) {
        for (FleetOwner owner : machine.owners()) {
            if (current(owner.partition()) == owner) {
                unservedSinceUs[owner.partition().id()] = agenda.nowUs();
            }
        }
    }

    void becameReady(FleetOwner owner) {
        if (neverReady > 0 && --neverReady == 0) {
            coldStartUs = agenda.nowUs();
        }
        int id = owner.partition().id();
        if (current(owner.partition()) == owner && unservedSinceUs[id] > 0) {
            tally.outage(agenda.nowUs() - unservedSinceUs[id]);
            unservedSinceUs[id] = 0;
        }
    }

    /** Opens elsewhere what a machine owned when it stopped to answer. */
    void takeOver(Machine machine) {
        for (FleetPartition partition : partitions) {
            FleetOwner owner = current(partition);
            if (owner.machine() == machine && !(owner.isAlive() && machine.answers(agenda.nowUs()))) {
                if (owner.isAlive()) {
                    tally.add(FleetMark.TWO_OWNERS);
                }
                open(partition, leastLoaded());
            }
        }
    }

    /** Closes each partition of a machine, and opens it elsewhere. */
    void empty(Machine machine) {
        machine.owners().forEach(owner -> handOver(owner, null));
    }

    /** Gives a machine its share. */
    void fill(Machine machine) {
        int share = partitions.size() / machines.size();
        for (Machine other : machines) {
            List<FleetOwner> theirs = other.owners();
            int surplus = Math.min(theirs.size() - share, share - machine.load());
            for (int i = 0; i < surplus && other != machine; i++) {
                handOver(theirs.get(i), machine);
            }
        }
    }

    /** Notifies a machine of what it has lost. */
    void tell(Machine machine) {
        for (FleetOwner owner : machine.owners()) {
            if (current(owner.partition()) != owner) {
                owner.retire(() -> {});
            }
        }
    }

    /** @param target null: the one that has least to do */
    private void handOver(FleetOwner owner, Machine target) {
        owner.retire(() -> {
            if (current(owner.partition()) == owner) {
                tally.add(FleetMark.HAND_OVER);
                boolean canBeThere = target != null && target.answers(agenda.nowUs());
                open(owner.partition(), canBeThere ? target : leastLoaded());
            }
        });
    }

    private void open(FleetPartition partition, Machine machine) {
        StepListener listener = trace.of(partition, machine);
        FleetOwner owner = new FleetOwner(calls, partition, machine, listener, this::becameReady);
        List<FleetOwner> known = owners.get(partition.id());
        known.removeIf(other -> !other.isAlive());
        known.add(owner);
        machine.add(owner);
        owner.proceed();
    }

    private Machine leastLoaded() {
        return answering().stream().min(Comparator.comparingInt(Machine::load)).orElseThrow();
    }
}
