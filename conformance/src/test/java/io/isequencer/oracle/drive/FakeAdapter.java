package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.wire.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Puts {@link FakeSequencer} behind the protocol, in virtual time. */
final class FakeAdapter {
    private static final int NOT_SUPPORTED = 10;
    private static final int MALFORMED = 12;
    private static final int CLOSED = 1006;

    private final FakeChannel channel;
    private final Planted planted;
    private final List<Long> quiescing = new ArrayList<>();
    private FakeSequencer sequencer;
    private long nowMs;

    FakeAdapter(FakeChannel channel, Planted planted) {
        this.channel = channel;
        this.planted = planted;
    }

    void take(ObjectNode request) {
        long id = request.get("id").longValue();
        switch (request.get("op").textValue()) {
            case "hello" -> hello(id);
            case "open" -> open(id, request);
            case "start", "next", "use", "flush", "actualize" -> client(id, request);
            case "quiesce" -> quiescing.add(id);
            case "tick" -> {
                nowMs += request.get("ms").longValue();
                channel.reply(id, Json.object());
            }
            case "crash" -> {
                sequencer = null;
                quiescing.clear();
                channel.forgetCalls();
                channel.reply(id, Json.object());
            }
            case "close" -> close(id);
            case "bye" -> channel.reply(id, Json.object());
            default -> unknown(id);
        }
    }

    /** The background, and those who wait for it. */
    void work() {
        if (sequencer != null) {
            sequencer.work(nowMs);
        }
        for (long id : List.copyOf(quiescing)) {
            if (sequencer == null || sequencer.isIdle()) {
                quiescing.remove(id);
                channel.reply(id, Json.object().put("idle", true));
            } else if (sequencer.sleepsUntilMs() > 0) {
                quiescing.remove(id);
                long wakeInMs = Math.max(1, sequencer.sleepsUntilMs() - nowMs);
                channel.reply(id, Json.object().put("idle", false).put("wakeInMs", wakeInMs));
            }
        }
    }

    private void open(long id, ObjectNode request) {
        boolean hasRoom = request.get("limits").get("maxUnflushedValues").intValue() > 0;
        if (!hasRoom && planted != Planted.TAKES_NO_ROOM) {
            channel.fail(id, MALFORMED);
            return;
        }
        sequencer = new FakeSequencer(channel, planted, request);
        channel.reply(id, Json.object());
    }

    private void close(long id) {
        if (sequencer == null) {
            channel.reply(id, Json.object());
        } else {
            sequencer.close(() -> channel.reply(id, Json.object()));
        }
    }

    private void client(long id, ObjectNode request) {
        if (sequencer == null || sequencer.closed()) {
            channel.fail(id, CLOSED);
            return;
        }
        boolean named = request.has("seqId")
                || !List.of("next", "use").contains(request.get("op").textValue());
        if (planted == Planted.WRAPS_INTO_RANGE) {
            wrap(request);
        }
        if (!named || !isIn(request, "number", 1, Long.SIZE - 1) || !isIn(request, "wsId", 0, Long.SIZE)) {
            channel.fail(id, MALFORMED);
            return;
        }
        sequencer.call(id, request);
    }

    /** Whether a field is not there, or at least a bound and of so many bits. */
    private static boolean isIn(ObjectNode request, String field, int least, int bits) {
        if (!request.has(field)) {
            return true;
        }
        BigInteger value = new BigInteger(request.get(field).textValue());
        return value.compareTo(BigInteger.valueOf(least)) >= 0 && value.bitLength() <= bits;
    }

    private static void wrap(ObjectNode request) {
        if (request.has("wsId")) {
            BigInteger wsId = new BigInteger(request.get("wsId").textValue());
            request.put("wsId", Long.toUnsignedString(wsId.longValue()));
        }
        if (request.has("number")) {
            BigInteger number = new BigInteger(request.get("number").textValue());
            BigInteger behindFirst = number.subtract(BigInteger.ONE).mod(BigInteger.valueOf(Long.MAX_VALUE));
            request.put("number", behindFirst.add(BigInteger.ONE).toString());
        }
        for (String field : List.of("wsKind", "seqId")) {
            if (request.has(field)) {
                request.put(field, request.get(field).intValue() & 0xFFFF);
            }
        }
    }

    private void unknown(long id) {
        if (planted == Planted.UNKNOWN_OP_IS_DONE) {
            channel.reply(id, Json.object());
        } else {
            channel.fail(id, NOT_SUPPORTED);
        }
    }

    private void hello(long id) {
        ObjectNode hello = Json.object()
                .put("name", "fake")
                .put("version", "1")
                .put("language", "Java")
                .put("protocol", 1);
        hello.putArray("capabilities")
                .add("use")
                .add("crash")
                .add("virtualTime")
                .add("writeAhead");
        channel.reply(id, hello);
    }
}
