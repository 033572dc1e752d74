package io.isequencer.storage.faulty;

import io.isequencer.spi.EventLog;
import io.isequencer.storage.contract.EventLogContract;
import io.isequencer.storage.memory.MemoryEventLog;

/** With an empty plan the wrapper is a log like any other. */
class FaultyEventLogContractTest extends EventLogContract {

    @Override
    protected EventLog open(String store) {
        return new FaultyEventLog(new MemoryEventLog(), FaultPlan.NONE, Pauser.SLEEP);
    }
}
