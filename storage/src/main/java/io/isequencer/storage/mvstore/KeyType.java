package io.isequencer.storage.mvstore;

import io.isequencer.api.NumberKey;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Keys in ten bytes, by workspace (unsigned) and sequence. */
final class KeyType extends BasicDataType<NumberKey> {
    /** What a key takes in memory, for MVStore's cache. */
    private static final int MEMORY_BYTES = 40;

    @Override
    public int getMemory(NumberKey key) {
        return MEMORY_BYTES;
    }

    @Override
    public void write(WriteBuffer buffer, NumberKey key) {
        buffer.putLong(key.wsId()).putShort((short) key.seqId());
    }

    @Override
    public NumberKey read(ByteBuffer buffer) {
        return new NumberKey(buffer.getLong(), Short.toUnsignedInt(buffer.getShort()));
    }

    @Override
    public NumberKey[] createStorage(int size) {
        return new NumberKey[size];
    }

    @Override
    public int compare(NumberKey a, NumberKey b) {
        int byWorkspace = Long.compareUnsigned(a.wsId(), b.wsId());
        return byWorkspace != 0 ? byWorkspace : Integer.compare(a.seqId(), b.seqId());
    }
}
