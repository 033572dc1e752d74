package io.isequencer.oracle.serve;

import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The sequencer's core, driven by the session's one thread in virtual time: the same lines in give the same lines out.
 *
 * <ul>
 *   <li><i>Units:</i> milliseconds of virtual time.
 *   <li><i>Source:</i> sections 3, 5 and 6 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
public final class VirtualAdapter implements Adapter {
    private final Channel channel;
    private final List<Request> ticks = new ArrayList<>();
    private final List<Request> quiescing = new ArrayList<>();
    private VirtualOwner owner;
    private long nowMs;

    public VirtualAdapter(Channel channel) {
        this.channel = Objects.requireNonNull(channel, "channel");
    }

    @Override
    public List<String> capabilities() {
        return List.of("use", "crash", "virtualTime", "writeAhead", "observe");
    }

    @Override
    public void take(Request request) {
        switch (request.op()) {
            case "open" -> open(request);
            case "start", "next", "use", "flush", "actualize" -> {
                if (owner == null || owner.closing()) {
                    throw Refusals.closed();
                }
                owner.call(request);
            }
            case "quiesce" -> quiescing.add(request);
            case "tick" -> {
                nowMs += Json.integer(request.fields(), "ms", 0, Integer.MAX_VALUE);
                ticks.add(request);
            }
            case "observe" -> request.reply(owner == null ? Json.object() : owner.observed());
            case "crash" -> crash(request);
            case "close" -> close(request);
            default -> throw Refusals.unknown(request.op());
        }
    }

    /** The background works, then requests that waited for that are answered. */
    @Override
    public void afterLine() {
        if (owner != null) {
            owner.advance(nowMs);
            if (owner.closed(nowMs)) {
                owner = null;
            }
        }
        ticks.forEach(Request::done);
        ticks.clear();
        if (!quiescing.isEmpty()) {
            answerQuiescing();
        }
    }

    private void open(Request request) {
        if (owner != null) {
            throw WireException.malformed("open must follow close or crash: open=true");
        }
        owner = new VirtualOwner(OpenFields.of(request.fields()), channel);
        request.done();
    }

    private void crash(Request request) {
        if (owner != null) {
            owner.crash();
            owner = null;
        }
        // They asked about a sequencer that is gone.
        quiescing.clear();
        request.done();
    }

    private void close(Request request) {
        if (owner == null) {
            request.done();
        } else if (owner.closing()) {
            throw Refusals.closed();
        } else {
            owner.close(request, nowMs);
        }
    }

    private void answerQuiescing() {
        long dueAtMs = owner == null ? VirtualTask.NEVER : owner.dueAtMs();
        boolean answerComes = owner != null && owner.callsUnderWay() > 0;
        // A close ends by time alone, even if no answer ever comes.
        if (answerComes && !owner.closing()) {
            return;
        }
        for (Request request : quiescing) {
            request.reply(
                    dueAtMs == VirtualTask.NEVER
                            ? Json.object().put("idle", true)
                            : Json.object().put("idle", false).put("wakeInMs", dueAtMs - nowMs));
        }
        quiescing.clear();
    }
}
