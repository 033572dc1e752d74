package io.isequencer.storage.cassandra;

import io.isequencer.testing.ProjectFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Nodes of the tests' own, all new. */
final class CassandraCluster implements AutoCloseable {
    private static CassandraCluster single;
    private static CassandraCluster three;

    private final Site site;
    private final Path home;
    private final int port;
    private final List<CassandraNode> nodes = new ArrayList<>();

    /** Nodes are the hosts of the site from 1 on. */
    CassandraCluster(Site site, int size) {
        this.site = site;
        try {
            Path target = ProjectFiles.ROOT
                    .resolve("cassandra/target")
                    .toAbsolutePath()
                    .normalize();
            home = Files.createTempDirectory(Files.createDirectories(target), "cluster-");
        } catch (IOException e) {
            throw new AssertionError("a cluster must have a directory", e);
        }
        port = freePort();
        int storagePort = freePort();
        String seeds = IntStream.rangeClosed(1, size).mapToObj(site::address).collect(Collectors.joining(","));
        for (int host = 1; host <= size; host++) {
            // Equal shares of the ring.
            long token = Long.MIN_VALUE + (host - 1) * (Long.MAX_VALUE / size * 2);
            nodes.add(new CassandraNode(
                    home.resolve("node" + host),
                    site.on(host),
                    site.address(host),
                    seeds,
                    storagePort,
                    port,
                    Long.toString(token)));
        }
        nodes.forEach(node -> node.start());
        nodes.forEach(CassandraNode::awaitReady);
    }

    /** One node on the loopback interface, which is started once per JVM and ends with it. */
    static synchronized CassandraCluster single() {
        if (single == null) {
            single = new CassandraCluster(new Site.Loopback(), 1);
            Runtime.getRuntime().addShutdownHook(new Thread(single::close, "cluster-end"));
        }
        return single;
    }

    /**
     * Three nodes, and three hosts beside them, each in a network of its own where that is allowed; started once per JVM,
     * and all that begin with it must leave it whole.
     */
    static synchronized CassandraCluster three() {
        if (three == null) {
            three = new CassandraCluster(Site.of(6), 3);
            Runtime.getRuntime().addShutdownHook(new Thread(three::close, "cluster-end"));
        }
        return three;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Site site() {
        return site;
    }

    int port() {
        return port;
    }

    Path home() {
        return home;
    }

    int size() {
        return nodes.size();
    }

    CassandraNode node(int host) {
        return nodes.get(host - 1);
    }

    InetSocketAddress address(int host) {
        return new InetSocketAddress(site.address(host), port);
    }

    /** Ends it for good and removes its files. */
    @Override
    public void close() {
        nodes.stream().filter(CassandraNode::isAlive).forEach(CassandraNode::kill);
        site.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // What is left lies below target.
        }
    }
}
