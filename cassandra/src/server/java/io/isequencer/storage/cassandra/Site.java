package io.isequencer.storage.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where hosts are: each in a network namespace of its own, or all of them on the loopback interface. */
interface Site extends AutoCloseable {
    String address(int host);

    /** The words before a program that is to run on a host. */
    List<String> on(int host);

    boolean canCut();

    /** Nothing from or to the host gets through. */
    void cut(int host);

    /** Nothing that a host sends to the other one gets through. */
    void cutOneWay(int from, int to);

    /** What goes from and to the host waits in a queue from which so many kilobits leave a second. */
    void delay(int host, int kbits);

    /** So many percent of the packets from and to the host are dropped, each by the throw of a die. */
    void drop(int host, int percent);

    /** How many packets were delayed and dropped by {@link #delay} and {@link #drop} since they were called. */
    Packets packets(int host);

    /** Segments that the host's TCP has sent again, and packets for which it had no route, since it began. */
    long troubled(int host);

    /** All gets through again, at once. */
    void heal();

    /** What became of a host's packets. */
    record Packets(long delayed, long dropped) {}

    @Override
    void close();

    /** Hosts count from 1. */
    static Site of(int hosts) {
        if (Namespaces.areAllowed()) {
            return new Namespaces(hosts);
        }
        System.out.println("NO NETWORK NAMESPACES ARE ALLOWED HERE: nothing is partitioned, all is on loopback");
        return new Loopback();
    }

    /** All on 127.0.0.x. */
    final class Loopback implements Site {
        @Override
        public String address(int host) {
            return "127.0.0." + host;
        }

        @Override
        public List<String> on(int host) {
            return List.of();
        }

        @Override
        public boolean canCut() {
            return false;
        }

        @Override
        public void cut(int host) {
            throw new UnsupportedOperationException("there is nothing to cut");
        }

        @Override
        public void cutOneWay(int from, int to) {
            throw new UnsupportedOperationException("there is nothing to cut");
        }

        @Override
        public void delay(int host, int kbits) {
            throw new UnsupportedOperationException("there is nothing to delay");
        }

        @Override
        public void drop(int host, int percent) {
            throw new UnsupportedOperationException("there is nothing to drop");
        }

        @Override
        public Packets packets(int host) {
            return new Packets(0, 0);
        }

        @Override
        public long troubled(int host) {
            return 0;
        }

        @Override
        public void heal() {}

        @Override
        public void close() {}
    }

    /**
     * A bridge in a namespace of its own, and a cable from it to each host's namespace.
     *
     * <p>Packets are delayed by a token bucket and dropped by a filter that throws dice, at both ends of the cable: small
     * kernels have these where they lack {@code netem}.
     */
    final class Namespaces implements Site {
        private static final String NET = "10.199.0.";
        private static final long DIE = 1L << 32;
        private static final Pattern DROPPED = Pattern.compile("dropped (\\d+)");
        private static final Pattern DELAYED = Pattern.compile("overlimits (\\d+)");

        private final String prefix = "isq" + ProcessHandle.current().pid();
        private final String hub = prefix + "-hub";
        private final int hosts;
        private final List<String[]> healing = new ArrayList<>();

        static boolean areAllowed() {
            String probe = "isq" + ProcessHandle.current().pid() + "-probe";
            boolean allowed = Commands.succeeds("ip", "netns", "add", probe);
            Commands.succeeds("ip", "netns", "del", probe);
            return allowed;
        }

        Namespaces(int hosts) {
            this.hosts = hosts;
            Runtime.getRuntime().addShutdownHook(new Thread(this::close, "namespaces-end"));
            Commands.run("ip", "netns", "add", hub);
            in(hub, "ip", "link", "add", "br0", "type", "bridge");
            in(hub, "ip", "link", "set", "br0", "up");
            for (int host = 1; host <= hosts; host++) {
                Commands.run("ip", "netns", "add", space(host));
                in(hub, "ip", "link", "add", "v" + host, "type", "veth", "peer", "name", "eth0", "netns", space(host));
                in(hub, "ip", "link", "set", "v" + host, "master", "br0");
                in(hub, "ip", "link", "set", "v" + host, "up");
                in(space(host), "ip", "addr", "add", address(host) + "/24", "dev", "eth0");
                in(space(host), "ip", "link", "set", "lo", "up");
                in(space(host), "ip", "link", "set", "eth0", "up");
            }
        }

