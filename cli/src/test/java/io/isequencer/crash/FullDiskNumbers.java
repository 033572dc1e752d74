package io.isequencer.crash;

import io.isequencer.api.StorageException;
import io.isequencer.spi.SequenceStorage;
import io.isequencer.spi.ValueBatch;
import io.isequencer.storage.mvstore.MvStoreStorage;
import java.nio.file.Path;

/**
 * A program for {@link FullDiskTest}: {@code fill} writes until the disk is full and ends as a kill would, {@code check}
 * wants what was written, and room for more. Write number i raises all keys from i to i + 499 to i.
 */
final class FullDiskNumbers {
    private static final int KEYS = 500;

    private FullDiskNumbers() {}

    public static void main(String[] args) {
        SequenceStorage storage = MvStoreStorage.open(Path.of(args[0]));
        if (args[1].equals("fill")) {
            fill(storage);
        } else {
            check(storage, Long.parseLong(args[2]));
        }
    }

    private static void fill(SequenceStorage storage) {
        for (long write = 1; ; write++) {
            try {
                storage.write(batch(write), write);
            } catch (StorageException full) {
                System.out.println(write - 1);
                System.out.println(full.getMessage());
                System.out.flush();
                Runtime.getRuntime().halt(0);
            }
        }
    }

    private static void check(SequenceStorage storage, long written) {
        long checkpoint = storage.readCheckpoint();
        require(checkpoint >= written, "checkpoint", checkpoint);
        for (long key = 1; key < checkpoint + KEYS; key++) {
            long number = storage.readNumber(key, 1);
            require(number == Math.min(key, checkpoint), "number of key " + key, number);
        }
        storage.write(batch(checkpoint + 1), checkpoint + 1);
        storage.close();
        System.out.println("found");
    }

    private static ValueBatch batch(long write) {
        ValueBatch batch = new ValueBatch();
        for (int i = 0; i < KEYS; i++) {
            batch.add(write + i, 1, write);
        }
        return batch;
    }

    private static void require(boolean kept, String name, long value) {
        if (!kept) {
            throw new IllegalStateException(name + " must be what was written: " + value);
        }
    }
}
