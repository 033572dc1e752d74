package io.isequencer.storage.contract;

import io.isequencer.spi.SequenceStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every {@link SequenceStorage} must do: {@link EngineRule} E1 to E24. */
public abstract class SequenceStorageContract extends EngineContract<SequenceStorage> {
    /** The name of the store that is open in each test of a subclass. */
    protected static final String STORE = "own";

    /** For tests of the subclass: open before each of them, closed after it. */
    protected SequenceStorage storage;

    protected SequenceStorageContract() {
        super(EngineSuite.STORAGE);
    }

    @BeforeEach
    void openStorage() throws Exception {
        storage = open(STORE);
    }

    @AfterEach
    void closeStorage() {
        storage.close();
    }

    protected final void reopen() throws Exception {
        storage.close();
        storage = open(STORE);
    }
}
