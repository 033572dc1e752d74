package io.isequencer.benchmarks;

import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.directory.OpenPartition;
import io.isequencer.storage.directory.PartitionDirectory;
import io.isequencer.storage.directory.PartitionFiles;
import io.isequencer.storage.directory.PartitionOptions;
import io.isequencer.storage.segment.SegmentEventLog;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens a partition whose numbers know no event of the log, then again after a clean close, and prints what that took in seconds: the
 * scan of its log alone, the first opening until it admits a transaction, its close, and the second opening.
 */
final class RecoverySample {
    private static final long TIMEOUT_MS = 3_600_000;
    private static final int OPENINGS = 5;

    private RecoverySample() {}

    /** Arguments: a directory that is made, how many events of two numbers each, and how many keys. */
    public static void main(String[] args) throws InterruptedException {
        System.out.println(
                SampleGrowth.line(figures(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]))));
    }

    static List<Double> figures(Path path, int events, int keys) throws InterruptedException {
        PartitionDirectory directory = PartitionDirectory.at(path);
        write(directory, events, keys / 2);
        double scan = scanSeconds(directory.plog());
        double[] first = open(path);
        double[] again = new double[OPENINGS];
        for (int i = 0; i < OPENINGS; i++) {
            again[i] = open(path)[0];
        }
        Arrays.sort(again);
        return List.of(scan, first[0], scan / first[0], first[1], again[OPENINGS / 2]);
    }

    /** The numbers are left without any of the events. */
    private static void write(PartitionDirectory directory, int events, int workspaces) {
        try (PartitionFiles files = directory.open(PartitionOptions.DEFAULT)) {
            Workspaces draw = new Workspaces(workspaces);
            for (int plogOffset = 1; plogOffset <= events; plogOffset++) {
                files.log()
                        .append(LogEvent.builder(plogOffset, 1, draw.draw())
                                .add(1, plogOffset)
                                .add(2, 200_000L + plogOffset)
                                .build());
            }
        }
    }

    private static double scanSeconds(Path plog) {
        try (SegmentEventLog log = SegmentEventLog.open(plog)) {
            AtomicLong sum = new AtomicLong();
            long begin = System.nanoTime();
            log.scan(1, event -> {
                sum.setPlain(sum.getPlain() + event.number(0));
                return true;
            });
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (sum.get() == 0) {
                throw new IllegalStateException("log must have events: plog=" + plog);
            }
            return seconds;
        }
    }

    /** The seconds that opening and closing took. */
    private static double[] open(Path directory) throws InterruptedException {
        try (SequencerRuntime runtime = SequencerRuntime.create()) {
            long begin = System.nanoTime();
            OpenPartition partition = PartitionDirectory.open(runtime, directory);
            if (!partition.sequencer().awaitReady(TIMEOUT_MS)) {
                throw new IllegalStateException("opening must end in time: timeoutMs=" + TIMEOUT_MS);
            }
            long opened = System.nanoTime();
            partition.close();
            return new double[] {(opened - begin) / 1e9, (System.nanoTime() - opened) / 1e9};
        }
    }
}
