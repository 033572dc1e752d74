package io.isequencer.oracle.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.On;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.judge.Key;
import io.isequencer.oracle.judge.LogEntry;
import io.isequencer.oracle.judge.WriteCall;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One of the owners of a case: its process, its sequencer, its transaction, and what its storage calls meet. */
final class Slot {
    final int index;
    Peer peer;
    /** The number of its sequencer in storage calls; 0 if none is open. */
    long owner;
    /** The request {@code open} that is not answered yet; 0 if there is none. */
    long openId;
    /** A {@code quiesce} that is not answered yet; 0 if there is none. */
    long quiesceId;
    /** A client call that was left for later; null if there is none. */
    Later later;
    /** The transaction; null outside of one. */
    Tx tx;
    /** Whether recovery is known to be over. */
    boolean ready;
    /** The offset behind the last event that the sequencer surely knows of. */
    long knownEnd;
    /** How many values it took over since it was last idle: an upper bound of what waits to be written. */
    int valuesSinceIdle;
    /** The offset behind the last event that it was given in its recovery; 0 if none. */
    private long scannedEnd;
    /** Whether its recovery has come to the end of the log. */
    private boolean scanEnded;

    /** How many writes it has sent. */
    private long writes;

    private long lastWriteNanos;

    /** The largest checkpoint that it has sent to be stored since its recovery began. */
    private long sentCheckpoint;
    /** The last owner whose close was answered; 0 if there is none. */
    private long closedOwner;
    /** Storage calls that it sent after that answer. */
    private int callsAfterClose;
    /** Whether it has been closed or never opened. */
    boolean closed = true;

    final List<Armed> faults = new ArrayList<>();
    final List<Held> held = new ArrayList<>();
    final Set<On> fired = EnumSet.noneOf(On.class);

    Slot(int index) {
        this.index = index;
    }

    /**
     * A client call whose answer is waited for later.
     *
     * @param knownBefore {@link #knownEnd} as it was before the call
     */
    record Later(long id, Step step, long knownBefore) {}

    /** A storage call that waits for its answer; a read has what it will be told. */
    record Held(StorageCall call, ObjectNode answer) {}

    /** What an append came to. */
    enum Appended {
        NOT_YET,
        SURE,
        UNSURE
    }

    /** A transaction. */
    static final class Tx {
        final int wsKind;
        final long wsId;
        final long plogOffset;
        final List<LogEntry.Value> values = new ArrayList<>();
        Appended appended = Appended.NOT_YET;
        /** The answer to a next that was to fail, and to be repeated; null if there is none. */
        ObjectNode early;

        Tx(int wsKind, long wsId, long plogOffset) {
            this.wsKind = wsKind;
            this.wsId = wsId;
            this.plogOffset = plogOffset;
        }

        Key key(int seqId) {
            return new Key(wsId, seqId);
        }
    }

    /** A fault that waits for its call. */
    static final class Armed {
        final Step.Fault fault;
        private int before;
        private int left;

        Armed(Step.Fault fault) {
            this.fault = fault;
            this.before = fault.after();
            this.left = fault.times();
        }

        boolean forEver() {
            return fault.times() == 0;
        }

        /** Whether this call is the one; counts it. */
        private boolean takes() {
            if (before > 0) {
                before--;
                return false;
            }
            left--;
            return true;
        }

        private boolean spent() {
            return !forEver() && left <= 0;
        }
    }

    void arm(Step.Fault fault) {
        faults.add(new Armed(fault));
        fired.remove(fault.on());
    }

    /** The holds of such calls that none has met yet: it will not come. */
    void disarm(On on) {
        faults.removeIf(armed -> armed.fault.on() == on && armed.fault.kind() == FaultType.HOLD);
    }

    /** The fault that this call meets, null for none. */
    Step.Fault takeFault(On on) {
        for (Iterator<Armed> all = faults.iterator(); all.hasNext(); ) {
            Armed armed = all.next();
            if (armed.fault.on().covers(on)) {
                boolean taken = armed.takes();
                if (armed.spent()) {
                    all.remove();
                }
                if (taken) {
                    fired.add(armed.fault.on());
                    return armed.fault;
                }
                return null;
            }
        }
        return null;
    }

    boolean failsForEver() {
        return faults.stream().anyMatch(Armed::forEver);
    }

    boolean holds(On on) {
        return held.stream().anyMatch(call -> on.covers(call.call().on()));
    }

    /** A recovery begins: what it finds is to be written anew. */
    void recovers() {
        scannedEnd = 0;
        scanEnded = false;
        sentCheckpoint = 0;
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

    long writes() {
        return writes;
    }

    /** Whether no write came since there were so many, or none for that long. */
    boolean writesNothing(long since, long forMs) {
        return writes == since || System.nanoTime() - lastWriteNanos > TimeUnit.MILLISECONDS.toNanos(forMs);
    }

    void sent(WriteCall write) {
        writes++;
        lastWriteNanos = System.nanoTime();
        if (Long.compareUnsigned(write.checkpoint(), sentCheckpoint) > 0) {
            sentCheckpoint = write.checkpoint();
        }
    }

    /** Whether the recovery found this event, and no write since then was for it: nobody was woken. */
    boolean leavesScanned(long plogOffset) {
        return Long.compareUnsigned(plogOffset, scannedEnd) < 0
                && Long.compareUnsigned(sentCheckpoint, plogOffset) <= 0;
    }

    /** Its close was answered. */
    void wasClosed() {
        closedOwner = owner;
        callsAfterClose = 0;
    }

    /** How many storage calls this owner has sent after its close was answered, this one included. */
    int callsAfterClose(long caller) {
        return caller == closedOwner ? ++callsAfterClose : 0;
    }

    /** Everything but the process. */
    void clear() {
        owner = 0;
        openId = 0;
        quiesceId = 0;
        later = null;
        tx = null;
        ready = false;
        valuesSinceIdle = 0;
        recovers();
        closed = true;
        held.clear();
    }
}
