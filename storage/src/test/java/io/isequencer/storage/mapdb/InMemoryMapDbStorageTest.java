package io.isequencer.storage.mapdb;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.SequenceStorageContract;

class InMemoryMapDbStorageTest extends SequenceStorageContract {

    @Override
    protected SequenceStorage open(String store) {
        return MapDbStorage.inMemory();
    }
}
