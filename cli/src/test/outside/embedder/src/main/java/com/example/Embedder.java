package com.example;

import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.storage.directory.OpenPartition;
import io.isequencer.storage.directory.PartitionDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Commits an event for each argument behind the first, which is the partition's directory. */
public final class Embedder {
    public static void main(String[] args) throws InterruptedException {
        try (SequencerRuntime runtime = SequencerRuntime.create();
                OpenPartition partition = PartitionDirectory.open(runtime, Path.of(args[0]))) {
            for (int i = 1; i < args.length; i++) {
                byte[] payload = args[i].getBytes(StandardCharsets.UTF_8);
                var event = partition.commit(1, 42, transaction -> {
                    transaction.next(1);
                    return payload;
                });
                System.out.println(args[i] + " is " + event.number(0));
            }
        }
    }
}
