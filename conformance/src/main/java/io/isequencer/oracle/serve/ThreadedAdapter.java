package io.isequencer.oracle.serve;

import io.isequencer.api.Sequencer;
import io.isequencer.api.SequencerParams;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.WireException;
import io.isequencer.runtime.SequencerRuntime;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.SequenceStorage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * The production runtime on real threads, its storage calls as messages.
 *
 * <ul>
 *   <li><i>Threading:</i> requests come from the session's thread, which waits for nothing but, in virtual time, for a close
 *       to have begun: client calls run on a thread of their own, {@code quiesce} and {@code close} on others.
 *   <li><i>Source:</i> sections 3 and 5 of {@code conformance/PROTOCOL.md}.
 * </ul>
 */
public final class ThreadedAdapter implements Adapter, AutoCloseable {
    private final Channel channel;
    private final Executor clientThread;
    private final Executor otherThreads;
    private final Opener opener;
    private final VirtualTime time;
    private final Runnable end;
    private ThreadedOwner owner;

    /** What opens a sequencer, which begins with its recovery. */
    public interface Opener {
        Sequencer open(SequencerParams params, SequenceStorage storage, EventLog log);
    }

    /**
     * @param clientThread runs one after another
     * @param otherThreads as many as are asked for: what runs there may wait
     */
    public ThreadedAdapter(Channel channel, Executor clientThread, Executor otherThreads) {
        this(channel, clientThread, otherThreads, SequencerRuntime.create());
    }

    private ThreadedAdapter(Channel channel, Executor clientThread, Executor otherThreads, SequencerRuntime runtime) {
        this(channel, clientThread, otherThreads, runtime::open, null, runtime::close);
    }

    /**
     * Any sequencer.
     *
     * @param time what its background runs on; null if time is real
     * @param end is run when the oracle has gone
     */
    public ThreadedAdapter(
            Channel channel,
            Executor clientThread,
            Executor otherThreads,
            Opener opener,
            VirtualTime time,
            Runnable end) {
        this.opener = Objects.requireNonNull(opener, "opener");
        this.time = time;
        this.end = end;
        this.channel = Objects.requireNonNull(channel, "channel");
        this.clientThread = Objects.requireNonNull(clientThread, "clientThread");
        this.otherThreads = Objects.requireNonNull(otherThreads, "otherThreads");
    }

    @Override
    public List<String> capabilities() {
        return time == null
                ? List.of("use", "crash", "writeAhead", "observe")
                : List.of("use", "crash", "writeAhead", "observe", "virtualTime");
    }

    @Override
    public void take(Request request) {
        ThreadedOwner current = owner;
        switch (request.op()) {
            case "open" -> open(request);
            case "start", "next", "use", "flush", "actualize" -> {
                if (current == null || current.closing()) {
                    throw Refusals.closed();
                }
                clientThread.execute(() -> current.call(request));
            }
            case "quiesce" -> {
                if (current == null) {
                    request.reply(Json.object().put("idle", true));
                } else {
                    otherThreads.execute(() -> current.quiesce(request));
                }
            }
            case "observe" -> request.reply(current == null ? Json.object() : current.observed());
            case "tick" -> {
                if (time == null) {
                    throw Refusals.unknown(request.op());
                }
                if (current != null) {
                    current.untilCloseWaits();
                }
                time.tick(Json.integer(request.fields(), "ms", 0, Integer.MAX_VALUE));
                request.done();
            }
            case "crash" -> {
                owner = null;
                if (current != null) {
                    current.crash();
                    otherThreads.execute(current::bury);
                }
                request.done();
            }
            case "close" -> close(request);
            default -> throw Refusals.unknown(request.op());
        }
    }

    /** The oracle has gone: nothing is asked any more, and the threads end. */
    @Override
    public void close() {
        if (owner != null) {
            owner.crash();
        }
        end.run();
    }

    private void open(Request request) {
        if (owner != null && !owner.closed()) {
            throw WireException.malformed("open must follow close or crash: open=true");
        }
        OpenFields open = OpenFields.of(request.fields());
        // Recovery may ask at once: its questions come behind the reply.
        request.done();
        owner = new ThreadedOwner(open, channel, opener, time);
    }

    private void close(Request request) {
        ThreadedOwner current = owner;
        if (current == null || current.closed()) {
            request.done();
        } else if (current.closing()) {
            throw Refusals.closed();
        } else {
            current.beginClose();
            otherThreads.execute(() -> current.close(request));
        }
    }
}
