package io.isequencer.oracle.judge;

import io.isequencer.oracle.cases.CaseParams;
import io.isequencer.oracle.cases.CaseParams.LoggedEvent;
import io.isequencer.oracle.cases.KeyNumber;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntToLongFunction;

/**
 * Storage and log of a case, which judge each change that they take.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link VerdictException} as soon as an invariant does not hold.
 * </ul>
 */
public final class World {
    private final StorageState storage = new StorageState();
    private final PlogState plog;
    private final Invariants invariants;
    private final Deque<WriteCall> lateWrites = new ArrayDeque<>();
    private final Deque<LateAppend> lateAppends = new ArrayDeque<>();

    private record LateAppend(LogEntry entry, IntToLongFunction initialOf) {}

    public World(CaseParams params) {
        plog = new PlogState(Long.parseUnsignedLong(params.firstPLogOffset()));
        invariants = new Invariants(storage, plog);
        for (KeyNumber stored : params.numbers()) {
            storage.store(Key.of(stored), Long.parseUnsignedLong(stored.number()));
            invariants.stored(Key.of(stored), Long.parseUnsignedLong(stored.number()));
        }
        storage.storeCheckpoint(Long.parseUnsignedLong(params.nextPLogOffset()));
        for (LoggedEvent event : params.plog()) {
            LogEntry entry = LogEntry.of(event);
            plog.add(entry);
            invariants.taken(entry);
        }
        plog.sync(plog.end());
    }

    public StorageState storage() {
        return storage;
    }

    public PlogState plog() {
        return plog;
    }

    public Invariants invariants() {
        return invariants;
    }

    /** How many writes are still on their way. */
    public int lateWrites() {
        return lateWrites.size();
    }

    /** How many appends are still on their way. */
    public int lateAppends() {
        return lateAppends.size();
    }

    /** Stores the first values, and the checkpoint if {@code applied} is -1; then all must hold. */
    public void write(WriteCall call, int applied) {
        invariants.beforeWrite(call);
        int count = applied < 0
                ? call.values().size()
                : Math.min(applied, call.values().size());
        for (WriteCall.Item item : call.values().subList(0, count)) {
            storage.store(item.key(), item.number());
        }
        if (applied < 0 && call.hasCheckpoint()) {
            storage.storeCheckpoint(call.checkpoint());
        }
        invariants.afterWrite();
    }

    /** The write lands some time, or never. */
    public void writeLater(WriteCall call) {
        invariants.beforeWrite(call);
        lateWrites.add(call);
    }

    /** The oldest late write lands; whether there was one. */
    public boolean landWrite(int applied) {
        WriteCall call = lateWrites.poll();
        if (call != null) {
            write(call, applied);
        }
        return call != null;
    }

    /**
     * Insert if absent.
     *
     * @param initialOf a sequence's initial value
     * @return whether the offset was free
     */
    public boolean append(LogEntry entry, IntToLongFunction initialOf) {
        invariants.beforeAppend(entry);
        if (entry.plogOffset() != plog.end()) {
            return false;
        }
        invariants.judge(entry, initialOf);
        plog.add(entry);
        return true;
    }

    /** The append lands some time, or never. */
    public void appendLater(LogEntry entry, IntToLongFunction initialOf) {
        invariants.beforeAppend(entry);
        lateAppends.add(new LateAppend(entry, initialOf));
    }

    /** The oldest late append lands if its offset is free; whether it did. */
    public boolean landAppend() {
        LateAppend late = lateAppends.poll();
        return late != null && append(late.entry(), late.initialOf());
    }

    /** A crash takes the end of the log, unless it is durable, and then also what was on its way. */
    public void lose(int count) {
        if (count > 0) {
            plog.lose(count);
            lateWrites.clear();
            lateAppends.clear();
            invariants.afterLoss();
        }
    }

    public void sync(long below) {
        plog.sync(below);
    }

    /** The events from an offset on, at most so many. */
    public List<LogEntry> read(long from, int limit) {
        List<LogEntry> page = new ArrayList<>();
        for (long offset = plog.firstFrom(from); page.size() < limit; offset++) {
            LogEntry entry = plog.at(offset);
            if (entry == null) {
                break;
            }
            page.add(entry);
        }
        return page;
    }
}
