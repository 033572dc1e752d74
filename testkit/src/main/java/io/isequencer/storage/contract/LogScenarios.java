package io.isequencer.storage.contract;

import static io.isequencer.storage.contract.EngineRule.*;
import static io.isequencer.storage.contract.Scenario.of;

import io.isequencer.api.StorageException;
import io.isequencer.spi.EventLog;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import io.isequencer.storage.contract.Scenario.Group;
import io.isequencer.storage.faulty.Fault;
import io.isequencer.storage.faulty.FaultKind;
import io.isequencer.storage.faulty.FaultyEventLog;
import io.isequencer.storage.faulty.Operation;
import io.isequencer.storage.faulty.Pauser;
import io.isequencer.storage.faulty.ScriptedPlan;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What an {@link EventLog} is put through by one thread. */
final class LogScenarios {
    private static final int MANY = 1_100;

    static final List<Scenario<EventLog>> ALL = List.of(
            of("new log", Group.BASICS, E31, LogScenarios::newLog),
            of("append and read", Group.BASICS, E38, LogScenarios::appendAndRead),
            of("event as it was", Group.BASICS, E32, LogScenarios::eventAsItWas),
            of("largest values", Group.BASICS, E33, LogScenarios::largestValues),
            of("large events", Group.BASICS, E34, LogScenarios::largeEvents),
            of("taken offset", Group.BASICS, E35, LogScenarios::takenOffset),
            of("scan from anywhere", Group.BASICS, E39, LogScenarios::scanFromAnywhere),
            of("end of a scan", Group.BASICS, E40, LogScenarios::endOfAScan),
            of("equal event", Group.SEQUENTIAL, E36, LogScenarios::equalEvent),
            of("hole", Group.SEQUENTIAL, E37, LogScenarios::hole),
            of("stopped scan", Group.SEQUENTIAL, E41, LogScenarios::stoppedScan),
            of("scan after conflicts", Group.SEQUENTIAL, E42, LogScenarios::scanAfterConflicts),
            of("visitor", Group.SEQUENTIAL, E43, LogScenarios::visitor),
            of("bad arguments", Group.SEQUENTIAL, E44, LogScenarios::badArguments),
            of("interrupt", Group.SEQUENTIAL, E45, LogScenarios::interrupt),
            of("closed log", Group.SEQUENTIAL, E46, LogScenarios::closedLog),
            of("unknown outcomes", Group.UNKNOWN_OUTCOMES, E49, LogScenarios::unknownOutcomes),
            of("reopening", Group.RESTART, E50, Capability.REOPEN, LogScenarios::reopening),
            of("taken before the opening", Group.RESTART, E51, Capability.REOPEN, LogScenarios::takenBeforeTheOpening),
            of("crash", Group.RESTART, E52, Capability.CRASH, LogScenarios::crash),
            of("racing appends", Group.THREADS, E47, LogThreads::racingAppends),
            of("scan beside appends", Group.THREADS, E48, LogThreads::scanBesideAppends),
            of("two handles", Group.HANDLES, E53, Capability.SHARED, LogScenarios::twoHandles),
            of("racing handles", Group.HANDLES, E53, Capability.SHARED, LogThreads::racingHandles),
            of("cut connections", Group.HANDLES, E54, Capability.CUT, LogThreads::cutConnections),
            of("decided by reading", Group.HANDLES, E49, Capability.CUT, LogThreads::decidedByReading),
            of("openings", Group.RESOURCES, E55, LogScenarios::openings),
            of("random runs", Group.RANDOM, E56, LogRandom::runs));

    private LogScenarios() {}

    private static void newLog(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        E31.equal(1L, log.end(), "end of a new log");
        E31.equal(List.of(), SampleEvents.scan(log, 1), "events of a new log");
        log.sync(1);
        log.sync(100);
        E31.equal(1L, log.end(), "end of a new log after a sync");
    }

