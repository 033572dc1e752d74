package io.isequencer.storage.cassandra;

import io.isequencer.api.StorageException;
import io.isequencer.spi.ForwardingStorage;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;

/**
 * Makes each write again until it is answered, which does no harm (R7). A write that was given up would land part by part,
 * whenever a replica is compared with another one, and nobody would see it happen.
 */
final class PatientStorage extends ForwardingStorage {
    private static final int TRIES = 60;
    private static final long PAUSE_MS = 250;

    PatientStorage(SequenceStorage storage) {
        super(storage);
    }

    @Override
    public void write(ValueBatch batch, long checkpoint) {
        for (int tries = 1; ; tries++) {
            try {
                super.write(batch, checkpoint);
                return;
            } catch (StorageException e) {
                if (tries == TRIES) {
                    throw e;
                }
                Commands.sleep(PAUSE_MS);
            }
        }
    }
}
