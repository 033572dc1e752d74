package io.isequencer.simulation.world;

import io.isequencer.laboratory.Violation;
import io.isequencer.simulation.moves.Options;

/**
 * The storage device with a real storage behind it: each write goes there too, and each read is compared.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link Violation} StorageAgrees when the two differ.
 * </ul>
 */
final class MirroringStorage extends SimStorage {
    private final Options options;
    private final MirroredStore backing;

    MirroringStorage(Options options, MirroredStore backing) {
        super(options.keys());
        this.options = options;
        this.backing = backing;
    }

    @Override
    long readNumber(int key) {
        backing.requireNumber(wsId(key), seqId(key), number(key));
        return number(key);
    }

    @Override
    long readCheckpoint() {
        backing.requireCheckpoint(checkpoint());
        return checkpoint();
    }

    @Override
    public void writeNumber(int key, long number) {
        backing.writeNumber(wsId(key), seqId(key), number);
        super.writeNumber(key, number);
    }

    @Override
    public void writeCheckpoint(long next) {
        backing.writeCheckpoint(next);
        super.writeCheckpoint(next);
    }

    @Override
    void restart() {
        backing.reopen();
    }

    private long wsId(int key) {
        return Options.wsId(key / options.sequences());
    }

    private int seqId(int key) {
        return Options.seqId(key % options.sequences());
    }
}
