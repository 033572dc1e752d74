package io.isequencer.crash;

/**
 * A chosen call of a run, and what happens there.
 *
 * @param call counts the disk's calls of one life from 1; 0 for none
 */
public record CrashPoint(int call, Ending ending, After after) {
    static final CrashPoint NONE = new CrashPoint(0, Ending.STOP_BEFORE, After.KILL);

    /** As it is given to replay it. */
    String text() {
        return call + ":" + ending + ":" + after;
    }

    static CrashPoint parse(String text) {
        String[] parts = text.split(":");
        return new CrashPoint(Integer.parseInt(parts[0]), Ending.valueOf(parts[1]), After.valueOf(parts[2]));
    }
}