    private static void eventAsItWas(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        byte[] payload = new byte[256];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) i;
        }
        LogEvent rich = LogEvent.builder(1, 65_535, 42)
                .add(65_535, 70, true)
                .add(1, 1, false)
                .add(1, 2, true)
                .add(2, 9, false)
                .add(1, 2, false)
                .payload(payload)
                .build();
        LogEvent bare = LogEvent.builder(2, 0, 0).build();
        append(E32, log, rich);
        append(E32, log, bare);
        same(E32, List.of(rich, bare), SampleEvents.scan(log, 1));
    }

    /** Events as they were; what a text of them does not show is compared one by one. */
    private static void same(EngineRule rule, List<LogEvent> expected, List<LogEvent> got) {
        rule.equal(expected.size(), got.size(), "how many events were visited");
        for (int i = 0; i < expected.size(); i++) {
            LogEvent want = expected.get(i);
            LogEvent have = got.get(i);
            rule.equal(want.toString(), have.toString(), "event");
            rule.equal(want.wsKind(), have.wsKind(), "wsKind of event " + want.plogOffset());
            rule.equal(
                    HexFormat.of().formatHex(want.payload()),
                    HexFormat.of().formatHex(have.payload()),
                    "payload of event " + want.plogOffset());
            rule.require(want.equals(have), () -> "event " + want.plogOffset() + " is not what was appended");
        }
    }

    private static void append(EngineRule rule, EventLog log, LogEvent event) {
        rule.equal(AppendResult.APPENDED, log.append(event), "append at the end, offset " + event.plogOffset());
    }

    /** The sample events from the end on, each of which must be appended. */
    static void appendTo(EngineRule rule, EventLog log, long end) {
        for (long plogOffset = log.end(); plogOffset < end; plogOffset++) {
            append(rule, log, SampleEvents.at(plogOffset));
        }
    }

    private static void largestValues(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        List<LogEvent> events = new ArrayList<>();
        for (long wsId : new long[] {-1L, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1, -((1L << 53) + 1)}) {
            events.add(LogEvent.builder(events.size() + 1L, 1, wsId)
                    .add(65_535, Long.MAX_VALUE)
                    .add(1, (1L << 53) + 1)
                    .add(2, (1L << 32) + 1)
                    .build());
        }
        events.forEach(event -> append(E33, log, event));
        same(E33, events, SampleEvents.scan(log, 1));
    }

    private static void largeEvents(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        int most = bench.engine().maxPayloadBytes();
        List<LogEvent> taken = new ArrayList<>();
        for (int bytes : new int[] {100, 256, 9_000, 33_000, 70_000, most}) {
            if (bytes <= most) {
                byte[] payload = new byte[bytes];
                for (int i = 0; i < bytes; i++) {
                    payload[i] = (byte) (i * 31 + (i >> 8));
                }
                LogEvent.Builder event = LogEvent.builder(log.end(), 1, 7).payload(payload);
                for (int i = 1; i <= 300; i++) {
                    event.add(1 + i % 3, i);
                }
                LogEvent built = event.build();
                if (isTaken(log, built)) {
                    taken.add(built);
                }
            }
        }
        E34.require(!taken.isEmpty(), () -> "an event with a payload of 100 bytes and 300 numbers must be taken");
        appendTo(E34, log, taken.size() + 2L);
        taken.add(SampleEvents.at(taken.size() + 1L));
        same(E34, taken, SampleEvents.scan(log, 1));
    }

    private static boolean isTaken(EventLog log, LogEvent event) {
        try {
            append(E34, log, event);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static void appendAndRead(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        for (long plogOffset = 1; plogOffset <= 20; plogOffset++) {
            append(E38, log, SampleEvents.at(plogOffset));
            E38.equal(plogOffset + 1, log.end(), "end after the append at " + plogOffset);
            E38.equal(List.of(plogOffset), offsets(log, plogOffset), "offsets of a scan from " + plogOffset);
        }
    }

    private static List<Long> offsets(EventLog log, long from) {
        return SampleEvents.scan(log, from).stream().map(LogEvent::plogOffset).toList();
    }

    private static void takenOffset(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        appendTo(E35, log, 4);
        for (long plogOffset = 1; plogOffset < 4; plogOffset++) {
            LogEvent other = LogEvent.builder(plogOffset, 9, 9).add(9, 9).build();
            E35.equal(AppendResult.CONFLICT, log.append(other), "another append at " + plogOffset);
            E35.equal(SampleEvents.range(1, 4), SampleEvents.scan(log, 1), "events after a refused append");
            E35.equal(4L, log.end(), "end after a refused append");
        }
        append(E35, log, SampleEvents.at(4));
    }

    private static void equalEvent(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        appendTo(E36, log, 3);
        for (int i = 0; i < 2; i++) {
            E36.equal(AppendResult.CONFLICT, log.append(SampleEvents.at(2)), "the same event appended again");
        }
        E36.equal(3L, log.end(), "end after a refused append");
        E36.equal(SampleEvents.range(1, 3), SampleEvents.scan(log, 1), "events after a refused append");
    }

    private static void hole(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        E37.refuses(
                IllegalArgumentException.class, "an append at 2 of a new log", () -> log.append(SampleEvents.at(2)));
        E37.equal(1L, log.end(), "end after a refused append");
        appendTo(E37, log, 3);
        for (long plogOffset : new long[] {4, 5, 1_000, Long.MAX_VALUE - 1}) {
            LogEvent event = LogEvent.builder(plogOffset, 1, 1).build();
            E37.refuses(IllegalArgumentException.class, "an append behind the end, 3", () -> log.append(event));
            E37.equal(3L, log.end(), "end after a refused append");
        }
        append(E37, log, SampleEvents.at(3));
        E37.equal(SampleEvents.range(1, 4), SampleEvents.scan(log, 1), "events after refused appends");
    }

    private static void scanFromAnywhere(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        appendTo(E39, log, MANY);
        for (long from : new long[] {1, 2, 9, 10, 11, 99, 100, 101, 127, 128, 255, 256, 500, 501, 999, 1_000, MANY}) {
            visits(log, from);
        }
        for (long from = MANY - 5; from < MANY; from++) {
            visits(log, from);
        }
        visits(log, MANY + 1_000);
    }

    private static void visits(EventLog log, long from) {
        List<LogEvent> events = SampleEvents.scan(log, from);
        for (int i = 0; i < events.size(); i++) {
            E39.equal(from + i, events.get(i).plogOffset(), "visit " + (i + 1) + " of a scan from " + from);
        }
        E39.equal((int) Math.max(0, MANY - from), events.size(), "visits of a scan from " + from + ", end " + MANY);
        same(E39, SampleEvents.range(from, from + events.size()), events);
    }

    private static void endOfAScan(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        E40.equal(true, log.scan(1, event -> false), "scan of a new log");
        appendTo(E40, log, 4);
        E40.equal(true, log.scan(1, event -> true), "scan that came to the end");
        E40.equal(false, log.scan(1, event -> event.plogOffset() < 3), "scan that was stopped at the last event");
        E40.equal(false, log.scan(1, event -> false), "scan that was stopped at the first event");
        E40.equal(true, log.scan(4, event -> false), "scan from the end, where nothing is to stop at");
        E40.equal(true, log.scan(9, event -> false), "scan from behind the end");
    }

    private static void stoppedScan(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        appendTo(E41, log, 20);
        for (long from : new long[] {15, 3, 19, 1, 20, 10}) {
            log.scan(10, event -> event.plogOffset() < 12);
            E41.equal(
                    SampleEvents.range(from, 20),
                    SampleEvents.scan(log, from),
                    "a scan from " + from + " after one that was stopped at 12");
        }
        List<LogEvent> taken = new ArrayList<>();
        boolean atEnd = false;
        for (int scans = 0; !atEnd && scans < 20; scans++) {
            int limit = taken.size() + 3;
            // The event at which the visitor stops counts as not taken: it comes again.
            atEnd = log.scan(taken.size() + 1L, event -> taken.size() < limit && taken.add(LogEvent.copyOf(event)));
        }
        E41.equal(SampleEvents.range(1, 20), taken, "events taken by threes");
    }

    private static void scanAfterConflicts(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        for (long plogOffset = 1; plogOffset < 30; plogOffset++) {
            append(E42, log, SampleEvents.at(plogOffset));
            LogEvent other = LogEvent.builder(plogOffset, 9, 9).build();
            for (long refused = plogOffset % 4; refused > 0; refused--) {
                E35.equal(AppendResult.CONFLICT, log.append(other), "another append at " + plogOffset);
            }
        }
        E42.equal(SampleEvents.range(1, 30), SampleEvents.scan(log, 1), "events after refused appends");
        E42.equal(SampleEvents.range(8, 30), SampleEvents.scan(log, 8), "events from 8 on after refused appends");
    }

    private static void visitor(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        appendTo(E43, log, 4);
        E43.refuses(
                UnsupportedOperationException.class,
                "a scan whose visitor throws it",
                () -> log.scan(1, event -> {
                    throw new UnsupportedOperationException("visitor");
                }));
        List<Long> seen = new ArrayList<>();
        log.scan(1, event -> {
            seen.add(event.plogOffset());
            if (event.plogOffset() == 2) {
                appendTo(E43, log, 6);
                E43.equal(SampleEvents.range(1, 6), SampleEvents.scan(log, 1), "a scan within a scan");
            }
            return true;
        });
        E43.equal(
                List.of(1L, 2L, 3L), seen.subList(0, Math.min(3, seen.size())), "visits of a scan that calls the log");
        E43.equal(SampleEvents.range(1, 6), SampleEvents.scan(log, 1), "events after a scan that appended");
    }

    private static void badArguments(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        appendTo(E44, log, 3);
        for (long from : new long[] {0, -1, Long.MIN_VALUE}) {
            E44.refuses(IllegalArgumentException.class, "a scan from " + from, () -> log.scan(from, event -> true));
        }
    }

    private static void interrupt(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        boolean interrupted;
        Thread.currentThread().interrupt();
        try {
            appendTo(E45, log, 4);
            log.sync(4);
            E45.equal(SampleEvents.range(1, 4), SampleEvents.scan(log, 1), "events scanned by an interrupted thread");
        } finally {
            interrupted = Thread.interrupted();
        }
        E45.require(interrupted, () -> "the interrupt must stay set");
        appendTo(E45, log, 6);
        log.sync(6);
        E45.equal(SampleEvents.range(1, 6), SampleEvents.scan(log, 1), "events after the interrupt");
    }

    private static void closedLog(Bench<EventLog> bench) throws Exception {
        EventLog log = bench.port();
        appendTo(E46, log, 3);
        log.close();
        log.close();
        requireClosed("append", () -> log.append(SampleEvents.at(3)));
        requireClosed("scan", () -> log.scan(1, event -> true));
        requireClosed("sync", () -> log.sync(2));
        requireClosed("end", log::end);
    }

    private static void requireClosed(String what, EngineRule.Body call) {
        StorageException e = E46.refuses(StorageException.class, what + " after the close", call);
        E46.require(e.definite(), () -> what + " after the close must be definite, nothing can have happened");
        E46.require(
                e.getMessage().startsWith("log must be open: "),
                () -> what + " after the close must say 'log must be open: …': message=" + e.getMessage());
    }

    /** Answers get lost, an append comes late or twice: its event is in the log once, or never. */
    private static void unknownOutcomes(Bench<EventLog> bench) throws Exception {
        ScriptedPlan plan = new ScriptedPlan()
                .at(Operation.APPEND, 2, Fault.of(FaultKind.APPEND_UNKNOWN_WRITTEN))
                .at(Operation.APPEND, 4, Fault.of(FaultKind.APPEND_UNKNOWN_LOST))
                .at(Operation.APPEND, 6, Fault.of(FaultKind.APPEND_LATE))
                .at(Operation.APPEND, 8, Fault.of(FaultKind.APPEND_LATE));
        FaultyEventLog log = new FaultyEventLog(bench.port(), plan, Pauser.SLEEP);
        append(E49, log, SampleEvents.at(1));
        fails(() -> log.append(SampleEvents.at(2)));
        E49.equal(3L, log.end(), "end after an append whose answer was lost");
        E49.equal(
                AppendResult.CONFLICT,
                log.append(SampleEvents.at(2)),
                "an append, repeated because its answer was lost");
        fails(() -> log.append(SampleEvents.at(3)));
        append(E49, log, SampleEvents.at(3));
        LogEvent late = LogEvent.builder(4, 8, 8).add(8, 1_000_000).build();
        fails(() -> log.append(late));
        append(E49, log, SampleEvents.at(4));
        log.landLate(0);
        E49.equal(SampleEvents.range(1, 5), SampleEvents.scan(log, 1), "events after a late append at a taken offset");
        fails(() -> log.append(SampleEvents.at(5)));
        E49.equal(5L, log.end(), "end before a late append has landed");
        log.landLate(0);
        E49.equal(6L, log.end(), "end after a late append at a free offset");
        LogEvent other = LogEvent.builder(5, 8, 8).add(8, 8).build();
        E49.equal(AppendResult.CONFLICT, log.append(other), "an append where a late one has landed");
        E49.equal(SampleEvents.range(1, 6), SampleEvents.scan(log, 1), "events at the end");
    }

    /** A failure that the wrapper makes. */
    private static void fails(EngineRule.Body call) {
        E49.refuses(StorageException.class, "an injected fault", call);
    }

    private static void reopening(Bench<EventLog> bench) throws Exception {
        E50.equal(1L, bench.port().end(), "end of a new log");
        E50.equal(1L, bench.reopen().end(), "end of an empty log that was opened again");
        for (long end : new long[] {2, 3, 30, 31}) {
            appendTo(E50, bench.port(), end);
            EventLog log = bench.reopen();
            E50.equal(end, log.end(), "end after another opening");
            E50.equal(SampleEvents.range(1, end), SampleEvents.scan(log, 1), "events after another opening");
        }
    }

    private static void takenBeforeTheOpening(Bench<EventLog> bench) throws Exception {
        appendTo(E51, bench.port(), 5);
        EventLog log = bench.reopen();
        for (long plogOffset = 1; plogOffset < 5; plogOffset++) {
            LogEvent other = LogEvent.builder(plogOffset, 9, 9).add(9, 9).build();
            E51.equal(
                    AppendResult.CONFLICT, log.append(other), "append at an offset that was taken before the opening");
        }
        E51.refuses(IllegalArgumentException.class, "an append behind the end", () -> log.append(SampleEvents.at(6)));
        append(E51, log, SampleEvents.at(5));
        E51.equal(SampleEvents.range(1, 6), SampleEvents.scan(bench.reopen(), 1), "events after two openings");
    }

    private static void crash(Bench<EventLog> bench) throws Exception {
        long synced = 1;
        for (int round = 0; round < 3; round++) {
            EventLog log = bench.port();
            long from = log.end();
            appendTo(E52, log, from + 6);
            log.sync(from + 4);
            synced = from + 4;
            EventLog found = bench.crash();
            long end = found.end();
            long least = synced;
            E52.require(
                    end >= least && end <= from + 6,
                    () -> "end after a crash: synced=" + least + ", appended=" + (from + 6) + ", end=" + end);
            E52.equal(SampleEvents.range(1, end), SampleEvents.scan(found, 1), "events after a crash");
        }
    }

    private static void twoHandles(Bench<EventLog> bench) throws Exception {
        EventLog one = bench.port();
        EventLog two = bench.another();
        for (long plogOffset = 1; plogOffset <= 8; plogOffset++) {
            EventLog writer = plogOffset % 2 == 0 ? one : two;
            EventLog reader = plogOffset % 2 == 0 ? two : one;
            append(E53, writer, SampleEvents.at(plogOffset));
            LogEvent other = LogEvent.builder(plogOffset, 9, 9).build();
            E53.equal(AppendResult.CONFLICT, reader.append(other), "append at an offset that the other one took");
            E53.equal(plogOffset + 1, reader.end(), "end after the other one appended");
            E53.equal(SampleEvents.range(1, plogOffset + 1), SampleEvents.scan(reader, 1), "events of both");
        }
    }

    private static void openings(Bench<EventLog> bench) throws Exception {
        Openings.require(E55, bench, log -> {
            appendTo(E55, log, 3);
            log.scan(1, event -> false);
        });
    }
}
