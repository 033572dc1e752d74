package io.isequencer.docs;

import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.storage.directory.OpenPartition;
import io.isequencer.storage.directory.PartitionDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The README's example; a test compares the two. */
final class EmbeddingExample {
    private static final int ORDER = 1;
    private static final int RECORD_ID = 2;

    private EmbeddingExample() {}

    record Order(long workspace, String text) {
        byte[] encode(long recordId) {
            return (recordId + " " + text).getBytes(StandardCharsets.UTF_8);
        }
    }

    static void commit(Path path, List<Order> orders, List<String> confirmed) throws InterruptedException {
        // README begins
        try (SequencerRuntime runtime = SequencerRuntime.create();
                OpenPartition partition = PartitionDirectory.open(runtime, path)) {
            for (Order order : orders) {
                var event = partition.commit(ORDER, order.workspace(), transaction -> {
                    long recordId = transaction.next(RECORD_ID); // provisional: tell nobody yet
                    return order.encode(recordId); // what the event says, besides its numbers
                });
                confirmed.add(order.text() + " is " + event.number(0)); // durable: the number is real
            }
        }
        // README ends
    }
}
