package io.isequencer.oracle.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.channel.Channel;
import io.isequencer.oracle.channel.Incoming;
import io.isequencer.oracle.judge.World;
import io.isequencer.oracle.wire.Json;
import io.isequencer.oracle.wire.Schemas;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a case holds stays held for an adapter that is slow, and not for one that waits for it. */
@Tag("lengthy")
@Timeout(300)
class SlowAdapterTest {
    private static final long PATIENCE_MS = 200;

    /** All messages together take longer than the patience. */
    private static final long MESSAGE_MS = 15;

    private static final int SYNCS = 15;
    private static final AdapterLoop.Release BESIDE_ACTUALIZE = AdapterLoop.Release.whileCalling(StorageOp.SYNC_PLOG);
    private static final long HELD = 1;

    private final Scripted adapter = new Scripted();
    private final OwnerSession session = new OwnerSession(0);
    private AdapterLoop loop;

    @BeforeEach
    void open() {
        CaseParams params = new CheckPlan(Level.L0, "L0-empty-store-001", 1, Profile.STRICT, PATIENCE_MS)
                .cases(Bounds.USUAL)
                .get(0)
                .params();
        OracleStorage storage = new OracleStorage(new World(params), params.readLimit(), Recorder.NONE);
        loop = new AdapterLoop(List.of(session), storage, PATIENCE_MS);
        session.connect(new AdapterConnection(adapter, Schemas.ofMessages(), new Transcript(), 0));
        session.connection().greet(PATIENCE_MS);
        session.open(1, Json.object(), 1);
        loop.awaitReply(session, session::openAnswered, "open", AdapterLoop.Release.NOTHING);
        session.takeOpenReply();
        session.faults().arm(new Step.Fault(0, StorageOp.READ_CHECKPOINT, FaultType.HOLD, -1, 0, 0));
    }

    private void actualize() {
        loop.reply(session, session.connection().ask("actualize", Json.object()), "actualize", BESIDE_ACTUALIZE);
    }

    @Test
    void whatIsHeldStaysHeldWhileMessagesCome() {
        adapter.syncs = SYNCS;
        actualize();
        assertEquals(SYNCS, adapter.answered.size());
        assertFalse(adapter.answered.contains(HELD), "answered: " + adapter.answered);
        assertFalse(session.waitsForOthers());
    }

    @Test
    void whoIsSilentUntilItIsAnsweredIsAnswered() {
        adapter.waits = true;
        actualize();
        assertEquals(List.of(HELD), adapter.answered);
        assertTrue(session.waitsForOthers());
    }

    @Test
    void whoIsSlowToBeginIsWaitedFor() {
        loop.untilBegun(session);
        assertEquals(List.of(), List.copyOf(adapter.said), "requests behind it are answered");
        assertEquals(AdapterLoop.PROBES_BEHIND, adapter.probes);
    }

    @Test
    void whoAnswersNothingWhileItIsBusyIsNotWaitedForForEver() {
        adapter.answersProbes = false;
        loop.untilBegun(session);
        assertEquals(1, adapter.probes);
    }

    /** On actualize it reads the checkpoint, syncs the log some times, and replies: at once, or when it has read. */
    private static final class Scripted implements Channel {
        private final Deque<ObjectNode> said = new ArrayDeque<>();
        private final List<Long> answered = new ArrayList<>();
        private int syncs;
        private boolean waits;
        private boolean answersProbes = true;
        private int probes;
        private ObjectNode owed;

        @Override
        public boolean send(String line) {
            ObjectNode message = Json.parse(line);
            if (message.has("re")) {
                answered.add(message.get("re").longValue());
                sayOwed(waits && message.get("re").longValue() == HELD);
                return true;
            }
            ObjectNode reply = Json.object().put("re", message.get("id").longValue());
            switch (message.get("op").textValue()) {
                case "hello" -> {
                    reply.put("name", "x")
                            .put("version", "1")
                            .put("language", "x")
                            .put("protocol", 1);
                    reply.putArray("capabilities");
                    said.add(reply);
                }
                case "actualize" -> {
                    said.add(call(HELD, "readNextPLogOffset"));
                    for (int i = 1; i <= syncs; i++) {
                        said.add(call(HELD + i, "syncPLog").put("below", "1"));
                    }
                    owed = reply;
                    sayOwed(!waits);
                }
                case "probe" -> {
                    probes++;
                    said.addAll(answersProbes ? List.of(reply) : List.of());
                }
                default -> said.add(reply);
            }
            return true;
        }

        private static ObjectNode call(long id, String op) {
            return Json.object().put("id", id).put("op", op).put("owner", 1);
        }

        private void sayOwed(boolean now) {
            if (now && owed != null) {
                said.add(owed);
                owed = null;
            }
        }

        @Override
        public Incoming receive(long waitMs) {
            ObjectNode next = said.poll();
            if (next == null) {
                return null;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(MESSAGE_MS));
            return new Incoming.Text(next.toString());
        }

        @Override
        public String stderrTail() {
            return "";
        }

        @Override
        public void close() {
            said.clear();
        }
    }
}
