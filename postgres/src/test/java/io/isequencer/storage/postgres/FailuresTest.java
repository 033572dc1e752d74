package io.isequencer.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.isequencer.api.StorageException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** What failures say, without a server. */
class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "40001, true, true", // serialization failure
        "40P01, true, true", // deadlock
        "23514, false, true", // a check is violated
        "53100, false, true", // the disk is full
        "42501, false, true", // no privilege
        "57P01, false, false", // the server ends
        "08006, false, false", // the connection is lost
        "XX000, false, false", // an internal error
        "58030, false, false" // the disk fails
    })
    void theServersRefusalIsDefinite(String state, boolean again, boolean definite) {
        SQLException failure = new PSQLException(new ServerErrorMessage("SERROR\0C" + state + "\0Mrefused\0"));
        assertEquals(again, Failures.asksForRepetition(failure));
        assertEquals(definite, Failures.isDefinite(failure));
    }

    @Test
    void theDriversOwnFailureIsNot() {
        SQLException failure = new PSQLException("broken", PSQLState.SERIALIZATION_FAILURE);
        assertFalse(Failures.asksForRepetition(failure));
        assertFalse(Failures.isDefinite(failure));
        assertFalse(Failures.isDefinite(new SQLException("no state")));
    }

    @Test
    void aServerThatIsNotThereIsADefiniteFailureWithoutSecrets() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Properties properties = new Properties();
        properties.setProperty("password", "secret");
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/db";
        StorageException e = assertThrows(
                StorageException.class, () -> PostgresDatabase.open(url + "?sslpassword=secret", properties));
        assertTrue(e.definite());
        assertTrue(
                e.getMessage().startsWith("database must answer: call=schema, sqlState=08001, url=" + url + ", cause="),
                e::getMessage);
        assertFalse(e.getMessage().contains("secret"), e::getMessage);
    }
}
