package io.isequencer.storage.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.isequencer.spi.EventLog.AppendResult;
import org.junit.jupiter.api.Test;

/** What an {@link io.isequencer.spi.EventLog} must do besides, if it survives its process. */
public abstract class DurableEventLogContract extends EventLogContract {

    @Test
    void reopenedLogHasAll() throws Exception {
        SampleEvents.appendTo(log, 30);
        reopen();

        assertEquals(30, log.end());
        assertEquals(SampleEvents.range(1, 30), SampleEvents.scan(log, 1));
    }

    @Test
    void reopenedEmptyLogIsEmpty() throws Exception {
        reopen();

        assertEquals(1, log.end());
    }

    @Test
    void r2InsertIfAbsentAcrossReopen() throws Exception {
        SampleEvents.appendTo(log, 5);
        reopen();

        assertEquals(AppendResult.CONFLICT, log.append(SampleEvents.at(4)));
        assertThrows(IllegalArgumentException.class, () -> log.append(SampleEvents.at(6)));
        assertEquals(AppendResult.APPENDED, log.append(SampleEvents.at(5)));
        reopen();
        assertEquals(SampleEvents.range(1, 6), SampleEvents.scan(log, 1));
    }

    protected final void reopen() throws Exception {
        log.close();
        log = open();
    }
}
