package io.isequencer.storage.postgres;

import io.isequencer.testing.CutProxy;
import io.isequencer.testing.PostgresServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A database on the tests' server, as a contract's engine needs it: through a proxy that can be cut. */
final class Served implements AutoCloseable {
    private final CutProxy proxy;
    private final PostgresDatabase database;
    /** Partitions are of this test alone. */
    private final String prefix;

    Served(Object test, String isolation) {
        prefix = test.getClass().getSimpleName() + "-" + System.nanoTime() + "-";
        proxy = new CutProxy(new InetSocketAddress(
                InetAddress.getLoopbackAddress(), PostgresServer.shared().port()));
        database = PostgresDatabase.open(PostgresServer.url(proxy.port()), PostgresServer.properties(), isolation);
    }

    PostgresDatabase database() {
        return database;
    }

    String partition(String store) {
        return prefix + store;
    }

    void cut() {
        proxy.cut();
    }

    /** As after a power failure: the server is started again, and recovers. */
    static void crash() {
        PostgresServer.shared().kill();
        PostgresServer.shared().start(0);
    }

    @Override
    public void close() {
        database.close();
        proxy.close();
    }
}
