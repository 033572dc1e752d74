package io.isequencer.storage.contract;

import static io.isequencer.storage.contract.EngineRule.E56;

import io.isequencer.spi.EventLog;
import io.isequencer.spi.EventLog.AppendResult;
import io.isequencer.spi.LogEvent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Random calls on a log, compared with a list that takes an event at its end only. */
final class LogRandom implements RandomRuns.Calls {
    static final String PROPERTY = "isequencer.engine.log.replay";

    private static final long[] WS_IDS = {0, 1, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 140_737_488_355_329L};

    private final Bench<EventLog> bench;

    private LogRandom(Bench<EventLog> bench) {
        this.bench = bench;
    }

    static void runs(Bench<EventLog> bench) {
        RandomRuns.check(E56, PROPERTY, bench, new LogRandom(bench));
    }

    /**
     * {@code append:WSID/NUMBER,…/PAYLOAD} at the end; {@code below:BACK/NUMBER} that far below it, {@code above:AHEAD};
     * {@code scan:BACK/STOP} from that far below the end, stopped after so many; {@code sync}, {@code reopen}.
     */
    @Override
    public String random(SplittableRandom random) {
        int choice = random.nextInt(14);
        if (choice == 0 && bench.engine().capabilities().contains(Capability.REOPEN)) {
            return "reopen";
        }
        return switch (choice) {
            case 1, 2 -> "above:" + (1 + random.nextInt(3));
            case 3, 4 -> "below:" + (1 + random.nextInt(8)) + "/" + random.nextInt(1, 9);
            case 5 -> "sync";
            case 6, 7 -> "scan:" + random.nextInt(9) + "/" + random.nextInt(5);
            default -> append(random);
        };
    }

    private static String append(SplittableRandom random) {
        List<String> numbers = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            numbers.add(
                    Long.toString(random.nextInt(4) == 0 ? random.nextLong(1, Long.MAX_VALUE) : random.nextLong(1, 9)));
        }
        byte[] payload = new byte[random.nextInt(4)];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) random.nextInt(256);
        }
        return "append:" + Long.toUnsignedString(WS_IDS[random.nextInt(WS_IDS.length)]) + "/"
                + String.join(",", numbers) + "/" + HexFormat.of().formatHex(payload);
    }

    @Override
    public RandomRuns.Model model() {
        return new Run();
    }

    /** The model beside the log. */
    private final class Run implements RandomRuns.Model {
        private final List<LogEvent> events = new ArrayList<>();

        @Override
        public void make(String call) throws Exception {
            int colon = call.indexOf(':');
            String kind = colon < 0 ? call : call.substring(0, colon);
            String[] what = call.substring(colon + 1).split("/", -1);
            EventLog log = bench.port();
            long end = events.size() + 1L;
            switch (kind) {
                case "append" -> {
                    LogEvent.Builder event = LogEvent.builder(end, 1, Long.parseUnsignedLong(what[0]));
                    for (String number : what[1].split(",")) {
                        if (!number.isEmpty()) {
                            event.add(1 + events.size() % 3, Long.parseLong(number), number.length() > 5);
                        }
                    }
                    LogEvent built =
                            event.payload(HexFormat.of().parseHex(what[2])).build();
                    E56.equal(AppendResult.APPENDED, log.append(built), call);
                    events.add(built);
                }
                case "below" -> {
                    LogEvent event = LogEvent.builder(Math.max(1, end - Long.parseLong(what[0])), 2, 2)
                            .add(2, Long.parseLong(what[1]))
                            .build();
                    if (event.plogOffset() < end) {
                        E56.equal(AppendResult.CONFLICT, log.append(event), call);
                    }
                }
                case "above" -> {
                    LogEvent event = LogEvent.builder(end + Long.parseLong(what[0]), 2, 2)
                            .build();
                    E56.refuses(IllegalArgumentException.class, call, () -> log.append(event));
                }
                case "scan" -> scan(call, Math.max(1, end - Long.parseLong(what[0])), Integer.parseInt(what[1]));
                case "sync" -> log.sync(end);
                case "reopen" -> bench.reopen();
                default -> throw new IllegalArgumentException("call must be known: call=" + call);
            }
        }

        private void scan(String call, long from, int stopAfter) throws Exception {
            List<LogEvent> seen = new ArrayList<>();
            boolean atEnd =
                    bench.port().scan(from, event -> seen.size() < stopAfter && seen.add(LogEvent.copyOf(event)));
            List<LogEvent> all = events.subList((int) from - 1, events.size());
            E56.equal(all.subList(0, Math.min(stopAfter, all.size())), seen, call);
            E56.equal(all.size() <= stopAfter, atEnd, "whether the end was reached, " + call);
        }

        @Override
        public void compare(String call) throws Exception {
            E56.equal(events.size() + 1L, bench.port().end(), "end after " + call);
            E56.equal(events, SampleEvents.scan(bench.port(), 1), "events after " + call);
        }
    }
}
