package io.isequencer.trace.validation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes traces of any length in the form of {@code TraceWriter}: one owner takes transactions of two numbers each, in one
 * workspace after the other, and the flusher stores what is pending. Each key is missed once, then cached.
 *
 * <p>To measure with: {@code java ... LongTrace STEPS KEYS FILE}.
 */
final class LongTrace {
    private static final int SEQS = 2;
    private static final int BETWEEN_FLUSHES = 100;
    private static final long FIRST_WS = 140_737_488_355_328L;

    private final Writer out;
    private final long[] numbers;
    private final int[] pendingSince;
    private long steps;
    private long offset = 1;
    private boolean signalled;

    private LongTrace(Writer out, int keys) {
        this.out = out;
        numbers = new long[keys];
        pendingSince = new int[BETWEEN_FLUSHES * SEQS];
    }

    public static void main(String[] arguments) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[2]))) {
            write(out, Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
        }
    }

    /** Writes at least so many steps, and what completes the last write; returns how many it were. */
    static long write(Writer out, long steps, int keys) {
        LongTrace trace = new LongTrace(out, keys);
        trace.begin();
        int workspace = 0;
        int workspaces = Math.max(1, keys / SEQS);
        while (trace.steps < steps) {
            trace.write(Math.min(BETWEEN_FLUSHES, workspaces), workspace, workspaces);
            workspace = (workspace + BETWEEN_FLUSHES) % workspaces;
        }
        return trace.steps;
    }

    private void begin() {
        line(
                "{\"v\":1,\"spec\":\"Sequencer\",\"maxUnflushedValues\":500,\"seqs\":["
                        + "{\"wsKind\":1,\"seqId\":1,\"initialValue\":\"1\"},{\"wsKind\":1,\"seqId\":2,\"initialValue\":\"200001\"}]}");
        steps = 0;
        line("{\"a\":\"Open\",\"owner\":\"a\"}");
        core("ActClear", "", "\"actualizer.state\":\"reading\",\"flusher.state\":\"idle\"");
        core("ActReadCheckpoint", ",\"plogOffset\":\"1\"", "\"actualizer.state\":\"scanning\"");
        core("ActDone", "", "\"actualizer.state\":\"idle\",\"actualizing\":false,\"signalled\":true");
        core("FlSnapshot", "", "\"signalled\":false");
    }

    private void write(int transactions, int from, int workspaces) {
        int pending = 0;
        for (int i = 0; i < transactions; i++) {
            int workspace = (from + i) % workspaces;
            transaction(workspace);
            for (int seq = 0; seq < SEQS; seq++) {
                pendingSince[pending++] = workspace * SEQS + seq;
            }
        }
        flush(Arrays.copyOf(pendingSince, pending));
    }

    private void transaction(int workspace) {
        core("Start", ",\"plogOffset\":\"" + offset + '"', "\"tx.ws\":\"" + wsId(workspace) + '"');
        StringBuilder event = new StringBuilder();
        StringBuilder published = new StringBuilder();
        StringBuilder slots = new StringBuilder();
        for (int seq = 0; seq < SEQS; seq++) {
            int key = workspace * SEQS + seq;
            if (numbers[key] == 0) {
                miss(seq + 1);
            }
            numbers[key] = numbers[key] == 0 ? 1 + seq * 200_000 : numbers[key] + 1;
            String number = '"' + Long.toString(numbers[key]) + '"';
            String slot = '"' + Integer.toString(seq + 1) + "\":";
            core("Next", ofSeq(seq + 1, numbers[key]), "\"tx.last\":{" + slot + number + '}');
            String comma = seq == 0 ? "" : ",";
            event.append(comma)
                    .append("{\"seqId\":")
                    .append(seq + 1)
                    .append(",\"number\":")
                    .append(number)
                    .append('}');
            published.append(comma).append(key(key)).append(number);
            slots.append(comma).append(slot).append("\"-1\"");
        }
        line("{\"a\":\"AppendOk\",\"owner\":\"a\",\"plogOffset\":\"" + offset + "\",\"wsId\":\"" + wsId(workspace)
                + "\",\"numbers\":[" + event + "]}");
        core(
                "Flush",
                ",\"plogOffset\":\"" + offset + '"',
                "\"nextOffset\":\"" + (offset + 1) + "\",\"pendingCheckpoint\":\"" + (offset + 1) + '"'
                        + (signalled ? "" : ",\"signalled\":true") + ",\"tx.ws\":\"none\",\"pending\":{" + published
                        + "},\"tx.last\":{" + slots + "}");
        signalled = true;
        offset++;
    }

    private void miss(int seqId) {
        core("Miss", ofSeq(seqId, 0), "");
        line("{\"a\":\"Read\",\"owner\":\"a\"" + ofSeq(seqId, 0) + '}');
        core("Fill", ofSeq(seqId, 0), "\"tx.last\":{\"" + seqId + "\":\"0\"}");
    }

    private void flush(int[] keys) {
        StringBuilder batch = new StringBuilder();
        StringBuilder none = new StringBuilder();
        for (int key : keys) {
            String comma = batch.isEmpty() ? "" : ",";
            batch.append(comma)
                    .append(key(key))
                    .append('"')
                    .append(numbers[key])
                    .append('"');
            none.append(comma).append(key(key)).append("\"0\"");
        }
        core(
                "FlSnapshot",
                ",\"plogOffset\":\"" + offset + '"',
                "\"flusher.checkpoint\":\"" + offset + "\",\"flusher.state\":\"syncing\",\"signalled\":false,"
                        + "\"flusher.batch\":{" + batch + "}");
        signalled = false;
        core("FlSync", ",\"plogOffset\":\"" + offset + '"', "\"flusher.state\":\"writing\"");
        for (int key : keys) {
            line("{\"a\":\"FlWriteValue\",\"owner\":\"a\",\"wsId\":\"" + wsId(key / SEQS) + "\""
                    + ofSeq(key % SEQS + 1, numbers[key]) + '}');
        }
        line("{\"a\":\"FlWriteCheckpoint\",\"owner\":\"a\",\"checkpoint\":\"" + offset + "\"}");
        core(
                "FlPrune",
                "",
                "\"flusher.checkpoint\":\"0\",\"flusher.state\":\"idle\",\"pending\":{" + none + "},\"flusher.batch\":{"
                        + none + "}");
    }

    private static String wsId(int workspace) {
        return Long.toString(FIRST_WS + workspace);
    }

    private static String key(int key) {
        return '"' + wsId(key / SEQS) + '/' + (key % SEQS + 1) + "\":";
    }

    private static String ofSeq(int seqId, long number) {
        return ",\"seqId\":" + seqId + ",\"number\":\"" + number + '"';
    }

    private void core(String action, String arguments, String changed) {
        line("{\"a\":\"" + action + "\",\"owner\":\"a\"" + arguments + ",\"changed\":{" + changed + "}}");
    }

    private void line(String text) {
        try {
            out.write(text);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        steps++;
    }
}