        private String space(int host) {
            return prefix + "-" + host;
        }

        private static String in(String space, String... command) {
            List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", space));
            words.addAll(List.of(command));
            return Commands.run(words.toArray(new String[0]));
        }

        @Override
        public String address(int host) {
            return NET + host;
        }

        @Override
        public List<String> on(int host) {
            return List.of("ip", "netns", "exec", space(host));
        }

        @Override
        public boolean canCut() {
            return true;
        }

        @Override
        public void cut(int host) {
            in(hub, "ip", "link", "set", "v" + host, "nomaster");
            healing.add(new String[] {hub, "ip", "link", "set", "v" + host, "master", "br0"});
        }

        @Override
        public void cutOneWay(int from, int to) {
            in(space(from), "ip", "route", "add", "blackhole", address(to) + "/32");
            healing.add(new String[] {space(from), "ip", "route", "del", "blackhole", address(to) + "/32"});
        }

        @Override
        public void delay(int host, int kbits) {
            for (String[] end : ends(host)) {
                in(
                        end[0],
                        words("tc qdisc add dev", end[1], "root tbf rate " + kbits + "kbit burst 2kb latency 300ms"));
                healing.add(healing(end, "root"));
            }
        }

        @Override
        public void drop(int host, int percent) {
            // Load a random word; if it is greater than the bound, let the packet pass (-1), else drop it (2).
            String filter = "4,32 0 0 4294963256,37 0 1 " + DIE / 100 * percent + ",6 0 0 4294967295,6 0 0 2";
            for (String[] end : ends(host)) {
                in(end[0], words("tc qdisc add dev", end[1], "clsact"));
                healing.add(healing(end, "clsact"));
                List<String> add = new ArrayList<>(
                        List.of(words("tc filter add dev", end[1], "egress bpf direct-action bytecode")));
                add.add(filter);
                in(end[0], add.toArray(new String[0]));
            }
        }

        /** Both ends of a host's cable: the namespace, and the name there. */
        private String[][] ends(int host) {
            return new String[][] {{hub, "v" + host}, {space(host), "eth0"}};
        }

        private static String[] words(String before, String device, String after) {
            return (before + " " + device + " " + after).strip().split(" ");
        }

        private static String[] healing(String[] end, String which) {
            return new String[] {end[0], "tc", "qdisc", "del", "dev", end[1], which};
        }

        @Override
        public Packets packets(int host) {
            long delayed = 0;
            long dropped = 0;
            for (String[] end : ends(host)) {
                String told = in(end[0], words("tc -s qdisc show dev", end[1], ""));
                delayed += sum(DELAYED, told);
                dropped += sum(DROPPED, told);
            }
            return new Packets(delayed, dropped);
        }

        private static long sum(Pattern number, String text) {
            return number.matcher(text)
                    .results()
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .sum();
        }

        @Override
        public long troubled(int host) {
            String told = in(space(host), "cat", "/proc/net/snmp");
            return counter(told, "Tcp:", "RetransSegs") + counter(told, "Ip:", "OutNoRoutes");
        }

        /** Counters are in two lines: one has the names, the next one the values. */
        private static long counter(String snmp, String protocol, String name) {
            List<String> lines =
                    snmp.lines().filter(line -> line.startsWith(protocol)).toList();
            int column = List.of(lines.get(0).split(" ")).indexOf(name);
            return Long.parseLong(lines.get(1).split(" ")[column]);
        }

        @Override
        public void heal() {
            for (String[] each : healing) {
                in(each[0], List.of(each).subList(1, each.length).toArray(new String[0]));
            }
            healing.clear();
        }

        @Override
        public void close() {
            for (int host = 1; host <= hosts; host++) {
                Commands.succeeds("ip", "netns", "del", space(host));
            }
            Commands.succeeds("ip", "netns", "del", hub);
        }
    }
}
