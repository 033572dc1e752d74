package io.isequencer.storage.cassandra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An append to which the replicas have agreed, and which none of them has stored when it dies: the round of Paxos is open.
 * Cassandra has a flag for its own tests by which a node refuses to store rows, and keeps its votes.
 */
@Tag("cluster")
class OpenRoundTest {
    private final Served served = new Served(this);

    @AfterEach
    void closeSession() {
        served.close();
    }

    private static LogEvent event(long plogOffset) {
        return LogEvent.builder(plogOffset, 1, 7).add(1, plogOffset).build();
    }

    private static List<Long> offsets(EventLog log) {
        List<Long> offsets = new ArrayList<>();
        log.scan(1, event -> offsets.add(event.plogOffset()));
        return offsets;
    }

    @Test
    void aReaderFinishesItAndOneThatDoesNotMissesTheEvent() {
        String partition = served.partition("open");
        EventLog log = served.session().log(partition);
        log.append(event(1));

        served.restart("-Dcassandra.test.fail_writes_ks=" + Served.KEYSPACE);
        StorageException unknown = assertThrows(StorageException.class, () -> log.append(event(2)));
        assertFalse(unknown.definite(), unknown::getMessage);
        served.crash();

        EventLog careless = new PlantedLogs.LeavesRoundsOpen(served.session(), partition);
        assertEquals(List.of(1L), offsets(careless), "by QUORUM alone");
        assertEquals(2, careless.end());
        EventLog other = served.session().log(partition);
        assertEquals(List.of(1L, 2L), offsets(other), "with SERIAL at the end");
        assertEquals(3, other.end());
        assertEquals(List.of(1L, 2L), offsets(careless), "by QUORUM, when it was finished by another reader");
    }
}
