package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.Sequencer;
import io.isequencer.api.UseResult;
import io.isequencer.oracle.wire.Json;

/**
 * One sequencer of the runtime over the oracle's storage.
 *
 * <ul>
 *   <li><i>Threading:</i> {@link #call} by one thread at a time, the rest by any.
 * </ul>
 */
final class ThreadedOwner {
    private static final long WAIT_MS = 1_000;

    private static final long POLL_MS = 1;

    private final PipeCalls calls;
    private final VirtualTime time;
    private final Sequencer sequencer;
    private final ObjectNode params;
    private volatile boolean closing;
    private volatile boolean closed;

    /** The thread that closes, once there is one. */
    private volatile Thread closer;

    /** @param time what the background runs on; null if time is real */
    ThreadedOwner(OpenFields open, Channel channel, ThreadedAdapter.Opener opener, VirtualTime time) {
        this.time = time;
        calls = new PipeCalls(channel, open.owner());
        params = Json.object().put("owner", open.owner());
        sequencer = opener.open(open.params(), new PipeStorage(calls), new PipeLog(calls));
    }

    boolean closing() {
        return closing;
    }

    boolean closed() {
        return closed;
    }

    /** Makes a client call. One that the crash overtook is not answered. */
    void call(Request request) {
        Refusals.answer(request, () -> {
            try {
                perform(request);
            } catch (RuntimeException failure) {
                if (!calls.dead()) {
                    throw failure;
                }
            }
        });
    }

    /** Answers once nothing is left to do and no call is under way. */
    void quiesce(Request request) {
        try {
            if (time != null) {
                quiesceInVirtualTime(request);
                return;
            }
            boolean idle = false;
            while (!idle && !calls.dead()) {
                idle = sequencer.awaitIdle(WAIT_MS) && calls.none();
                calls.awaitNone();
            }
            if (idle && !calls.dead()) {
                request.reply(Json.object().put("idle", true));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What runs in the background either waits for the oracle, or will be over soon. */
    private void quiesceInVirtualTime(Request request) throws InterruptedException {
        while (!calls.dead()) {
            long wakeInMs = time.wakeInMs();
            if (time.running() > calls.underWay()) {
                Thread.sleep(POLL_MS);
            } else if (calls.none() && sequencer.awaitIdle(0)) {
                request.reply(Json.object().put("idle", true));
                return;
            } else if (wakeInMs != VirtualTime.NEVER) {
                request.reply(Json.object().put("idle", false).put("wakeInMs", wakeInMs));
                return;
            } else {
                Thread.sleep(POLL_MS);
            }
        }
    }

    void beginClose() {
        closing = true;
    }

    /** Closes, and drops the calls that still hang. */
    void close(Request request) {
        closer = Thread.currentThread();
        sequencer.close();
        closed = true;
        calls.kill();
        request.done();
    }

    /**
     * Waits until a close that was asked for has come so far that it waits itself, or has ended. What is due before it has
     * begun would be done as if nobody had asked.
     */
    void untilCloseWaits() {
        try {
            while (closing && !closed && !calls.dead() && !waits(closer)) {
                Thread.sleep(POLL_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean waits(Thread thread) {
        Thread.State state = thread == null ? Thread.State.NEW : thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /** All memory is gone: no call is sent any more. */
    void crash() {
        calls.kill();
    }

    /** Ends the dead sequencer's tasks. */
    void bury() {
        sequencer.close();
    }

    ObjectNode observed() {
        return params.deepCopy().put("closing", closing).put("callsUnderWay", !calls.none());
    }

    private void perform(Request request) {
        switch (request.op()) {
            case "start" -> request.reply(Refusals.started(sequencer.start(request.wsKind(), request.wsId())));
            case "next" -> {
                long number = sequencer.next(request.seqId());
                request.reply(Json.object().put("number", Long.toString(number)));
            }
            case "use" -> {
                UseResult result = sequencer.use(request.seqId(), request.number());
                request.reply(Json.object().put("raised", result == UseResult.RAISED));
            }
            case "flush" -> {
                sequencer.flush();
                request.done();
            }
            default -> {
                sequencer.actualize();
                request.done();
            }
        }
    }
}
