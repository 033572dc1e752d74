package io.isequencer.storage.memory;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.SequenceStorageContract;

class MemoryStorageTest extends SequenceStorageContract {

    @Override
    protected SequenceStorage open(String store) {
        return new MemoryStorage();
    }
}
