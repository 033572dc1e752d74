package io.isequencer.storage.postgres;

import io.isequencer.spi.Event;
import io.isequencer.spi.ValueBatch;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/** Keys and their numbers as three arrays, as a statement takes them. */
record Values(long[] wsIds, int[] seqIds, long[] numbers) {
    static Values of(ValueBatch batch) {
        int size = batch.size();
        Values values = new Values(new long[size], new int[size], new long[size]);
        for (int i = 0; i < size; i++) {
            values.wsIds[i] = batch.wsId(i);
            values.seqIds[i] = batch.seqId(i);
            values.numbers[i] = batch.number(i);
        }
        return values;
    }

    static Values of(Event event) {
        int size = event.size();
        Values values = new Values(new long[size], new int[size], new long[size]);
        Arrays.fill(values.wsIds, event.wsId());
        for (int i = 0; i < size; i++) {
            values.seqIds[i] = event.seqId(i);
            values.numbers[i] = event.number(i);
        }
        return values;
    }

    /** Sets partition and arrays from a parameter on, and says which is the next one. */
    int set(Connections.Lease lease, PreparedStatement statement, String partition, int first) throws SQLException {
        statement.setString(first, partition);
        statement.setArray(first + 1, lease.array("int8", wsIds));
        statement.setArray(first + 2, lease.array("int4", seqIds));
        statement.setArray(first + 3, lease.array("int8", numbers));
        return first + 4;
    }
}
