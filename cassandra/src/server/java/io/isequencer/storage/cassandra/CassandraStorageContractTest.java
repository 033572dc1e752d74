package io.isequencer.storage.cassandra;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Declares;
import io.isequencer.storage.contract.SequenceStorageContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("cluster")
@Declares({Capability.REOPEN, Capability.CRASH, Capability.SHARED, Capability.CUT})
class CassandraStorageContractTest extends SequenceStorageContract {
    private final Served served = new Served(this);

    @Override
    protected SequenceStorage open(String store) {
        return served.session().storage(served.partition(store));
    }

    @Override
    protected void crash(SequenceStorage port) {
        served.crash();
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
    void closeSession() {
        served.close();
    }
}
