package io.isequencer.storage.cassandra;

import java.util.ArrayList;
import java.util.List;

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

    /** All gets through again. */
    void heal();

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
        public void heal() {}

        @Override
        public void close() {}
    }

    /** A bridge in a namespace of its own, and a cable from it to each host's namespace. */
    final class Namespaces implements Site {
        private static final String NET = "10.199.0.";

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

        private static void in(String space, String... command) {
            List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", space));
            words.addAll(List.of(command));
            Commands.run(words.toArray(new String[0]));
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
