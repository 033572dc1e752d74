package io.isequencer.storage.cassandra;

import io.isequencer.oracle.history.HistoryChecker;
import io.isequencer.oracle.history.HistoryReader;
import io.isequencer.oracle.history.HistoryVerdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What several owners did, as one history for the oracle.
 *
 * <p>The oracle wants an append where the log accepted it. No owner knows that moment, but each has bounds: an event was in
 * the log before its append was answered, before another append met it or went behind it, before a checkpoint above it was
 * written, and before the event behind it was in. The earliest of these is where the line is put.
 */
final class ClusterHistory {
    private static final String HEADER =
            "{\"e\":\"history\",\"version\":1,\"types\":[[1,1,\"1\"],[1,2,\"200001\"]],\"calls\":false}";

    /** An append of an owner, and what it was told; unknown if it did not live to hear. */
    private static final class Append {
        private final int owner;
        private final long sent;
        private final long offset;
        private final String event;
        private long told = Long.MAX_VALUE;
        private String result = "unknown";

        Append(int owner, String[] words) {
            this.owner = owner;
            sent = Long.parseLong(words[1]);
            offset = Long.parseLong(words[3]);
            event = words[4] + " " + words[5] + " " + words[6];
        }
    }

    private record Line(long time, int rank, long offset, String text) {}

    private final List<Append> appends = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    /** Offset to what stands there. */
    private final TreeMap<Long, String> log = new TreeMap<>();

    private final Map<String, Long> stored = new HashMap<>();
    /** Offset to the latest moment at which its event may have come into the log. */
    private final TreeMap<Long, Long> latest = new TreeMap<>();

    private final List<Long> acknowledged = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private long checkpoint;

