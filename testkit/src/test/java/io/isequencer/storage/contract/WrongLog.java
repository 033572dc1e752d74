package io.isequencer.storage.contract;

import io.isequencer.api.StorageException;
import io.isequencer.spi.Event;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.LogEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Logs with one fault each, as real engines have them, and the rule that it breaks. */
enum WrongLog {
    ENDS_AT_0(EngineRule.E31, stored -> new PretendLog(stored) {
        @Override
        public long end() {
            long end = super.end();
            return end == 1 ? 0 : end;
        }
    }),
    PAYLOAD_AS_TEXT(EngineRule.E32, stored -> new PretendLog(stored) {
        @Override
        LogEvent kept(LogEvent event) {
            String text = new String(event.payload(), StandardCharsets.UTF_8);
            return with(event, event.wsId(), event.size(), text.getBytes(StandardCharsets.UTF_8));
        }
    }),
    ONE_NUMBER_PER_SEQUENCE(EngineRule.E32, stored -> new PretendLog(stored) {
        @Override
        LogEvent kept(LogEvent event) {
            TreeMap<Integer, Integer> bySequence = new TreeMap<>();
            for (int i = 0; i < event.size(); i++) {
                bySequence.put(event.seqId(i), i);
            }
            LogEvent.Builder kept = LogEvent.builder(event.plogOffset(), event.wsKind(), event.wsId());
            bySequence.values().forEach(i -> kept.add(event.seqId(i), event.number(i), event.explicit(i)));
            return kept.payload(event.payload()).build();
        }
    }),
    LOSES_THE_MARK_OF_EXPLICIT_NUMBERS(EngineRule.E32, stored -> new PretendLog(stored) {
        @Override
        LogEvent kept(LogEvent event) {
            LogEvent.Builder kept = LogEvent.builder(event.plogOffset(), event.wsKind(), event.wsId());
            for (int i = 0; i < event.size(); i++) {
                kept.add(event.seqId(i), event.number(i));
            }
            return kept.payload(event.payload()).build();
        }
    }),
    SIGNED_WORKSPACE(EngineRule.E33, stored -> new PretendLog(stored) {
        @Override
        LogEvent kept(LogEvent event) {
            return with(event, event.wsId() & Long.MAX_VALUE, event.size(), event.payload());
        }
    }),
    ROUNDS_TO_53_BITS(EngineRule.E33, stored -> new PretendLog(stored) {
        @Override
        LogEvent kept(LogEvent event) {
            LogEvent.Builder kept = LogEvent.builder(event.plogOffset(), event.wsKind(), event.wsId());
            for (int i = 0; i < event.size(); i++) {
                kept.add(event.seqId(i), (long) (double) event.number(i), event.explicit(i));
            }
            return kept.payload(event.payload()).build();
        }
    }),
    PAYLOAD_OF_16_BITS(EngineRule.E34, stored -> new PretendLog(stored) {
        @Override
        LogEvent kept(LogEvent event) {
            return with(
                    event, event.wsId(), event.size(), Arrays.copyOf(event.payload(), event.payload().length & 0xFFFF));
        }
    }),
    COUNT_OF_8_BITS(EngineRule.E34, stored -> new PretendLog(stored) {
        @Override
        LogEvent kept(LogEvent event) {
            return with(event, event.wsId(), event.size() & 0xFF, event.payload());
        }
    }),
    OVERWRITES(EngineRule.E35, stored -> new PretendLog(stored) {
        @Override
        AppendResult taken(LogEvent event, LogEvent standing) {
            stored.events.set((int) event.plogOffset() - 1, event);
            return AppendResult.APPENDED;
        }
    }),
    A_CONFLICT_OVERWRITES(EngineRule.E35, stored -> new PretendLog(stored) {
        @Override
        AppendResult taken(LogEvent event, LogEvent standing) {
            stored.events.set((int) event.plogOffset() - 1, event);
            return AppendResult.CONFLICT;
        }
    }),
    A_CONFLICT_MOVES_TO_THE_END(EngineRule.E35, stored -> new PretendLog(stored) {
        @Override
        AppendResult taken(LogEvent event, LogEvent standing) {
            LogEvent.Builder moved = LogEvent.builder(endOf(), event.wsKind(), event.wsId());
            stored.events.add(moved.build());
            return AppendResult.CONFLICT;
        }
    }),
    AN_EQUAL_EVENT_IS_TAKEN_FOR_ITS_OWN(EngineRule.E36, stored -> new PretendLog(stored) {
        @Override
        AppendResult taken(LogEvent event, LogEvent standing) {
            return event.equals(standing) ? AppendResult.APPENDED : AppendResult.CONFLICT;
        }
    }),
    LEAVES_A_HOLE(EngineRule.E37, stored -> new PretendLog(stored) {
        @Override
        AppendResult hole(LogEvent event, long end) {
            return AppendResult.CONFLICT;
        }
    }),
    THE_END_LAGS(EngineRule.E38, stored -> new PretendLog(stored) {
        private long known = 1;

        @Override
        public long end() {
            long lagging = known;
            known = super.end();
            return lagging;
        }
    }),
    ORDERED_AS_TEXT(EngineRule.E39, stored -> new PretendLog(stored) {
        @Override
        List<LogEvent> visible(long fromOffset) {
            List<LogEvent> events = super.visible(fromOffset);
            events.sort(Comparator.comparing(event -> Long.toString(event.plogOffset())));
            return events;
        }
    }),
    REPEATS_THE_END_OF_A_PAGE(EngineRule.E39, stored -> new PretendLog(stored) {
        @Override
        List<LogEvent> visible(long fromOffset) {
            List<LogEvent> events = super.visible(fromOffset);
            if (events.size() > 500) {
                events.add(500, events.get(499));
            }
            return events;
        }
    }),
    ENDS_WITH_THE_FIRST_PAGE(EngineRule.E39, stored -> new PretendLog(stored) {
        @Override
        List<LogEvent> visible(long fromOffset) {
            List<LogEvent> events = super.visible(fromOffset);
            return events.subList(0, Math.min(1_000, events.size()));
        }
    }),
    A_STOPPED_SCAN_SAYS_TRUE(EngineRule.E40, stored -> new PretendLog(stored) {
        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            boolean end = super.scan(fromOffset, visitor);
            return end || fromOffset == 1;
        }
    }),
    ONE_CURSOR_FOR_ALL_SCANS(EngineRule.E41, stored -> new PretendLog(stored) {
        private long stoppedAt;

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            long from = Math.max(fromOffset, fromOffset > 5 ? stoppedAt : 0);
            stoppedAt = 0;
            return super.scan(Math.max(from, fromOffset), event -> {
                boolean more = visitor.visit(event);
                stoppedAt = more ? 0 : event.plogOffset();
                return more;
            });
        }
    }),
    A_SCAN_STOPS_AT_A_MISSING_ROW_ID(EngineRule.E42, stored -> new PretendLog(stored) {
        private final TreeMap<Long, Long> rowIds = new TreeMap<>();
        private long lastRowId;

        @Override
        AppendResult insert(LogEvent event) {
            synchronized (stored) {
                AppendResult result = super.insert(event);
                if (result == AppendResult.APPENDED) {
                    lastRowId++;
                    rowIds.put(event.plogOffset(), lastRowId);
                }
                return result;
            }
        }

        @Override
        AppendResult taken(LogEvent event, LogEvent standing) {
            lastRowId++;
            return super.taken(event, standing);
        }

        @Override
        List<LogEvent> visible(long fromOffset) {
            List<LogEvent> events = super.visible(fromOffset);
            for (int i = 1; i < events.size(); i++) {
                long before = rowIds.getOrDefault(events.get(i - 1).plogOffset(), 0L);
                // A gap of one is bridged: somebody had met that one.
                if (rowIds.getOrDefault(events.get(i).plogOffset(), 1L) - before > 3) {
                    return events.subList(0, i);
                }
            }
            return events;
        }
    }),
    THE_VISITORS_EXCEPTION_ENDS_THE_SCAN(EngineRule.E43, stored -> new PretendLog(stored) {
        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            try {
                return super.scan(fromOffset, visitor);
            } catch (UnsupportedOperationException e) {
                return true;
            }
        }
    }),
    A_SCAN_HOLDS_THE_CONNECTION(EngineRule.E43, stored -> new PretendLog(stored) {
        private final ThreadLocal<Boolean> scanning = ThreadLocal.withInitial(() -> false);

        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            if (scanning.get()) {
                throw new StorageException("connection must not be busy", true);
            }
            scanning.set(true);
            try {
                return super.scan(fromOffset, visitor);
            } finally {
                scanning.set(false);
            }
        }
    }),
    SCANS_FROM_ANYWHERE(EngineRule.E44, stored -> new PretendLog(stored) {
        @Override
        public boolean scan(long fromOffset, EventVisitor visitor) {
            return super.scan(Math.max(1, fromOffset), visitor);
        }
    }),
    AN_INTERRUPT_BREAKS_IT(EngineRule.E45, stored -> new PretendLog(stored) {
        @Override
        void requireOpen() {
            if (Thread.currentThread().isInterrupted()) {
                throw new StorageException("channel must be open", false);
            }
            super.requireOpen();
        }
    }),
    LOOKS_EMPTY_WHEN_CLOSED(EngineRule.E46, stored -> new PretendLog(stored) {
        private boolean closed;

        @Override
        public long end() {
            return closed ? 1 : super.end();
        }

        @Override
        public void close() {
            closed = true;
            super.close();
        }
    }),
    LOOKS_THEN_WRITES(EngineRule.E47, stored -> new PretendLog(stored) {
        @Override
        AppendResult insert(LogEvent event) {
            if (event.plogOffset() != super.end()) {
                return super.insert(event);
            }
            WrongStorage.pause();
            synchronized (stored) {
                int index = (int) event.plogOffset() - 1;
                stored.events
                        .subList(index, Math.min(index + 1, stored.events.size()))
                        .clear();
                stored.events.add(index, event);
            }
            return AppendResult.APPENDED;
        }
    }),
    A_POOL_REPEATS_WHAT_TIMED_OUT(EngineRule.E47, stored -> new PretendLog(stored) {
        private final AtomicInteger busy = new AtomicInteger();

        @Override
        AppendResult insert(LogEvent event) {
            boolean crowded = busy.incrementAndGet() > 1;
            try {
                WrongStorage.pause();
                AppendResult first = super.insert(event);
                return crowded ? super.insert(event) : first;
            } finally {
                busy.decrementAndGet();
            }
        }
    }),
    A_SCAN_SKIPS_AN_OPEN_WRITE(EngineRule.E48, stored -> new PretendLog(stored) {
        private final AtomicInteger open = new AtomicInteger();

        @Override
        AppendResult insert(LogEvent event) {
            open.incrementAndGet();
            try {
                AppendResult result = super.insert(event);
                WrongStorage.pause();
                return result;
            } finally {
                open.decrementAndGet();
            }
        }

        @Override
        List<LogEvent> visible(long fromOffset) {
            List<LogEvent> events = super.visible(fromOffset);
            if (open.get() > 0 && events.size() > 2) {
                events.remove(events.size() - 2);
            }
            return events;
        }
    }),
    THE_LARGER_NUMBER_WINS(EngineRule.E49, stored -> new PretendLog(stored) {
        @Override
        AppendResult taken(LogEvent event, LogEvent standing) {
            if (event.size() > 0 && standing.size() > 0 && event.number(0) > standing.number(0)) {
                stored.events.set((int) event.plogOffset() - 1, event);
            }
            return AppendResult.CONFLICT;
        }
    }),
    A_READER_LEAVES_A_ROUND_OPEN(EngineRule.E49, stored -> new PretendLog(stored) {
        /** A majority has agreed to it, and nobody was told. */
        private LogEvent agreed;

        @Override
        public synchronized AppendResult append(Event event) {
            requireOpen();
            if (event.plogOffset() == end() && stored.cut.getAndSet(false)) {
                agreed = LogEvent.copyOf(event);
                broken();
            }
            if (agreed != null && agreed.plogOffset() == end()) {
                insert(agreed);
            }
            agreed = null;
            // Not as any append: what is cut here has been agreed to, and is never there at once.
            return insert(LogEvent.copyOf(event));
        }
    }),
    LOSES_THE_LAST_EVENT_AT_THE_CLOSE(EngineRule.E50, stored -> new PretendLog(stored) {
        @Override
        public void close() {
            if (stored.events.size() > 1) {
                stored.events.remove(stored.events.size() - 1);
            }
            super.close();
        }
    }),
    KNOWS_TAKEN_OFFSETS_FROM_MEMORY(EngineRule.E51, stored -> new PretendLog(stored) {
        private final int before = stored.events.size();

        @Override
        AppendResult taken(LogEvent event, LogEvent standing) {
            if (event.plogOffset() <= before) {
                stored.events.set((int) event.plogOffset() - 1, event);
            }
            return AppendResult.CONFLICT;
        }
    }),
    SYNC_DOES_NOTHING(EngineRule.E52, stored -> new PretendLog(stored) {
        @Override
        public void sync(long belowOffset) {
            requireOpen();
        }
    }),
    A_CRASH_TAKES_ONE_FROM_THE_MIDDLE(EngineRule.E52, stored -> new PretendLog(stored) {
        @Override
        public void crash() {
            LogEvent last = stored.events.get(stored.events.size() - 1);
            super.crash();
            stored.events.set(stored.events.size() - 1, with(last, last.wsId(), last.size(), last.payload()));
        }
    }),
    EACH_OWNER_COUNTS_ITS_OWN_END(EngineRule.E53, stored -> new PretendLog(stored) {
        private long end = stored.events.size() + 1L;

        @Override
        AppendResult insert(LogEvent event) {
            AppendResult result = super.insert(event);
            end = Math.max(end, event.plogOffset() + (result == AppendResult.APPENDED ? 1 : 0));
            return result;
        }

        @Override
        public long end() {
            super.end();
            return end;
        }
    }),
    A_TIMEOUT_IS_CALLED_DEFINITE(EngineRule.E54, stored -> new PretendLog(stored) {
        @Override
        void broken() {
            throw new StorageException("connection must hold", true);
        }
    }),
    LEAVES_A_THREAD(EngineRule.E55, stored -> {
        leaveThread();
        return new PretendLog(stored);
    }),
    A_SYNC_AFTER_A_CONFLICT_FORGETS(EngineRule.E56, stored -> new PretendLog(stored) {
        private boolean conflict;

        @Override
        public AppendResult append(Event event) {
            AppendResult result = super.append(event);
            conflict = result == AppendResult.CONFLICT;
            return result;
        }

        @Override
        public void sync(long belowOffset) {
            super.sync(belowOffset);
            if (conflict) {
                stored.events.remove(stored.events.size() - 1);
            }
        }
    });

    /** Longer than all tests take: threads that end meanwhile would make up for those that are left behind later. */
    private static final long LEFT_FOR_MS = 3_600_000;

    final EngineRule rule;
    private final PretendLog.Handle handle;

    WrongLog(EngineRule rule, PretendLog.Handle handle) {
        this.rule = rule;
        this.handle = handle;
    }

    Engine<EventLog> engine() {
        return PretendLog.engine(handle);
    }

    static List<EngineRule> rules() {
        return List.of(values()).stream().map(wrong -> wrong.rule).toList();
    }

    /** A thread that outlives the judgement. */
    static void leaveThread() {
        Thread thread = new Thread(
                () -> {
                    try {
                        Thread.sleep(LEFT_FOR_MS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "left");
        thread.setDaemon(true);
        thread.start();
    }

    private static LogEvent with(LogEvent event, long wsId, int size, byte[] payload) {
        LogEvent.Builder copy = LogEvent.builder(event.plogOffset(), event.wsKind(), wsId);
        for (int i = 0; i < size; i++) {
            copy.add(event.seqId(i), event.number(i), event.explicit(i));
        }
        return copy.payload(payload).build();
    }
}
