package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.cases.StorageOp;
import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.judge.LogEntry;
import io.isequencer.oracle.judge.WriteCall;
import io.isequencer.oracle.wire.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One of the owners of a case, as the oracle knows it: its connection, the requests that are not answered yet, its
 * transaction, and how far its recovery and its writes have come. Its methods report what happened; nothing else changes it.
 */
final class OwnerSession {
    private final int index;
    private final StorageFaults faults = new StorageFaults();
    /** Null while there is no process. Who stops a check looks at it from another thread. */
    private volatile AdapterConnection connection;
    /** The number of its sequencer in storage calls; 0 if none is open. */
    private long owner;
    /** Whether it has been closed or never opened. */
    private boolean closed = true;
    /** The request {@code open} that is not answered yet; 0 if there is none. */
    private long openId;
    /** A {@code quiesce} that is not answered yet; 0 if there is none. */
    private long quiesceId;
    /** A client call that was left for later; null if there is none. */
    private Postponed postponed;
    /** Null outside of a transaction. */
    private Transaction transaction;
    /** The numbers of its event, so far. */
    private final List<LogEntry.Value> values = new ArrayList<>();

    private Appended appended = Appended.NOT_YET;
    /** The answer to a next that was to fail, and to be repeated; null if there is none. */
    private ObjectNode early;
    /** Whether recovery is known to be over. */
    private boolean ready;
    /** The offset behind the last event that the sequencer surely knows of. */
    private long knownEnd;
    /** How many values it took over since it was last idle: an upper bound of what waits to be written. */
    private int valuesSinceIdle;
    /** The offset behind the last event that it was given in its recovery; 0 if none. */
    private long scannedEnd;
    /** Whether its recovery has come to the end of the log. */
    private boolean scanEnded;
    /** How many writes it has sent. */
    private long writes;

    private long lastWriteNanos;
    /** The largest checkpoint that it has sent to be stored since its recovery began. */
    private long sentCheckpoint;
    /** Whether close was asked for, how many calls of each kind have failed since, and how many may. */
    private boolean closing;

    private final Map<StorageOp, Integer> failedSinceClose = new EnumMap<>(StorageOp.class);
    private int mayFailSinceClose;
    /** The last owner whose close was answered; 0 if there is none. */
    private long closedOwner;
    /** Storage calls that it sent after that answer. */
    private int callsAfterClose;

    /** Whether it has once not answered a call while storage calls waited that the call does not need. */
    private boolean waitsForOthers;

    OwnerSession(int index) {
        this.index = index;
    }

    /**
     * A client call whose answer is waited for later.
     *
     * @param knownBefore {@link #knownEnd} as it was before the call
     */
    record Postponed(long id, Step step, long knownBefore) {}

    /** What is known of a transaction's append. */
    enum Appended {
        NOT_YET,
        CONFIRMED,
        UNCONFIRMED
    }

    /** Where a transaction's event is to be appended, and for which workspace. */
    record Transaction(int wsKind, long wsId, long plogOffset) {
        Key key(int seqId) {
            return new Key(wsId, seqId);
        }
    }

    int index() {
        return index;
    }

    StorageFaults faults() {
        return faults;
    }

    AdapterConnection connection() {
        return connection;
    }

    boolean isConnected() {
        return connection != null;
    }

    void connect(AdapterConnection to) {
        connection = to;
    }

    void disconnect() {
        connection = null;
    }

    long owner() {
        return owner;
    }

    /** It was silent while calls of the storage waited: it will be again, in the cases to come. */
    void foundToWait() {
        waitsForOthers |= faults.holdsAny();
    }

    boolean waitsForOthers() {
        return waitsForOthers;
    }

    boolean isClosed() {
        return closed;
    }

    /** Asks for a new sequencer. */
    void open(long number, ObjectNode fields, long plogEnd) {
        clear();
        closed = false;
        closing = false;
        owner = number;
        knownEnd = plogEnd;
        openId = connection.ask("open", fields);
    }

    boolean isOpening() {
        return openId != 0;
    }

    boolean openAnswered() {
        return connection.answered(openId);
    }

    ObjectNode takeOpenReply() {
        ObjectNode reply = connection.take(openId);
        openId = 0;
        return reply;
    }

    void openRefused() {
        closed = true;
    }

    void started(Transaction begun) {
        endTransaction();
        ready = true;
        transaction = begun;
    }

    boolean inTransaction() {
        return transaction != null;
    }

    /** Null outside of one. */
    Transaction transaction() {
        return transaction;
    }

    List<LogEntry.Value> values() {
        return List.copyOf(values);
    }

    void issued(int seqId, long number) {
        values.add(new LogEntry.Value(seqId, number, true));
    }

    void used(int seqId, long number) {
        values.add(new LogEntry.Value(seqId, number, false));
    }

    Appended appended() {
        return appended;
    }

    void appended(boolean confirmed) {
        appended = confirmed ? Appended.CONFIRMED : Appended.UNCONFIRMED;
    }