    /** @param owners their records, those of killed ones too */
    ClusterHistory(List<Path> owners, Path dump) throws IOException {
        for (String line : Files.readAllLines(dump)) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "event" -> log.put(Long.parseLong(words[1]), words[2] + " " + words[3] + " " + words[4]);
                case "checkpoint" -> checkpoint = Long.parseLong(words[1]);
                case "number" -> stored.put(words[1] + ":" + words[2], Long.parseLong(words[3]));
                default -> throw new IllegalArgumentException("line must be known: line=" + line);
            }
        }
        for (int i = 0; i < owners.size(); i++) {
            read(i + 1, Files.readAllLines(owners.get(i), StandardCharsets.UTF_8));
        }
        appends.forEach(this::tell);
    }

    private void read(int owner, List<String> record) {
        Map<String, Append> open = new HashMap<>();
        for (String line : record) {
            String[] words = line.split(" ");
            long time = words.length < 2 ? 0 : Long.parseLong(words[1]);
            switch (words[0]) {
                case "open" ->
                    lines.add(new Line(time, 0, 0, "{\"e\":\"open\",\"o\":" + owner + ",\"max\":" + words[3] + "}"));
                case "send" -> {
                    Append append = new Append(owner, words);
                    appends.add(append);
                    open.put(words[2], append);
                }
                case "told" -> {
                    open.get(words[2]).told = time;
                    open.get(words[2]).result = words[3];
                }
                case "write" -> {
                    boundBelow(Long.parseLong(words[3]), time);
                    lines.add(new Line(time, 2, 0, write(owner, words)));
                }
                case "wrote" ->
                    lines.add(new Line(
                            time,
                            2,
                            0,
                            "{\"e\":\"writeEnd\",\"o\":" + owner + ",\"id\":" + id(owner, words[2]) + ",\"r\":\""
                                    + words[3] + "\"}"));
                case "error" -> errors.add(line.substring(line.indexOf(' ', 6) + 1));
                case "jump" -> {
                    // Nothing that is judged depends on the time of day.
                }
                case "close" -> lines.add(new Line(time, 3, 0, "{\"e\":\"close\",\"o\":" + owner + "}"));
                default -> throw new IllegalArgumentException("line must be known: line=" + line);
            }
        }
    }

    private static long id(int owner, String id) {
        return owner * 1_000_000L + Long.parseLong(id);
    }

    private static String write(int owner, String[] words) {
        String values = words[4].equals("-")
                ? ""
                : Arrays.stream(words[4].split(","))
                        .map(each -> each.split(":"))
                        .map(each -> "[\"" + each[0] + "\"," + each[1] + ",\"" + each[2] + "\"]")
                        .collect(Collectors.joining(","));
        return "{\"e\":\"writeBegin\",\"o\":" + owner + ",\"id\":" + id(owner, words[2]) + ",\"v\":[" + values
                + "],\"c\":\"" + words[3] + "\"}";
    }

    /** All events below the offset were in the log by then. */
    private void boundBelow(long offset, long time) {
        latest.merge(offset - 1, time, Math::min);
    }

    private void tell(Append append) {
        boundBelow(append.offset, append.sent);
        switch (append.result) {
            case "ok" -> {
                acknowledged.add(append.told);
                boundBelow(append.offset + 1, append.told);
            }
            case "conflict" -> {
                boundBelow(append.offset + 1, append.told);
                lines.add(new Line(append.told, 2, append.offset, line("append", append, "conflict")));
            }
            default ->
                lines.add(new Line(
                        append.result.equals("unknown") ? append.sent : append.told,
                        2,
                        append.offset,
                        line("append", append, append.result)));
        }
    }

    private static String line(String kind, Append append, String result) {
        String[] event = append.event.split(" ");
        String values = event[2].equals("-")
                ? ""
                : Arrays.stream(event[2].split(","))
                        .map(each -> each.split(":"))
                        .map(each -> "[" + each[0] + ",\"" + each[1] + "\"]")
                        .collect(Collectors.joining(","));
        return "{\"e\":\"" + kind + "\",\"o\":" + append.owner
                + (kind.equals("append") ? ",\"k\":" + event[0] + ",\"r\":\"" + result + "\"" : "") + ",\"p\":\""
                + append.offset + "\",\"w\":\"" + event[1] + "\",\"v\":[" + values + "]}";
    }

    /** The history as text. */
    String text() {
        Map<Long, Long> times = new HashMap<>();
        long time = Long.MAX_VALUE;
        long bound = latest.isEmpty() ? 0 : latest.lastKey();
        for (long offset = Math.max(bound, log.isEmpty() ? 0 : log.lastKey()); offset >= 1; offset--) {
            time = Math.min(time, latest.getOrDefault(offset, Long.MAX_VALUE));
            times.put(offset, time);
        }
        List<Line> all = new ArrayList<>(lines);
        for (Append append : appends) {
            if (append.result.equals("ok")) {
                all.add(new Line(times.get(append.offset), 1, append.offset, line("append", append, "ok")));
            } else if (append.result.equals("unknown")
                    && append.event.equals(log.get(append.offset))
                    && isOnly(append)) {
                all.add(new Line(times.get(append.offset), 1, append.offset, line("landed", append, "")));
            }
        }
        all.sort(Comparator.comparingLong(Line::time)
                .thenComparingInt(Line::rank)
                .thenComparingLong(Line::offset));
        return HEADER + "\n" + all.stream().map(Line::text).collect(Collectors.joining("\n")) + "\n";
    }

    /** Whether no other owner was told that this very event is its own. */
    private boolean isOnly(Append append) {
        return appends.stream()
                .filter(other -> other != append && other.offset == append.offset && other.event.equals(append.event))
                .noneMatch(other -> other.result.equals("ok")
                        || (other.result.equals("unknown") && appends.indexOf(other) < appends.indexOf(append)));
    }

    HistoryVerdict judge(Path keep) throws IOException {
        String text = text();
        Files.writeString(keep, text);
        return new HistoryChecker(new HistoryReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                .check();
    }

    /** Acknowledged appends that are not in the log. */
    List<String> lost() {
        return appends.stream()
                .filter(append -> append.result.equals("ok"))
                .filter(append -> !append.event.equals(log.get(append.offset)))
                .map(append -> append.offset + " " + append.event)
                .toList();
    }

    /** What is wrong with the end: with the log by itself, and with the storage beside it. */
    List<String> wrongAtTheEnd() {
        List<String> wrong = new ArrayList<>();
        Map<String, Long> last = new HashMap<>();
        Map<String, Long> covered = new HashMap<>();
        long offset = 0;
        for (Map.Entry<Long, String> event : log.entrySet()) {
            if (event.getKey() != ++offset) {
                wrong.add("a hole before offset " + event.getKey());
                break;
            }
            String[] words = event.getValue().split(" ");
            for (String value : words[2].split(",")) {
                String key = words[1] + ":" + value.split(":")[0];
                long number = Long.parseLong(value.split(":")[1]);
                long before = last.getOrDefault(key, value.startsWith("1:") ? 0L : 200_000L);
                if (number != before + 1) {
                    wrong.add("offset " + offset + ": " + key + " goes from " + before + " to " + number);
                }
                last.put(key, number);
                if (offset < checkpoint) {
                    covered.put(key, number);
                }
            }
        }
        if (checkpoint > offset + 1) {
            wrong.add("checkpoint " + checkpoint + " behind the end " + (offset + 1));
        }
        covered.forEach((key, number) -> {
            if (stored.getOrDefault(key, 0L) < number) {
                wrong.add("checkpoint " + checkpoint + ": " + key + " is stored as " + stored.get(key) + ", not "
                        + number);
            }
        });
        stored.forEach((key, number) -> {
            if (number > last.getOrDefault(key, 0L)) {
                wrong.add(key + " is stored as " + number + ", the log has " + last.get(key));
            }
        });
        return wrong;
    }

    int events() {
        return log.size();
    }

    int acknowledged() {
        return acknowledged.size();
    }

    List<String> errors() {
        return errors;
    }

    /** The longest time without an acknowledgement to anybody, in milliseconds, between two moments. */
    long longestGapMs(long from, long until) {
        List<Long> times = new ArrayList<>(acknowledged.stream()
                .filter(time -> time >= from && time <= until)
                .sorted()
                .toList());
        times.add(until);
        long longest = 0;
        long before = from;
        for (long time : times) {
            longest = Math.max(longest, time - before);
            before = time;
        }
        return longest / 1_000_000;
    }

    /** How many were acknowledged between two moments. */
    long acknowledgedBetween(long from, long until) {
        return acknowledged.stream()
                .filter(time -> time >= from && time <= until)
                .count();
    }

    /** How many appends were told something else than that they are in the log, by what they were told. */
    Map<String, Long> refusals() {
        return appends.stream()
                .filter(append -> !append.result.equals("ok"))
                .collect(Collectors.groupingBy(append -> append.result, TreeMap::new, Collectors.counting()));
    }
}
