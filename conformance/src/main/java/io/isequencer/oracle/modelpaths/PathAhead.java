package io.isequencer.oracle.modelpaths;

import io.isequencer.laboratory.PathStep;
import java.util.List;

/** A path while it is gone, with a look at what comes. */
final class PathAhead {
    private final List<PathStep> path;
    private int at = -1;

    PathAhead(List<PathStep> path) {
        this.path = path;
    }

    /** Goes on; whether there is another step. */
    boolean next() {
        at++;
        return at < path.size();
    }

    int size() {
        return path.size();
    }

    /** Which step it is at. */
    int index() {
        return at;
    }

    PathStep now() {
        return path.get(at);
    }

    PathStep at(int index) {
        return path.get(index);
    }

    /** Whether one of these comes, and none of the others before it. */
    boolean comesFirst(List<String> these, String... others) {
        int found = first(these.toArray(String[]::new));
        int other = first(others);
        return found >= 0 && (other < 0 || found < other);
    }

    /** Where the first of the actions comes that begin so; -1 if none does. */
    int first(String... actions) {
        for (int i = at + 1; i < path.size(); i++) {
            for (String action : actions) {
                if (path.get(i).action().startsWith(action)) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** Whether the action puts an event at the end of the log. */
    static boolean appends(PathStep step) {
        return step.action().equals("AppendOk")
                || step.action().equals("AppendUnknownWritten")
                || Boolean.TRUE.equals(step.fields().get("taken"));
    }

    /** Whether a power loss takes an event. */
    boolean losesTail() {
        int end = 0;
        for (PathStep step : path) {
            if (appends(step)) {
                end++;
            } else if (step.action().equals("PowerLoss")) {
                int left = Integer.parseInt(step.text("plogOffset"));
                if (left < end) {
                    return true;
                }
                end = left;
            }
        }
        return false;
    }
}