    boolean hasEarlyAnswer() {
        return early != null;
    }

    void answeredEarly(ObjectNode reply) {
        early = reply;
    }

    ObjectNode takeEarlyAnswer() {
        ObjectNode reply = early;
        early = null;
        return reply;
    }

    void flushed() {
        knownEnd = transaction.plogOffset + 1;
        valuesSinceIdle += values.size();
        endTransaction();
    }

    /**
     * Actualize was asked for: a recovery begins, over the log as it is.
     *
     * @return {@link #knownEnd} as it was, for the case that the call is refused
     */
    long actualizing(long plogEnd) {
        long before = knownEnd;
        recovers();
        knownEnd = plogEnd;
        return before;
    }

    void actualized() {
        ready = false;
        endTransaction();
    }

    void actualizeRefused(long knownBefore) {
        knownEnd = knownBefore;
    }

    /** The answer to a client call is waited for by a later step. */
    void postpone(Postponed call) {
        postponed = call;
    }

    /** Null if there is none. */
    Postponed postponed() {
        return postponed;
    }

    Postponed takePostponed() {
        Postponed call = postponed;
        postponed = null;
        return call;
    }

    boolean isQuiescing() {
        return quiesceId != 0;
    }

    void quiesce() {
        quiesceId = connection.ask("quiesce", Json.object());
    }

    boolean quiesceAnswered() {
        return connection.answered(quiesceId);
    }

    ObjectNode takeQuiesceReply() {
        ObjectNode reply = connection.take(quiesceId);
        quiesceId = 0;
        return reply;
    }

    /** It has nothing left to do. */
    void becameIdle() {
        ready = true;
        valuesSinceIdle = 0;
    }

    /** Close is asked for. @param mayFail how many calls of a kind may fail from now on */
    void closing(int mayFail) {
        closing = true;
        failedSinceClose.clear();
        mayFailSinceClose = mayFail;
    }

    /** Whether the call, which fails, is one of a kind that is tried again and again though close was asked for. */
    boolean retriesAtClose(StorageOp on) {
        return closing && failedSinceClose.merge(on, 1, Integer::sum) > mayFailSinceClose;
    }

    /** Close was answered: what was asked before may be answered or not. */
    void closed() {
        closedOwner = owner;
        callsAfterClose = 0;
        if (isOpening()) {
            connection.forget(openId);
        }
        if (isQuiescing()) {
            connection.forget(quiesceId);
        }
        if (postponed != null) {
            connection.forget(postponed.id());
        }
        openId = 0;
        quiesceId = 0;
        postponed = null;
        endTransaction();
        ready = false;
        closed = true;
    }

    /** The sequencer is gone, and whatever it knew. The process may live on. */
    void crashed() {
        clear();
    }

    /** How many storage calls this owner has sent after its close was answered, this one included. */
    int callsAfterClose(long caller) {
        return caller == closedOwner ? ++callsAfterClose : 0;
    }

    boolean isReady() {
        return ready;
    }

    long knownEnd() {
        return knownEnd;
    }

    int valuesSinceIdle() {
        return valuesSinceIdle;
    }

    void scanned(LogEntry entry) {
        valuesSinceIdle += entry.values().size();
        scannedEnd = entry.plogOffset() + 1;
    }

    void scanned(boolean toTheEnd) {
        scanEnded |= toTheEnd;
    }

    /** Whether the recovery needs nothing from the log any more, as far as anyone can see. */
    boolean hasScanned() {
        return ready || scanEnded;
    }

    void sent(WriteCall write) {
        writes++;
        lastWriteNanos = System.nanoTime();
        if (Long.compareUnsigned(write.checkpoint(), sentCheckpoint) > 0) {
            sentCheckpoint = write.checkpoint();
        }
    }

    long writes() {
        return writes;
    }

    /** Whether no write came since there were so many, or none for that long. */
    boolean writesNothing(long since, long forMs) {
        return writes == since || System.nanoTime() - lastWriteNanos > TimeUnit.MILLISECONDS.toNanos(forMs);
    }

    /** Whether the recovery found this event, and no write since then was for it: nobody was woken. */
    boolean leavesScanned(long plogOffset) {
        return Long.compareUnsigned(plogOffset, scannedEnd) < 0
                && Long.compareUnsigned(sentCheckpoint, plogOffset) <= 0;
    }

    private void endTransaction() {
        transaction = null;
        values.clear();
        appended = Appended.NOT_YET;
        early = null;
    }

    /** A recovery begins: what it finds is to be written anew. */
    private void recovers() {
        scannedEnd = 0;
        scanEnded = false;
        sentCheckpoint = 0;
    }

    /** Everything but the process, what its storage calls meet, and what it did in all. */
    private void clear() {
        owner = 0;
        openId = 0;
        quiesceId = 0;
        postponed = null;
        endTransaction();
        ready = false;
        valuesSinceIdle = 0;
        recovers();
        closed = true;
        faults.dropHeld();
    }
}
