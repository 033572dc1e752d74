package io.isequencer.storage.cassandra;

import io.isequencer.spi.EventLog;
import io.isequencer.storage.contract.Capability;
import io.isequencer.storage.contract.Declares;
import io.isequencer.storage.contract.EventLogContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

@Tag("cluster")
@Declares({Capability.REOPEN, Capability.CRASH, Capability.SHARED, Capability.CUT})
class CassandraLogContractTest extends EventLogContract {
    final Served served = new Served(this);

    @Override
    protected EventLog open(String store) {
        return served.session().log(served.partition(store));
    }

    @Override
    protected void crash(EventLog port) {
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
