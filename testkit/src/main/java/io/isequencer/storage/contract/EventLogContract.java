package io.isequencer.storage.contract;

import io.isequencer.spi.EventLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every {@link EventLog} must do: {@link EngineRule} E31 to E56. */
public abstract class EventLogContract extends EngineContract<EventLog> {
    /** The name of the store that is open in each test of a subclass. */
    protected static final String STORE = "own";

    /** For tests of the subclass: open before each of them, closed after it. */
    protected EventLog log;

    protected EventLogContract() {
        super(EngineSuite.LOG);
    }

    @BeforeEach
    void openLog() throws Exception {
        log = open(STORE);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    protected final void reopen() throws Exception {
        log.close();
        log = open(STORE);
    }
}
