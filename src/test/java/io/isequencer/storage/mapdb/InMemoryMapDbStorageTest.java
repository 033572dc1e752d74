package io.isequencer.storage.mapdb;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.SequenceStorageContract;

class InMemoryMapDbStorageTest extends SequenceStorageContract {

    @Override
    protected SequenceStorage open() {
        return MapDbStorage.inMemory();
    }
}
