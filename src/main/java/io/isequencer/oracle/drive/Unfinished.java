package io.isequencer.oracle.drive;

/**
 * What has come of a line whose line feed has not come.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 * </ul>
 *
 * @param bytes how many
 * @param head the first of them, fit to be shown
 */
public record Unfinished(int bytes, String head) {
    /** Nothing: each line that began has ended. */
    public static final Unfinished NOTHING = new Unfinished(0, "");

    /** What an adapter without an answer has sent instead, and what its author may have forgotten. */
    String instead() {
        String came = bytes == 0
                ? "nothing came on standard output"
                : bytes + " bytes came without a line feed behind them: " + head + (head.length() < bytes ? "…" : "");
        return came + "; end each message with a line feed and flush it: most languages keep what is written to a pipe"
                + " until some KiB are there";
    }
}
