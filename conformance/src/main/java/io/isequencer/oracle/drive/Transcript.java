package io.isequencer.oracle.drive;

import io.isequencer.oracle.wire.Escaped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last messages of a case. Messages that differ only in their ids are shown once, with a count: endless retries must not
 * displace what began them.
 */
final class Transcript {
    /** So many lines are shown, repeats counted once. */
    private static final int SHOWN = 20;
    /** So many are looked at: more than the retries of a case in the time that anyone waits for it. */
    private static final int KEPT = 4_000;

    private static final int MAX_CYCLE = 8;
    private static final int MIN_TIMES = 3;
    private static final int MAX_CHARS = 400;
    private static final Pattern ID = Pattern.compile("\"(id|re)\":\\d+");

    private final Deque<String> lines = new ArrayDeque<>();

    void sent(int owner, String line) {
        add(owner, '>', line);
    }

    void received(int owner, String line) {
        add(owner, '<', line);
    }

    /** The last lines; repeats stand once, as they came last, under a line that says how often. */
    List<String> lines() {
        List<String> all = List.copyOf(lines);
        List<String> keys =
                all.stream().map(line -> ID.matcher(line).replaceAll("")).toList();
        List<String> folded = new ArrayList<>();
        int at = 0;
        while (at < all.size()) {
            int cycle = cycle(keys, at);
            int times = cycle == 0 ? 1 : times(keys, at, cycle);
            if (times > 1) {
                String what = cycle == 1 ? "the next line" : "the next " + cycle + " lines";
                folded.add("… " + what + ", ×" + times + " but for the ids …");
                at += (times - 1) * cycle;
            }
            folded.addAll(all.subList(at, at + Math.max(1, cycle)));
            at += Math.max(1, cycle);
        }
        return List.copyOf(folded.subList(Math.max(0, folded.size() - SHOWN), folded.size()));
    }

    /** How many lines repeat themselves from there on: those that fold the most away; 0 if none do. */
    private static int cycle(List<String> keys, int at) {
        int best = 0;
        int most = 0;
        for (int cycle = 1; cycle <= MAX_CYCLE; cycle++) {
            int times = times(keys, at, cycle);
            if (times >= MIN_TIMES && (times - 1) * cycle > most) {
                most = (times - 1) * cycle;
                best = cycle;
            }
        }
        return best;
    }

    private static int times(List<String> keys, int at, int cycle) {
        int same = 0;
        while (at + same + cycle < keys.size() && keys.get(at + same).equals(keys.get(at + same + cycle))) {
            same++;
        }
        return 1 + same / cycle;
    }

    void clear() {
        lines.clear();
    }

    private void add(int owner, char direction, String line) {
        String head = Escaped.shortened(line, MAX_CHARS);
        lines.add((owner == 0 ? "" : "owner " + owner + " ") + direction + " " + head);
        if (lines.size() > KEPT) {
            lines.remove();
        }
    }
}
