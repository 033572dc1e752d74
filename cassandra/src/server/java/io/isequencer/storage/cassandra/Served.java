package io.isequencer.storage.cassandra;

import io.isequencer.testing.CutProxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** A session with the tests' node, as a contract's engine needs it: through a proxy that can be cut. */
final class Served implements AutoCloseable {
    static final String KEYSPACE = "suite";

    private final CutProxy proxy;
    private final CassandraSession session;
    /** Partitions are of this test alone. */
    private final String prefix;

    Served(Object test) {
        prefix = test.getClass().getSimpleName() + "-" + System.nanoTime() + "-";
        proxy = new CutProxy(CassandraCluster.single().address(1));
        session = CassandraSession.open(CassandraParams.of(
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())), KEYSPACE)
                .withReplicas(1));
    }

    CassandraSession session() {
        return session;
    }

    String partition(String store) {
        return prefix + store;
    }

    void cut() {
        proxy.cut();
    }

    /** As after a power failure of the machine: the node is started again, and recovers. */
    void crash() {
        CassandraCluster.single().node(1).kill();
        startAgain();
    }

    /**
     * Ends the node as an operator would, so that nothing is left to recover, and starts it again.
     *
     * @param flags for its JVM, until it is started once more
     */
    void restart(String... flags) {
        CassandraCluster.single().node(1).stop();
        startAgain(flags);
    }

    private void startAgain(String... flags) {
        CassandraNode node = CassandraCluster.single().node(1);
        node.start(flags);
        node.awaitReady();
        proxy.cut();
        awaitBack();
    }

    private void awaitBack() {
        for (int tries = 0; ; tries++) {
            try {
                session.storage(partition("back")).readCheckpoint();
                return;
            } catch (RuntimeException e) {
                if (tries == 300) {
                    throw e;
                }
                try {
                    Thread.sleep(100);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        session.close();
        proxy.close();
    }
}
