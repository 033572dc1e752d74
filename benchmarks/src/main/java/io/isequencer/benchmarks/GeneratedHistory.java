package io.isequencer.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A history of a service whose events draw their workspace evenly: two numbers an event, a write of twenty events at a
 * time. No line says what is not so: the judge finds no fault.
 */
final class GeneratedHistory {
    private static final int EVENTS_PER_WRITE = 20;

    /** The first number of each seqId is the one behind it. */
    private static final long[] BEFORE_FIRST = {0, 0, 200_000};

    private final BufferedWriter out;
    private final int[] seqIds;
    private final int workspaces;

    /** By workspace, and by seqId in it; what was not issued yet is 0. */
    private final long[] last;

    private final SortedSet<Integer> changed = new TreeSet<>();
    private int written = 2;

    private GeneratedHistory(BufferedWriter out, int keys) {
        this.out = out;
        // A single key is one of a workspace that has no other.
        seqIds = keys == 1 ? new int[] {1} : new int[] {1, 2};
        workspaces = Math.max(1, keys / seqIds.length);
        last = new long[workspaces * seqIds.length];
    }

    /** Writes at least so many lines; those of an event and of a write are never parted. */
    static void write(Path file, int lines, int keys) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write("{\"e\":\"history\",\"version\":1,\"types\":[[1,1,\"1\"],[1,2,\"200001\"]]}\n");
            out.write("{\"e\":\"open\",\"o\":1}\n");
            new GeneratedHistory(out, keys).events(lines);
        }
    }

    private void events(int lines) throws IOException {
        Workspaces draw = new Workspaces(workspaces);
        for (int plogOffset = 1; written < lines; plogOffset++) {
            event(plogOffset, (int) draw.draw() - 1);
            if (plogOffset % EVENTS_PER_WRITE == 0) {
                storageWrite(plogOffset);
            }
        }
    }

    private void event(int plogOffset, int workspace) throws IOException {
        out.write("{\"e\":\"start\",\"o\":1,\"k\":1,\"w\":\"" + workspace + "\",\"p\":\"" + plogOffset + "\"}\n");
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int key = workspace * seqIds.length + i % seqIds.length;
            last[key] = number(key) + 1;
            changed.add(key);
            values.add("[" + seqId(key) + ",\"" + last[key] + "\"]");
            out.write("{\"e\":\"next\",\"o\":1,\"s\":" + seqId(key) + ",\"n\":\"" + last[key] + "\"}\n");
        }
        out.write("{\"e\":\"append\",\"o\":1,\"p\":\"" + plogOffset + "\",\"w\":\"" + workspace + "\",\"v\":["
                + String.join(",", values) + "],\"r\":\"ok\"}\n");
        out.write("{\"e\":\"flush\",\"o\":1}\n");
        written += 5;
    }

    private void storageWrite(int plogOffset) throws IOException {
        List<String> values = new ArrayList<>();
        for (int key : changed) {
            values.add("[\"" + key / seqIds.length + "\"," + seqId(key) + ",\"" + last[key] + "\"]");
        }
        changed.clear();
        out.write("{\"e\":\"writeBegin\",\"o\":1,\"id\":" + plogOffset + ",\"v\":[" + String.join(",", values)
                + "],\"c\":\"" + (plogOffset + 1) + "\"}\n");
        out.write("{\"e\":\"writeEnd\",\"o\":1,\"id\":" + plogOffset + ",\"r\":\"ok\"}\n");
        written += 2;
    }

    private int seqId(int key) {
        return seqIds[key % seqIds.length];
    }

    private long number(int key) {
        return last[key] == 0 ? BEFORE_FIRST[seqId(key)] : last[key];
    }
}
