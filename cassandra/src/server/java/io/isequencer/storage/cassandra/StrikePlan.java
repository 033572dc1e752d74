package io.isequencer.storage.cassandra;

import io.isequencer.laboratory.SplitMix64;
import io.isequencer.simulation.moves.FaultKind;
import io.isequencer.simulation.moves.FaultProfile;
import io.isequencer.storage.cassandra.Strike.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * In which order the nemeses strike, and whom. A seed is a schedule: the same one on every machine. {@link #EACH} is the one
 * that was written by hand.
 *
 * @param name a seed, or {@link #EACH}
 * @param faults a profile or fault of the simulation, whose nemeses are in it
 */
record StrikePlan(String name, String faults, List<Strike> strikes) {
    /** Each nemesis once, in the order in which they are declared. */
    static final String EACH = "each";

    private static final String ALL = "all";
    private static final String SCHEDULE = "isequencer.cluster.schedule";
    private static final String FAULTS = "isequencer.cluster.faults";

    private static final int NODES = 3;
    private static final int OWNERS = 3;
    /** Besides one of each. */
    private static final int MORE = 2;

    private static final int SHORTEST_MS = 3_000;
    private static final int LONGEST_MS = 5_000;
    private static final int DEATHS = 3;

    StrikePlan {
        strikes = List.copyOf(strikes);
    }

    /**
     * What the system properties ask for: {@code isequencer.cluster.schedule}, a seed or {@value #EACH}, and {@code
     * isequencer.cluster.faults}, a profile or fault of the simulation.
     *
     * @param possible what can be done here
     */
    static StrikePlan asked(Predicate<Nemesis> possible) {
        return of(System.getProperty(SCHEDULE, EACH), System.getProperty(FAULTS, ALL), possible);
    }

    static StrikePlan of(String name, String faults, Predicate<Nemesis> possible) {
        Set<FaultKind> asked = FaultProfile.faultsOf(faults);
        List<Nemesis> nemeses = Arrays.stream(Nemesis.values())
                .filter(nemesis -> asked.contains(nemesis.plays()))
                .filter(possible)
                .toList();
        if (nemeses.isEmpty()) {
            throw new IllegalArgumentException("faults must be some that can be played here: faults=" + faults);
        }
        return new StrikePlan(name, faults, name.equals(EACH) ? each(nemeses) : drawn(seed(name), nemeses));
    }

    private static long seed(String name) {
        try {
            return Long.parseLong(name);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("schedule must be a seed or " + EACH + ": schedule=" + name, e);
        }
    }

    private static List<Strike> each(List<Nemesis> nemeses) {
        return nemeses.stream()
                .map(nemesis -> switch (nemesis.target()) {
                    case NODE -> strike(nemesis, 3, 0, intensity(nemesis, 1, 2));
                    case PAIR -> strike(nemesis, 2, 1, 0);
                    case OWNER -> strike(nemesis, 1, 0, intensity(nemesis, 1, 2));
                    case ALL -> strike(nemesis, 0, 0, 0);
                })
                .toList();
    }

    private static Strike strike(Nemesis nemesis, int target, int other, int intensity) {
        List<Moment> moments = nemesis == Nemesis.OWNERS_KILLED
                ? List.of(new Moment(300, 1), new Moment(1_100, 2), new Moment(2_700, 3))
                : List.of();
        return new Strike(nemesis, target, other, (SHORTEST_MS + LONGEST_MS) / 2, intensity, moments);
    }

    private static List<Strike> drawn(long seed, List<Nemesis> nemeses) {
        SplitMix64 random = new SplitMix64(seed);
        List<Nemesis> order = new ArrayList<>(nemeses);
        for (int i = 0; i < MORE; i++) {
            order.add(nemeses.get(random.below(nemeses.size())));
        }
        // Fisher and Yates.
        for (int i = order.size() - 1; i > 0; i--) {
            int j = random.below(i + 1);
            order.set(j, order.set(i, order.get(j)));
        }
        return order.stream().map(nemesis -> drawn(nemesis, random)).toList();
    }

    private static Strike drawn(Nemesis nemesis, SplitMix64 random) {
        int ms = SHORTEST_MS + random.below(LONGEST_MS - SHORTEST_MS + 1);
        int intensity = intensity(nemesis, 1 + random.below(3), 3);
        int target = 1 + random.below(NODES);
        return switch (nemesis.target()) {
            case NODE -> new Strike(nemesis, target, 0, ms, intensity, List.of());
            case PAIR -> new Strike(nemesis, target, another(target, random), ms, 0, List.of());
            case OWNER -> new Strike(nemesis, 1 + random.below(OWNERS), 0, ms, intensity, List.of());
            case ALL ->
                new Strike(nemesis, 0, 0, ms, 0, nemesis == Nemesis.OWNERS_KILLED ? moments(ms, random) : List.of());
        };
    }

    private static int another(int node, SplitMix64 random) {
        return 1 + (node + random.below(NODES - 1)) % NODES;
    }

    private static List<Moment> moments(int ms, SplitMix64 random) {
        List<Moment> moments = new ArrayList<>();
        for (int i = 0; i < DEATHS; i++) {
            moments.add(new Moment(random.below(ms), 1 + random.below(OWNERS)));
        }
        moments.sort(Comparator.comparingInt(Moment::ms));
        return moments;
    }

    /** @param level of so many */
    private static int intensity(Nemesis nemesis, int level, int levels) {
        return switch (nemesis) {
            case NODE_LOSES_PACKETS -> 30 * level / levels;
            case NODE_SLOW -> 128 * level;
            // An owner sends and hears little.
            case OWNER_SLOW -> 16 * level;
            case OWNER_CLOCK_JUMPS -> 24 * level;
            default -> 0;
        };
    }

    /** All strikes, a line each. */
    String text() {
        return strikes.stream().map(Strike::text).collect(Collectors.joining("\n"));
    }

    /** What to type to have the same schedule again. */
    String replay() {
        return "mvn -q verify -Pcassandra -pl cassandra/server,cassandra -am -Dit.test=BrokenClusterTest -D" + SCHEDULE
                + "=" + name + (faults.equals(ALL) ? "" : " -D" + FAULTS + "=" + faults);
    }
}
