package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.WriteType;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import io.isequencer.api.StorageException;
import io.isequencer.spi.LogEvent;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What failures say, without a server. */
class FailuresTest {
    private static final EndPoint HERE = new DefaultEndPoint(InetSocketAddress.createUnresolved("127.0.0.1", 9042));

    private static final Node NODE = (Node) Proxy.newProxyInstance(
            Node.class.getClassLoader(),
            new Class<?>[] {Node.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "hashCode" -> 1;
                case "equals" -> proxy == arguments[0];
                default -> "node";
            });

    static Stream<Throwable> unknown() {
        return Stream.of(
                new DriverTimeoutException("no answer"),
                new ClosedConnectionException("lost"),
                new WriteTimeoutException(null, ConsistencyLevel.SERIAL, 1, 2, WriteType.CAS),
                new WriteTimeoutException(null, ConsistencyLevel.QUORUM, 1, 2, WriteType.SIMPLE),
                new UnavailableException(null, ConsistencyLevel.QUORUM, 2, 1),
                all(new UnavailableException(null, ConsistencyLevel.QUORUM, 2, 1)),
                all(new ClosedConnectionException("lost")));
    }

    static Stream<Throwable> definite() {
        return Stream.of(
                new InvalidQueryException(null, "no such table"),
                new AuthenticationException(HERE, "refused"),
                new NoNodeAvailableException(),
                all(new InvalidQueryException(null, "no such table")));
    }

    private static AllNodesFailedException all(Throwable failure) {
        return AllNodesFailedException.fromErrors(List.of(Map.entry(NODE, failure)));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatAReplicaMayHaveHeardIsUnknown(Throwable failure) {
        assertFalse(Failures.isDefinite(failure));
    }

    @ParameterizedTest
    @MethodSource("definite")
    void whatWasRefusedOrNeverSentIsDefinite(Throwable failure) {
        assertTrue(Failures.isDefinite(failure));
    }

    @Test
    void whatIsNotTheDriversComesThrough() {
        IllegalArgumentException own = new IllegalArgumentException("own");
        assertSame(own, assertThrows(IllegalArgumentException.class, () -> Failures.of("x", own)));
    }

    @Test
    void theCauseIsNamedAndTheUserIsNot() {
        StorageException late = Failures.of("append", new CompletionException(new DriverTimeoutException("no answer")));
        assertEquals(
                "cluster must answer: call=append, error=DriverTimeoutException, cause=no answer", late.getMessage());
        StorageException refused =
                Failures.of("connect", all(new AuthenticationException(HERE, "Provided username somebody")));
        assertEquals(
                "cluster must answer: call=connect, error=AllNodesFailedException/AuthenticationException,"
                        + " cause=user and password were refused",
                refused.getMessage());
    }

    @Test
    @Tag("lengthy")
    void aClusterThatIsNotThereIsADefiniteFailureWithoutSecrets() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        CassandraParams params = CassandraParams.of(
                        List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)), "orders")
                .withLogin("somebody", "secret");
        StorageException e = assertThrows(StorageException.class, () -> CassandraSession.open(params));
        assertTrue(e.definite());
        assertTrue(e.getMessage().startsWith("cluster must answer: call=connect, error="), e::getMessage);
        assertFalse(e.getMessage().contains("secret"), e::getMessage);
    }

    @Test
    void aNodeThatForgetsIsRefused() {
        StorageException e = assertThrows(StorageException.class, () -> CommitLogs.require("/10.0.0.1", "periodic"));
        assertEquals("commitlog_sync must be batch or group: commitlog_sync=periodic, node=/10.0.0.1", e.getMessage());
        assertTrue(e.definite());
        CommitLogs.require("/10.0.0.1", "batch");
        CommitLogs.require("/10.0.0.1", "group");
    }

    @Test
    void pagesHoldAsManyEventsAsTheirBytesAllow() {
        LogEvent small = LogEvent.builder(1, 1, 1).add(1, 1).build();
        LogEvent large = LogEvent.builder(1, 1, 1)
                .payload(new byte[CassandraEventLog.MAX_PAYLOAD_BYTES])
                .build();
        assertEquals(100, CassandraEventLog.nextLimit(List.of(small, small)));
        assertEquals(3, CassandraEventLog.nextLimit(List.of(large)));
        assertEquals(7, CassandraEventLog.nextLimit(List.of(large, small)));
    }
}
