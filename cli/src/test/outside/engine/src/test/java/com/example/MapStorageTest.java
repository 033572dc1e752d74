package com.example;

import io.isequencer.spi.SequenceStorage;
import io.isequencer.storage.contract.SequenceStorageContract;

class MapStorageTest extends SequenceStorageContract {
    @Override
    protected SequenceStorage open(String store) {
        return new MapStorage();
    }
}
