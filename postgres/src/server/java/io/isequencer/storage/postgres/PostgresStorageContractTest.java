package io.isequencer.storage.postgres;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Declares;
import io.isequencer.storage.contract.SequenceStorageContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("slow")
@Declares({Capability.REOPEN, Capability.CRASH, Capability.SHARED, Capability.CUT})
class PostgresStorageContractTest extends SequenceStorageContract {
    private final Served served = new Served(this, isolation());

    String isolation() {
        return "read committed";
    }

    @Override
    protected SequenceStorage open(String store) {
        return served.database().storage(served.partition(store));
    }

    @Override
    protected void crash(SequenceStorage port) {
        Served.crash();
        // What was connected is not any more; who calls first would learn it.
        served.cut();
    }

    @Override
    protected void cut() {
        served.cut();
    }

    @Override
    protected int randomRuns() {
        return 20;
    }

    @AfterEach
    void closeDatabase() {
        served.close();
    }
}
