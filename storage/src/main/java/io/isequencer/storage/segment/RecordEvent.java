package io.isequencer.storage.segment;

import io.isequencer.spi.Event;
import java.util.Arrays;
import java.util.Objects;

/** The event in a reader's buffer: a flyweight, moved from record to record. */
final class RecordEvent implements Event {
    private byte[] bytes;
    private int at;
    private int recordBytes;
    private int count;

    /** Points it to a record that was found valid. */
    void wrap(byte[] newBytes, int newAt, int newRecordBytes) {
        bytes = newBytes;
        at = newAt;
        recordBytes = newRecordBytes;
        count = RecordFormat.count(newBytes, newAt);
    }

    int recordBytes() {
        return recordBytes;
    }

    @Override
    public long plogOffset() {
        return RecordFormat.plogOffset(bytes, at);
    }

    @Override
    public int wsKind() {
        return RecordFormat.wsKind(bytes, at);
    }

    @Override
    public long wsId() {
        return RecordFormat.wsId(bytes, at);
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public int seqId(int index) {
        return RecordFormat.seqId(bytes, numberAt(index));
    }

    @Override
    public long number(int index) {
        return RecordFormat.number(bytes, numberAt(index));
    }

    @Override
    public boolean explicit(int index) {
        return RecordFormat.explicit(bytes, numberAt(index));
    }

    @Override
    public byte[] payload() {
        return Arrays.copyOfRange(bytes, RecordFormat.numberAt(at, count), at + recordBytes);
    }

    private int numberAt(int index) {
        return RecordFormat.numberAt(at, Objects.checkIndex(index, count));
    }
}
