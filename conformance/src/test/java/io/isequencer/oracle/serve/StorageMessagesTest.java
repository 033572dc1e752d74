package io.isequencer.oracle.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.spi.ValueBatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageMessagesTest {
    /** So many values go into one message, as long as it takes: its line must not be longer than the protocol allows. */
    @ParameterizedTest(name = "{0} values")
    @CsvSource({"0,1", "499,1", "500,1", "501,2", "999,2", "1000,2", "1001,3"})
    void aWriteIsCutIntoPiecesAboveTheLimitOfOne(int values, int messages) {
        ValueBatch batch = new ValueBatch();
        for (int i = 0; i < values; i++) {
            batch.add(i, 1, i + 1);
        }
        List<ObjectNode> write = StorageMessages.write(1, batch, 7);
        assertEquals(messages, write.size());
        List<String> numbers = new ArrayList<>();
        for (ObjectNode message : write) {
            boolean last = message == write.get(write.size() - 1);
            assertEquals(last, message.has("nextPLogOffset"), "the checkpoint comes with the last piece, alone");
            message.findValuesAsText("number").forEach(numbers::add);
        }
        assertEquals(values, numbers.size());
        for (int i = 0; i < values; i++) {
            assertEquals(Integer.toString(i + 1), numbers.get(i));
        }
    }
}
