package io.isequencer.storage.cassandra;

import io.isequencer.storage.cassandra.Strike.Moment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Carries strikes out, one at a time, and looks whether each had an effect: what did not happen would prove nothing. When a
 * strike returns, what it broke is whole again.
 */
final class Saboteur {
    private static final int KILLED = 137;
    private static final int OWNERS = 3;
    private static final long LOOK_MS = 200;
    private static final long PATIENCE_MS = 60_000;

    private final CassandraCluster cluster;
    private final Site site;
    private final Owners owners;

    Saboteur(CassandraCluster cluster, Owners owners) {
        this.cluster = cluster;
        site = cluster.site();
        this.owners = owners;
    }

    /**
     * Strikes.
     *
     * @return what was seen of it, for people
     * @throws AssertionError if nothing was
     */
    String strike(Strike strike) throws Exception {
        return switch (strike.nemesis()) {
            case NODE_KILLED -> killNodes(strike.ms(), strike.target());
            case TWO_NODES_KILLED -> killNodes(strike.ms(), strike.target(), strike.other());
            case ALL_NODES_KILLED -> killNodes(strike.ms(), allNodes());
            case ROLLING_RESTART -> restartInTurn();
            case NODE_HANGS -> freezeNode(strike);
            case NODE_CUT_OFF -> cutOff(strike.target(), strike.ms());
            case OWNER_CUT_OFF -> cutOff(owners.host(strike.target()), strike.ms());
            case NODE_DEAF -> deafen(strike);
            case NODE_SLOW -> slowDown(strike.target(), strike);
            case OWNER_SLOW -> slowDown(owners.host(strike.target()), strike);
            case NODE_LOSES_PACKETS -> losePackets(strike);
            case OWNER_HANGS -> freezeOwner(strike);
            case OWNER_KILLED -> killOwners(List.of(new Moment(0, strike.target())), strike.ms());
            case OWNERS_KILLED -> killOwners(strike.moments(), strike.ms());
            case OWNER_CLOCK_JUMPS -> jump(strike);
        };
    }

    private int[] allNodes() {
        return IntStream.rangeClosed(1, cluster.size()).toArray();
    }

    private String killNodes(int ms, int... nodes) {
        for (int node : nodes) {
            cluster.node(node).kill();
            require(cluster.node(node).exitValue() == KILLED, "node " + node + " must have been killed");
        }
        Commands.sleep(ms);
        long down = System.nanoTime();
        start(nodes);
        owners.awaitAcknowledgements(0, 1);
        return nodes.length + " killed, back after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - down) + " ms";
    }

    private void start(int... nodes) {
        for (int node : nodes) {
            cluster.node(node).start();
        }
        for (int node : nodes) {
            cluster.node(node).awaitReady();
        }
    }

    private String restartInTurn() {
        for (int node : allNodes()) {
            cluster.node(node).stop();
            require(!cluster.node(node).isAlive(), "node " + node + " must have been stopped");
            start(node);
            owners.awaitAcknowledgements(0, 5);
        }
        return cluster.size() + " restarted";
    }

    private String freezeNode(Strike strike) {
        CassandraNode node = cluster.node(strike.target());
        node.freeze();
        Commands.sleep(strike.ms());
        boolean frozen = node.isFrozen();
        node.thaw();
        require(frozen, "node " + strike.target() + " must have been stopped");
        owners.awaitAcknowledgements(0, 1);
        return "stopped for " + strike.ms() + " ms";
    }

    private String freezeOwner(Strike strike) throws IOException {
        long before = acknowledgedToOthers(strike.target());
        Process owner = owners.process(strike.target());
        Commands.signal(owner, "STOP");
        Commands.sleep(strike.ms());
        boolean frozen = Commands.isStopped(owner);
        long others = acknowledgedToOthers(strike.target()) - before;
        Commands.signal(owner, "CONT");
        require(frozen, "owner " + strike.target() + " must have been stopped");
        require(others > 0, "others must have gone on");
        return "others appended " + others + " meanwhile";
    }

    private long acknowledgedToOthers(int owner) {
        return IntStream.rangeClosed(1, OWNERS)
                .filter(other -> other != owner)
                .mapToLong(other -> Owners.acknowledged(owners.record(other, 0)))
                .sum();
    }

    private String cutOff(int host, int ms) {
        long before = troubled();
        site.cut(host);
        last(ms, () -> troubled() > before, "packets must be lost");
        long again = troubled() - before;
        heal();
        return again + " segments sent again";
    }

    private String deafen(Strike strike) {
        long before = troubled();
        site.cutOneWay(strike.target(), strike.other());
        last(strike.ms(), () -> troubled() > before, "packets must be lost");
        long lost = troubled() - before;
        heal();
        return lost + " packets without a way";
    }

    private long troubled() {
        return IntStream.rangeClosed(1, cluster.size() + OWNERS)
                .mapToLong(site::troubled)
                .sum();
    }

    private String slowDown(int host, Strike strike) {
        site.delay(host, strike.intensity());
        last(strike.ms(), () -> site.packets(host).delayed() > 0, "packets must be delayed");
        Site.Packets packets = site.packets(host);
        heal();
        return packets.delayed() + " packets waited at " + strike.intensity() + " kbit/s, " + packets.dropped()
                + " found the queue full";
    }

    private String losePackets(Strike strike) {
        int host = strike.target();
        site.drop(host, strike.intensity());
        last(strike.ms(), () -> site.packets(host).dropped() > 0, "packets must be lost");
        long dropped = site.packets(host).dropped();
        heal();
        return dropped + " packets lost, " + strike.intensity() + " %";
    }

    private void heal() {
        site.heal();
        owners.awaitAcknowledgements(0, 1);
    }

    private String killOwners(List<Moment> moments, int ms) throws Exception {
        long begin = System.nanoTime();
        List<Integer> dead = new ArrayList<>();
        for (Moment moment : moments) {
            long passedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            Commands.sleep(Math.max(0, moment.ms() - passedMs));
            if (dead.contains(moment.owner())) {
                // Dead already: the one that takes its place dies.
                owners.replace(moment.owner());
            } else {
                dead.add(moment.owner());
            }
            owners.kill(moment.owner());
            require(owners.process(moment.owner()).exitValue() == KILLED, "an owner must have been killed");
        }
        for (int owner : dead) {
            owners.replace(owner);
        }
        Commands.sleep(ms / 2);
        owners.awaitAcknowledgements(0, 1);
        return moments.size() + " killed, " + dead.size() + " replaced";
    }

    private String jump(Strike strike) {
        int owner = strike.target();
        long before = jumps(owner);
        int[] hours = {strike.intensity(), -strike.intensity(), 0};
        for (int i = 0; i < hours.length; i++) {
            long seen = before + i;
            owners.clock(owner).jump(hours[i]);
            last(strike.ms() / hours.length, () -> jumps(owner) > seen, "the owner must see its clock jump");
        }
        return "the owner saw its clock " + strike.intensity() + " h ahead, then as much behind, then right";
    }

    private long jumps(int owner) {
        return Owners.count(owners.record(owner, 0), line -> line.startsWith("jump "));
    }

    /** Goes on for some time, and then for as long as it takes to have an effect. */
    private static void last(int ms, BooleanSupplier effect, String what) {
        Commands.sleep(ms);
        for (long waited = 0; !effect.getAsBoolean(); waited += LOOK_MS) {
            require(waited < PATIENCE_MS, what);
            Commands.sleep(LOOK_MS);
        }
    }

    private static void require(boolean seen, String what) {
        if (!seen) {
            throw new AssertionError("a nemesis must have an effect: " + what);
        }
    }
}
