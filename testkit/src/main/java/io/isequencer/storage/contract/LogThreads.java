package io.isequencer.storage.contract;

import static io.isequencer.storage.contract.EngineRule.E47;
import static io.isequencer.storage.contract.EngineRule.E48;
import static io.isequencer.storage.contract.EngineRule.E49;
import static io.isequencer.storage.contract.EngineRule.E53;
import static io.isequencer.storage.contract.EngineRule.E54;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What an {@link EventLog} is put through by several threads. */
final class LogThreads {
    private static final int WRITERS = 8;
    private static final int OFFSETS = 60;
    private static final int END = 400;
    private static final int CUT_APPENDS = 60;
    /** More often than an append that is still on its way can be blamed. */
    private static final int UNSEEN = 5;

    private static final int LOOKS = 10;
    private static final long LOOK_PAUSE_MS = 2;

    private LogThreads() {}

    static void racingAppends(Bench<EventLog> bench) throws Exception {
        race(E47, Collections.nCopies(WRITERS, bench.port()));
    }

    static void racingHandles(Bench<EventLog> bench) throws Exception {
        List<EventLog> handles = new ArrayList<>();
        handles.add(bench.port());
        while (handles.size() < WRITERS) {
            handles.add(bench.another());
        }
        race(E53, handles);
    }

    /** All of them append at each offset in turn; who loses, is refused, or comes too early, goes on to the next. */
    private static void race(EngineRule rule, List<EventLog> handles) throws Exception {
        List<List<Integer>> winners = new ArrayList<>();
        for (int i = 0; i < OFFSETS; i++) {
            winners.add(Collections.synchronizedList(new ArrayList<>()));
        }
        InThreads.run(WRITERS, owner -> {
            for (int offset = 1; offset <= OFFSETS; offset++) {
                LogEvent event =
                        LogEvent.builder(offset, owner, owner).add(1, offset).build();
                if (handles.get(owner).append(event) == AppendResult.APPENDED) {
                    winners.get(offset - 1).add(owner);
                }
            }
        });
        rule.equal(OFFSETS + 1L, handles.get(0).end(), "end after the race");
        List<LogEvent> events = SampleEvents.scan(handles.get(0), 1);
        rule.equal(OFFSETS, events.size(), "how many events stand");
        for (int i = 0; i < OFFSETS; i++) {
            rule.equal(
                    List.of(events.get(i).wsKind()),
                    List.copyOf(winners.get(i)),
                    "who was answered APPENDED at " + (i + 1) + ", and whose event stands there");
        }
    }

    static void scanBesideAppends(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        AtomicBoolean ended = new AtomicBoolean();
        InThreads.run(4, thread -> {
            if (thread == 0) {
                try {
                    for (long plogOffset = 1; plogOffset < END; plogOffset++) {
                        log.append(SampleEvents.at(plogOffset));
                    }
                } finally {
                    ended.set(true);
                }
            } else {
                follow(log, ended, thread == 1);
            }
        });
        E48.equal(SampleEvents.range(1, END), SampleEvents.scan(log, 1), "events when all has ended");
    }

    private static void follow(EventLog log, AtomicBoolean ended, boolean syncs) {
        long next = 1;
        boolean last;
        do {
            last = ended.get();
            long from = Math.max(1, next - 3);
            List<LogEvent> events = SampleEvents.scan(log, from);
            E48.equal(
                    SampleEvents.range(from, from + events.size()), events, "a scan from " + from + " beside appends");
            long before = next;
            next = from + events.size();
            long now = next;
            E48.require(
                    now >= before, () -> "a scan visits fewer than the one before: now=" + now + ", before=" + before);
            if (syncs) {
                log.sync(next);
            }
        } while (!last);
    }

