package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.wire.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Flusher and actualizer of the fake sequencer: what they do next is decided in {@link #work}. */
final class FakeBackground {
    private static final int PIECE = 400;
    /** Of those that give up. */
    private static final int TRIES = 10;

    private final FakeSequencer owner;
    private final Planted planted;
    private final Deque<ObjectNode> calls = new ArrayDeque<>();
    private final Deque<JsonNode> events = new ArrayDeque<>();
    private Map<Key, Long> writing = Map.of();
    private Runnable closing;
    private boolean flusherBusy;
    private boolean scanBusy;
    private boolean rebuilding = true;
    private boolean logEnds;
    private boolean everScanned;
    private boolean gaveUp;
    private int failedWrites;
    private int failedReads;
    private boolean delayed;
    private long position;
    private long nowMs;
    private long flusherSleepsUntil;
    private long scanSleepsUntil;
    private long closeBegan = -1;

    FakeBackground(FakeSequencer owner) {
        this.owner = owner;
        this.planted = owner.planted;
        position = -1;
    }

    void rebuild() {
        rebuilding = true;
        position = -1;
        events.clear();
        logEnds = false;
    }

    boolean isIdle() {
        return owner.ready
                && !flusherBusy
                && (owner.pendingCheckpoint == 0 || gaveUp && planted != Planted.NEVER_RETRIES_AND_IS_NEVER_IDLE);
    }

    long sleepsUntilMs() {
        if (flusherBusy && flusherSleepsUntil == 0 || scanBusy && scanSleepsUntil == 0) {
            return 0;
        }
        long wake = Math.max(flusherSleepsUntil, scanSleepsUntil);
        boolean both = flusherSleepsUntil > 0 && scanSleepsUntil > 0;
        return both ? Math.min(flusherSleepsUntil, scanSleepsUntil) : wake;
    }

    void close(Runnable done) {
        closing = done;
        gaveUp |= planted == Planted.CLOSE_TAKES_THE_WRITE_UNDER_WAY && flusherBusy;
        if (planted == Planted.CLOSE_DOES_NOT_WRITE) {
            owner.pendingCheckpoint = 0;
        }
    }

    void work(long now) {
        nowMs = now;
        flusherSleepsUntil = flusherSleepsUntil > now ? flusherSleepsUntil : 0;
        scanSleepsUntil = scanSleepsUntil > now ? scanSleepsUntil : 0;
        if (closing != null) {
            workOnClose();
            return;
        }
        if (!owner.ready && (!flusherBusy || position >= 0) && !scanBusy && scanSleepsUntil == 0) {
            workOnScan();
        }
        boolean signalled =
                owner.ready || planted != Planted.NO_SIGNAL_FOR_ROOM && owner.waiting() >= owner.maxUnflushed;
        if (!flusherBusy && flusherSleepsUntil == 0 && signalled && !gaveUp && position >= 0) {
            flush();
        }
    }

    private boolean neverRetries() {
        return planted == Planted.NEVER_RETRIES || planted == Planted.NEVER_RETRIES_AND_IS_NEVER_IDLE;
    }

    private void workOnClose() {
        boolean triesAgain =
                planted == Planted.CLOSE_TRIES_AGAIN && owner.pendingCheckpoint > 0 && failedWrites < TRIES;
        boolean hangs = planted == Planted.CLOSE_WAITS_FOR_EVER && (flusherBusy || owner.pendingCheckpoint > 0);
        if (planted == Planted.CLOSE_WAITS_FOR_EVER && !flusherBusy && flusherSleepsUntil == 0) {
            flush();
        }
        if (planted == Planted.GOES_ON_AFTER_CLOSE && !owner.ready && !scanBusy) {
            workOnScan();
        }
        if (!hangs && !flusherBusy && owner.pendingCheckpoint > 0 && !gaveUp) {
            gaveUp = planted != Planted.GOES_ON_AFTER_CLOSE && !triesAgain;
            flush();
        } else if (!hangs && !triesAgain && (!flusherBusy || closeTimedOut())) {
            Runnable done = closing;
            closing = () -> {};
            done.run();
        }
    }

    private boolean closeTimedOut() {
        if (closeBegan < 0) {
            closeBegan = nowMs;
        }
        return nowMs - closeBegan >= owner.closeTimeoutMs;
    }

    private void workOnScan() {
        if (position < 0) {
            clear();
            scan("readNextPLogOffset", Json.object(), reply -> {
                long stored = Long.parseLong(reply.get("nextPLogOffset").textValue());
                position = stored == 0 && planted != Planted.BEGINS_AT_ZERO ? 1 : stored;
                everScanned = true;
                if (planted == Planted.READY_TOO_EARLY) {
                    ready();
                }
            });
            return;
        }
        while (!events.isEmpty() && owner.waiting() < owner.maxUnflushed) {
            takeOver(events.poll());
        }
        if (events.isEmpty() && logEnds) {
            ready();
        } else if (events.isEmpty()) {
            ObjectNode from = Json.object().put("from", Long.toString(position)).put("limit", 100);
            scan("readPLog", from, this::takePage);
        }
    }

    private void clear() {
        if (rebuilding) {
            owner.pending.clear();
            owner.numbersPending = 0;
            if (planted != Planted.KEEPS_CHECKPOINT) {
                owner.pendingCheckpoint = 0;
            }
            gaveUp = false;
            owner.dropCache();
            rebuilding = false;
        }
    }

    private void takePage(ObjectNode reply) {
        reply.get("events").forEach(events::add);
        logEnds = reply.get("end").booleanValue() || planted == Planted.STOPS_AT_THE_FIRST_PAGE;
    }

    private void takeOver(JsonNode event) {
        long wsId = Long.parseUnsignedLong(event.get("wsId").textValue());
        event.get("values")
                .forEach(value -> owner.publish(
                        new Key(wsId, value.get("seqId").intValue()),
                        Long.parseLong(value.get("number").textValue())));
        position = Long.parseLong(event.get("plogOffset").textValue()) + 1;
        owner.numbersPending += event.get("values").size();
        owner.pendingCheckpoint =
                planted == Planted.KEEPS_CHECKPOINT ? Math.max(owner.pendingCheckpoint, position) : position;
    }

    private void ready() {
        owner.nextOffset = position;
        owner.ready = true;
        if (planted == Planted.WRITES_NOTHING_PUBLISHED && owner.pendingCheckpoint == 0) {
            call("writeNextPLogOffset", Json.object().put("nextPLogOffset", "0"), reply -> {});
        }
    }

    private void scan(String op, ObjectNode fields, Consumer<ObjectNode> then) {
        scanBusy = true;
        call(op, fields, reply -> {
            scanBusy = false;
            if (!reply.has("error")) {
                then.accept(reply);
            } else if (planted == Planted.SKIPS_A_FAILED_PAGE && everScanned) {
                logEnds = true;
            } else {
                failedReads++;
                scanBusy = planted == Planted.GIVES_UP_READING && failedReads >= TRIES;
                scanSleepsUntil = scanBusy ? 0 : nowMs + owner.retryDelayMs;
            }
        });
    }

    private void flush() {
        if (owner.pendingCheckpoint == 0) {
            return;
        }
        if (planted == Planted.CLOSE_DOES_NOT_WRITE && !delayed) {
            delayed = true;
            flusherSleepsUntil = nowMs + 1;
            return;
        }
        delayed = false;
        flusherBusy = true;
        writing = new LinkedHashMap<>(owner.pending);
        long checkpoint = owner.pendingCheckpoint;
        if (planted == Planted.DOES_NOT_SYNC) {
            write(checkpoint);
        } else {
            call("syncPLog", Json.object().put("below", Long.toString(checkpoint)), reply -> {
                if (reply.has("error")) {
                    failed();
                } else {
                    write(checkpoint);
                }
            });
        }
    }

    private void write(long checkpoint) {
        calls.clear();
        ObjectNode piece = Json.object();
        ArrayNode values = piece.putArray("values");
        for (Map.Entry<Key, Long> entry : writing.entrySet()) {
            if (values.size() == PIECE) {
                calls.add(piece);
                piece = Json.object();
                values = piece.putArray("values");
            }
            if (planted != Planted.CHECKPOINT_ALONE || values.isEmpty() && writing.size() > 1) {
                values.addObject()
                        .put("wsId", Long.toUnsignedString(entry.getKey().wsId()))
                        .put("seqId", entry.getKey().seqId())
                        .put("number", Long.toString(entry.getValue()));
            }
        }
        calls.add(piece.put("nextPLogOffset", Long.toString(checkpoint)));
        if (planted == Planted.CHECKPOINT_BEFORE_VALUES && writing.size() > 1) {
            calls.clear();
            calls.add(Json.object().put("nextPLogOffset", Long.toString(checkpoint)));
            piece.remove("nextPLogOffset");
            calls.add(piece);
        }
        writeNext(checkpoint);
    }

    private void writeNext(long checkpoint) {
        ObjectNode piece = calls.poll();
        if (piece == null) {
            written(checkpoint);
            return;
        }
        String op = !piece.has("values")
                ? "writeNextPLogOffset"
                : piece.has("nextPLogOffset") ? "writeValuesAndNextPLogOffset" : "writeValues";
        call(op, piece, reply -> {
            if (reply.has("error")) {
                failed();
            } else {
                writeNext(checkpoint);
            }
        });
    }

    private void written(long checkpoint) {
        flusherBusy = false;
        writing.forEach((key, number) -> {
            if (planted == Planted.PRUNES_BLINDLY) {
                owner.pending.remove(key);
            } else {
                owner.pending.remove(key, number);
            }
        });
        if (owner.pendingCheckpoint == checkpoint) {
            owner.numbersPending = 0;
            owner.pendingCheckpoint = 0;
        }
    }

    private void failed() {
        flusherBusy = false;
        flusherSleepsUntil = nowMs + owner.retryDelayMs;
        failedWrites++;
        gaveUp |= neverRetries() || planted == Planted.GIVES_UP_WRITING && failedWrites >= TRIES;
    }

    private void call(String op, ObjectNode fields, Consumer<ObjectNode> onReply) {
        ObjectNode call = Json.object().put("op", op).put("owner", owner.owner);
        call.setAll(fields);
        owner.channel.ask(call, reply -> {
            owner.replied();
            onReply.accept(reply);
        });
    }
}
