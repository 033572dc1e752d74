package io.isequencer.storage.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.isequencer.api.NumberKey;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.Batches;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same log, whose appends store numbers and checkpoint too. */
@Tag("slow")
class PostgresLogWithNumbersTest extends PostgresLogContractTest {
    @Override
    protected EventLog open(String store) {
        return served.database().logWithNumbers(served.partition(store));
    }

    @Test
    void anAppendStoresItsNumbersAndTheCheckpoint() {
        SequenceStorage storage = served.database().storage(served.partition(STORE));
        log.append(LogEvent.builder(1, 1, 7).add(1, 5).add(2, 9).add(1, 6).build());
        assertEquals(2, storage.readCheckpoint());
        assertEquals(Map.of(new NumberKey(7, 1), 6L, new NumberKey(7, 2), 9L), Batches.all(storage));
        log.append(LogEvent.builder(2, 1, 8).build());
        assertEquals(3, storage.readCheckpoint());
    }

    @Test
    void aRefusedAppendStoresNothing() {
        SequenceStorage storage = served.database().storage(served.partition(STORE));
        log.append(LogEvent.builder(1, 1, 7).add(1, 5).build());
        assertEquals(
                AppendResult.CONFLICT,
                log.append(LogEvent.builder(1, 1, 7).add(1, 6).build()));
        assertEquals(5, storage.readNumber(7, 1));
        assertEquals(2, storage.readCheckpoint());
    }

    @Test
    void aLowerExplicitNumberLowersNothing() {
        SequenceStorage storage = served.database().storage(served.partition(STORE));
        log.append(LogEvent.builder(1, 1, 7).add(1, 10).build());
        log.append(LogEvent.builder(2, 1, 7).add(1, 3, true).build());
        assertEquals(10, storage.readNumber(7, 1));
        assertEquals(3, storage.readCheckpoint());
    }
}