    static void cutConnections(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        OnlyOwner owner = new OnlyOwner(log);
        Cuts.during(1, bench, (thread, n) -> owner.append(n));
        Cuts.untilItWorks(
                E54, () -> log.append(LogEvent.builder(log.end(), 1, -1L).build()));
        List<LogEvent> standing = SampleEvents.scan(log, 1);
        for (int i = 0; i < owner.sent.size(); i++) {
            LogEvent event = owner.sent.get(i);
            Cuts.Outcome outcome = owner.told.get(i);
            boolean stands = standing.contains(event);
            E54.require(
                    outcome.allows(stands, !stands),
                    () -> "an append while connections were cut: outcome=" + outcome + ", event=" + event + ", stands="
                            + stands);
        }
    }

    /**
     * Appends whose connections are cut, until one of unknown outcome is decided: who reads sees its event, or the offset
     * that readers find free is free. An event that no reader saw, however often they looked, and that the next append meets
     * all the same, was waiting in the engine for somebody to finish it.
     */
    static void decidedByReading(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        int unseen = 0;
        for (int n = 0; n < CUT_APPENDS; n++) {
            long free = endWhenQuiet(log);
            if (cutAppend(bench, free, n) != Cuts.Outcome.UNKNOWN) {
                continue;
            }
            if (endWhenQuiet(log) > free) {
                return;
            }
            AppendResult[] next = new AppendResult[1];
            LogEvent event = LogEvent.builder(free, 2, n).build();
            Cuts.Outcome.of(() -> next[0] = log.append(event));
            if (next[0] == AppendResult.APPENDED) {
                return;
            }
            unseen += next[0] == AppendResult.CONFLICT ? 1 : 0;
            int times = unseen;
            E49.require(
                    times < UNSEEN,
                    () -> "an append met an event that no reader had seen: times=" + times + ", plogOffset=" + free);
        }
    }

    /** Its connection is cut at any moment or, each second time, surely before it: how threads run must not decide. */
    private static Cuts.Outcome cutAppend(Bench<EventLog> bench, long plogOffset, int n) throws Exception {
        EventLog log = bench.port();
        EngineRule.Body append =
                () -> log.append(LogEvent.builder(plogOffset, 1, n).build());
        if (n % 2 == 1) {
            bench.cut();
            return Cuts.Outcome.of(append);
        }
        Cuts.Outcome[] outcome = new Cuts.Outcome[1];
        InThreads.run(2, thread -> {
            if (thread == 0) {
                bench.cut();
            } else {
                outcome[0] = Cuts.Outcome.of(append);
            }
        });
        return outcome[0];
    }

    /** Where the log ends when it has not moved for some looks: what was on its way has arrived. */
    private static long endWhenQuiet(EventLog log) throws Exception {
        long[] end = new long[1];
        long before = 0;
        for (int looks = 0; looks < LOOKS; looks++) {
            Cuts.untilItWorks(E49, () -> end[0] = log.end());
            if (end[0] != before) {
                looks = 0;
            }
            before = end[0];
            Thread.sleep(LOOK_PAUSE_MS);
        }
        return before;
    }

    /** Appends as a sequencer's client would, and keeps what it was told. */
    private static final class OnlyOwner {
        private final EventLog log;
        private final List<LogEvent> sent = new ArrayList<>();
        private final List<Cuts.Outcome> told = new ArrayList<>();
        private long next = 1;
        private boolean inDoubt;

        OnlyOwner(EventLog log) {
            this.log = log;
        }

        void append(int n) throws Exception {
            LogEvent event = LogEvent.builder(next, 1, n).build();
            boolean[] conflict = new boolean[1];
            Cuts.Outcome outcome = Cuts.Outcome.of(() -> conflict[0] = log.append(event) == AppendResult.CONFLICT);
            if (conflict[0]) {
                E54.require(
                        inDoubt, () -> "the only owner meets a conflict, and no outcome was unknown: event=" + event);
                outcome = Cuts.Outcome.SURELY_NOT;
            }
            sent.add(event);
            told.add(outcome);
            if (outcome == Cuts.Outcome.DONE) {
                next++;
                inDoubt = false;
            } else {
                // What is still on its way may land behind this answer.
                inDoubt |= outcome == Cuts.Outcome.UNKNOWN;
                Cuts.untilItWorks(E54, () -> next = log.end());
            }
        }
    }
}
