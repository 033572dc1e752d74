package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.wire.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/** A small sequencer, right unless a defect is planted. Its background is {@link FakeBackground}. */
final class FakeSequencer {
    final Planted planted;
    final FakeChannel channel;
    final long owner;
    final int maxUnflushed;
    final int retryDelayMs;
    private final int maxPending;
    final int closeTimeoutMs;
    final Map<Key, Long> pending = new LinkedHashMap<>();
    final Map<Key, Long> cache;
    long pendingCheckpoint;
    long nextOffset;
    boolean ready;

    private final Map<Integer, Map<Integer, Long>> kinds = new HashMap<>();
    private final Map<Key, Long> inproc = new LinkedHashMap<>();
    private final FakeBackground background;
    private Map<Integer, Long> kind;
    private boolean started;
    private boolean closed;
    private long wsId;
    /** Numbers that were issued in the transaction, and that wait to be written. */
    private int issued;

    int numbersPending;
    /** What the transaction that was given up had to do with. */
    private Set<Key> givenUp = Set.of();

    FakeSequencer(FakeChannel channel, Planted planted, ObjectNode open) {
        this.channel = channel;
        this.planted = planted;
        owner = open.get("owner").longValue();
        JsonNode limits = open.get("limits");
        maxUnflushed = limits.get("maxUnflushedValues").intValue();
        retryDelayMs = limits.get("retryDelayMs").intValue();
        closeTimeoutMs = planted == Planted.CLOSE_WAITS_FOR_RETRY_DELAY
                ? retryDelayMs
                : limits.get("closeTimeoutMs").intValue();
        int cacheSize = limits.get("cacheSize").intValue();
        maxPending = planted == Planted.CACHE_SIZE_BOUNDS_PENDING ? cacheSize : maxUnflushed;
        cache = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
                return size() > cacheSize;
            }
        };
        for (JsonNode each : open.get("seqTypes")) {
            Map<Integer, Long> seqs = kinds.computeIfAbsent(each.get("wsKind").intValue(), unseen -> new HashMap<>());
            each.get("seqs")
                    .forEach(seq -> seqs.put(
                            seq.get("seqId").intValue(),
                            Long.parseLong(seq.get("initial").textValue())));
        }
        background = new FakeBackground(this);
        ready = planted == Planted.READY_AT_OPEN;
        nextOffset = 1;
    }

    boolean closed() {
        return closed;
    }

    boolean isIdle() {
        return closed || background.isIdle();
    }

    long sleepsUntilMs() {
        return background.sleepsUntilMs();
    }

    void work(long nowMs) {
        background.work(nowMs);
    }

    void close(Runnable done) {
        closed = true;
        background.close(done);
    }

    /** What counts against the limit. */
    int waiting() {
        return planted == Planted.COUNTS_NUMBERS_FOR_KEYS ? numbersPending : pending.size();
    }

    /** The storage has answered. */
    void replied() {
        closed &= planted != Planted.COMES_BACK_AFTER_CLOSE;
    }

    void dropCache() {
        if (planted == Planted.KEEPS_OTHER_KEYS && !givenUp.isEmpty()) {
            cache.keySet().removeAll(givenUp);
        } else if (planted != Planted.KEEPS_CACHE) {
            cache.clear();
        }
    }

    void call(long id, ObjectNode request) {
        switch (request.get("op").textValue()) {
            case "start" -> start(id, request);
            case "next" -> withLast(id, request, last -> next(id, request, last));
            case "use" -> withLast(id, request, last -> use(id, request, last));
            case "flush" -> flush(id);
            default -> actualize(id);
        }
    }

    private void start(long id, ObjectNode request) {
        Map<Integer, Long> declared = kinds.get(request.get("wsKind").intValue());
        long workspace = Long.parseUnsignedLong(request.get("wsId").textValue());
        if (declared == null) {
            channel.fail(id, 1005);
        } else if (started) {
            channel.fail(id, 1001);
        } else if (!ready) {
            channel.reply(id, Json.object().put("busy", "actualizing"));
        } else if (waiting() > maxPending) {
            channel.reply(id, Json.object().put("busy", "backPressure"));
        } else if (nextOffset == Long.MAX_VALUE && !wraps()) {
            channel.fail(id, 1004);
        } else {
            kind = declared;
            wsId = workspace;
            started = planted != Planted.WORKSPACE_ZERO_IS_NONE || wsId != 0;
            channel.reply(id, Json.object().put("plogOffset", Long.toUnsignedString(nextOffset)));
            nextOffset += planted == Planted.START_MOVES ? 1 : 0;
        }
    }

    /** Looks the last-used number up: transaction, cache, then the larger of pending and stored. */
    private void withLast(long id, ObjectNode request, LongConsumer then) {
        int seqId = request.get("seqId").intValue();
        if (!started || !kind.containsKey(seqId)) {
            channel.fail(id, started ? 1000 : 1002);
            return;
        }
        Key key = new Key(wsId, seqId);
        Long known = inproc.containsKey(key) ? inproc.get(key) : cache.get(key);
        Long waits = pending.get(key);
        if (known == null && planted == Planted.PENDING_SHADOWS && waits != null) {
            known = waits;
        }
        if (known == null && planted == Planted.USE_ASKS_LESS && request.has("number")) {
            known = 0L;
        }
        if (known != null) {
            then.accept(known);
            return;
        }
        ObjectNode call = Json.object().put("op", "readNumbers").put("owner", owner);
        call.put("wsId", Long.toUnsignedString(wsId)).putArray("seqIds").add(seqId);
        channel.ask(call, reply -> {
            replied();
            if (reply.has("error") && planted != Planted.FAILED_READ_IS_ZERO) {
                channel.fail(id, 11);
                return;
            }
            long stored = reply.has("error")
                    ? 0
                    : Long.parseLong(reply.get("numbers").get(0).textValue());
            then.accept(merged(key, waits, stored));
        });
    }

    private long merged(Key key, Long before, long stored) {
        Long waits = planted == Planted.STALE_READ_HIDES_PENDING ? pending.get(key) : before;
        if (planted == Planted.MISS_FORGETS_PENDING || waits == null) {
            return planted == Planted.STORED_AS_NEXT && stored > 0 ? stored - 1 : stored;
        }
        return Math.max(waits, stored);
    }

    private void next(long id, ObjectNode request, long last) {
        int seqId = request.get("seqId").intValue();
        if (last == Long.MAX_VALUE && !wraps()) {
            channel.fail(id, 1004);
            return;
        }
        long first = planted == Planted.WRAPS_TO_MINUS ? Long.MIN_VALUE : 1;
        long number = last == Long.MAX_VALUE ? first : Math.max(last, kind.get(seqId) - 1) + 1;
        inproc.put(new Key(wsId, seqId), number);
        issued++;
        channel.reply(id, Json.object().put("number", Long.toString(number)));
    }

    private boolean wraps() {
        return planted == Planted.WRAPS || planted == Planted.WRAPS_TO_MINUS;
    }

    private void use(long id, ObjectNode request, long last) {
        long number = Long.parseLong(request.get("number").textValue());
        boolean raised = number > last;
        if (planted != Planted.IGNORES_USE) {
            inproc.put(new Key(wsId, request.get("seqId").intValue()), Math.max(number, last));
        }
        channel.reply(id, Json.object().put("raised", raised));
    }

    private void flush(long id) {
        if (!started) {
            channel.fail(id, 1002);
            return;
        }
        inproc.forEach((key, number) -> {
            long remembered = planted == Planted.NEXT_IN_MEMORY ? number + 1 : number;
            publish(key, number);
            cache.remove(key);
            cache.put(key, remembered);
        });
        numbersPending += issued;
        nextOffset++;
        pendingCheckpoint = nextOffset + (planted == Planted.CHECKPOINT_AHEAD ? 1 : 0);
        forget();
        channel.reply(id, Json.object());
        if (planted == Planted.FLUSH_IS_ACTUALIZE) {
            pending.clear();
        }
    }

    void publish(Key key, long number) {
        if (planted == Planted.PENDING_OVERWRITES) {
            pending.put(key, number);
        } else {
            pending.merge(key, number, Math::max);
        }
    }

    private void actualize(long id) {
        if (!started && planted == Planted.ACTUALIZES_IN_TRANSACTIONS_ALONE) {
            channel.fail(id, 1002);
            return;
        }
        if (!ready) {
            channel.fail(id, 1003);
            return;
        }
        ready = false;
        givenUp = Set.copyOf(inproc.keySet());
        if (planted == Planted.KEEPS_INPROC) {
            started = false;
        } else {
            forget();
        }
        channel.reply(id, Json.object());
        background.rebuild();
    }

    private void forget() {
        inproc.clear();
        issued = 0;
        started = false;
    }
}
