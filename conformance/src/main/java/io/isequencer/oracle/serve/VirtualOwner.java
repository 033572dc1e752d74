package io.isequencer.oracle.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.api.StorageException;
import io.isequencer.api.UseResult;
import io.isequencer.core.Actualizer;
import io.isequencer.core.Client;
import io.isequencer.core.Flusher;
import io.isequencer.core.Partition;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.WireException;
import io.isequencer.recording.ErrorCode;
import io.isequencer.spi.LogEvent;
import io.isequencer.spi.StepListener;
import io.isequencer.storage.caches.LruCache;
import java.util.Iterator;

/**
 * One sequencer in virtual time: the core, and its storage calls as messages.
 *
 * <ul>
 *   <li><i>Units:</i> milliseconds of virtual time.
 * </ul>
 */
final class VirtualOwner {
    private final long id;
    private final OwnerCalls calls;
    private final Partition partition;
    private final Client client;
    private final VirtualTask flusher;
    private final VirtualTask actualizer;
    private final long closeTimeoutMs;
    private Request waitingClient;
    private Request closer;
    private long closeAtMs = VirtualTask.NEVER;

    VirtualOwner(OpenFields open, Channel channel) {
        id = open.owner();
        calls = new OwnerCalls(channel);
        partition = new Partition(open.params(), new LruCache(open.params().cacheSize()), StepListener.NONE);
        client = partition.client();
        long delayMs = open.params().retryDelayMs();
        flusher = new VirtualTask(partition.flusher(), this::callOfFlusher, delayMs);
        actualizer = new VirtualTask(partition.actualizer(), this::callOfActualizer, delayMs);
        closeTimeoutMs = open.params().closeTimeoutMs();
    }

    /** Does all that can be done now. */
    void advance(long nowMs) {
        boolean moved = true;
        while (moved) {
            moved = flusher.advance(nowMs);
            moved |= actualizer.advance(nowMs);
        }
    }

    /** When something becomes due by time alone, or {@link VirtualTask#NEVER}. */
    long dueAtMs() {
        return Math.min(closeAtMs, Math.min(flusher.wakeAtMs(), actualizer.wakeAtMs()));
    }

    boolean closing() {
        return closer != null;
    }

    /** Of the background: the read that a client call waits for is the client's affair. */
    int callsUnderWay() {
        return calls.underWay() - (waitingClient == null ? 0 : 1);
    }

    /** Takes a client call. One that has to wait for the storage is answered later. */
    void call(Request request) {
        if (waitingClient != null) {
            throw WireException.malformed("one client call at a time: waiting=" + waitingClient.op());
        }
        attempt(request);
    }

    /** Begins the close; {@link #closed} tells when it is over. */
    void close(Request request, long nowMs) {
        closer = request;
        closeAtMs = nowMs + closeTimeoutMs;
        partition.close();
    }

    /** Ends a close that is complete, or whose time is over (R15). Returns whether the owner is gone. */
    boolean closed(long nowMs) {
        if (closer == null || !partition.stopped() && nowMs < closeAtMs) {
            return false;
        }
        calls.leave();
        if (waitingClient != null) {
            waitingClient.fail(ErrorCode.CLOSED, "sequencer must be open: closed=true");
        }
        closer.done();
        return true;
    }

    /** All memory is gone. */
    void crash() {
        calls.leave();
    }

    ObjectNode observed() {
        return Json.object()
                .put("inTransaction", partition.inTransaction())
                .put("nextOffset", Long.toString(partition.nextOffset()))
                .put("actualizing", partition.actualizing())
                .put("pending", partition.pendingSize())
                .put("pendingCheckpoint", Long.toString(partition.pendingCheckpoint()))
                .put("flusher", partition.flusherState())
                .put("actualizer", partition.actualizerState());
    }

    private void attempt(Request request) {
        Refusals.answer(request, () -> {
            long admission = partition.admission();
            switch (request.op()) {
                case "start" ->
                    request.reply(Refusals.started(client.start(admission, request.wsKind(), request.wsId())));
                case "next" -> next(request, admission);
                case "use" -> use(request, admission);
                case "flush" -> {
                    client.flush();
                    request.done();
                }
                default -> {
                    client.actualize();
                    request.done();
                }
            }
        });
    }

    private void next(Request request, long admission) {
        int seqId = request.seqId();
        long number = client.next(admission, seqId);
        if (number == 0) {
            load(request, seqId);
        } else {
            request.reply(Json.object().put("number", Long.toString(number)));
        }
    }

    private void use(Request request, long admission) {
        int seqId = request.seqId();
        UseResult result = client.use(admission, seqId, request.number());
        if (result == null) {
            load(request, seqId);
        } else {
            request.reply(Json.object().put("raised", result == UseResult.RAISED));
        }
    }

    private void load(Request request, int seqId) {
        client.miss(seqId);
        waitingClient = request;
        calls.ask(
                StorageMessages.readNumber(id, client.wsId(), seqId),
                answer -> {
                    client.fill(StorageMessages.number(answer));
                    waitingClient = null;
                    attempt(request);
                },
                failure -> {
                    client.missFailed();
                    waitingClient = null;
                    request.fail(ErrorCode.UNAVAILABLE, failure.getMessage());
                });
    }

    private void callOfFlusher() {
        Flusher task = partition.flusher();
        if (task.syncing()) {
            calls.ask(
                    StorageMessages.syncPlog(id, task.checkpoint()),
                    answer -> {
                        StorageMessages.requireDone(answer);
                        flusher.returned();
                        task.synced();
                    },
                    failure -> flusher.failed());
        } else {
            write(StorageMessages.write(id, task.batch(), task.checkpoint()).iterator());
        }
    }

    /** Writes the pieces one after another; a failure of one fails the write. */
    private void write(Iterator<ObjectNode> pieces) {
        calls.ask(
                pieces.next(),
                answer -> {
                    StorageMessages.requireDone(answer);
                    if (pieces.hasNext()) {
                        write(pieces);
                    } else {
                        flusher.returned();
                        partition.flusher().written();
                    }
                },
                failure -> flusher.failed());
    }

    private void callOfActualizer() {
        Actualizer task = partition.actualizer();
        if (task.reading()) {
            calls.ask(
                    StorageMessages.readCheckpoint(id),
                    answer -> {
                        long checkpoint = StorageMessages.checkpoint(answer);
                        actualizer.returned();
                        task.checkpointRead(checkpoint);
                    },
                    failure -> actualizer.failed());
        } else {
            calls.ask(
                    StorageMessages.readPlog(id, task.scanFrom()),
                    answer -> {
                        takePage(StorageMessages.page(answer));
                        actualizer.returned();
                    },
                    failure -> actualizer.failed());
        }
    }

    /** Offers the events of a page until one finds no room: it comes again with a later page. */
    private void takePage(StorageMessages.Page page) throws StorageException {
        Actualizer task = partition.actualizer();
        for (LogEvent event : page.events()) {
            if (!task.offer(event)) {
                return;
            }
        }
        if (page.end()) {
            task.scanEnded();
        }
    }
}
