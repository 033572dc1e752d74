package io.isequencer.storage.contract;

import static io.isequencer.storage.contract.EngineRule.E47;
import static io.isequencer.storage.contract.EngineRule.E48;
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
