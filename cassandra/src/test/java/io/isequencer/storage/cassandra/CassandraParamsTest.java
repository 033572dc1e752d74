package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CassandraParamsTest {
    private static final List<InetSocketAddress> HERE = List.of(InetSocketAddress.createUnresolved("127.0.0.1", 9042));

    @Test
    void theyNeverPrintWhoLogsIn() {
        CassandraParams params = CassandraParams.of(HERE, "orders")
                .withLogin("somebody", "secret")
                .withReplicas(1);
        assertFalse(params.toString().contains("somebody"), params::toString);
        assertFalse(params.toString().contains("secret"), params::toString);
        assertEquals(1, params.replicas());
        assertEquals("secret", params.password());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Orders", "1st", "a-b", "a;DROP", "a'", "a23456789012345678901234567890123456789012345678_"})
    void aKeyspaceIsAPlainName(String keyspace) {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> CassandraParams.of(HERE, keyspace));
        assertEquals("keyspace must match [a-z][a-z0-9_]{0,47}: keyspace=" + keyspace, e.getMessage());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CassandraParams.of(List.of(), "orders"));
        CassandraParams params = CassandraParams.of(HERE, "orders");
        assertThrows(IllegalArgumentException.class, () -> params.withReplicas(0));
        assertThrows(IllegalArgumentException.class, () -> params.withLogin("somebody", null));
    }
}
