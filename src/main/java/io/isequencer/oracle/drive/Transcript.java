package io.isequencer.oracle.drive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last messages of a case.
 *
 * <ul>
 *   <li><i>Threading:</i> not thread-safe.
 * </ul>
 */
final class Transcript {
    private static final int KEPT = 20;
    private static final int MAX_CHARS = 400;

    private final Deque<String> lines = new ArrayDeque<>();

    void sent(int owner, String line) {
        add(owner, '>', line);
    }

    void received(int owner, String line) {
        add(owner, '<', line);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void clear() {
        lines.clear();
    }

    private void add(int owner, char direction, String line) {
        String head = line.length() > MAX_CHARS ? line.substring(0, MAX_CHARS) + "…" : line;
        lines.add((owner == 0 ? "" : "owner " + owner + " ") + direction + " " + head);
        if (lines.size() > KEPT) {
            lines.remove();
        }
    }
}
