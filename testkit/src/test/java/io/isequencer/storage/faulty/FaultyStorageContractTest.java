package io.isequencer.storage.faulty;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.SequenceStorageContract;
import io.isequencer.storage.memory.MemoryStorage;

/** With an empty plan the wrapper is a storage like any other. */
class FaultyStorageContractTest extends SequenceStorageContract {

    @Override
    protected SequenceStorage open(String store) {
        return new FaultyStorage(new MemoryStorage(), FaultPlan.NONE, Pauser.SLEEP);
    }
}
