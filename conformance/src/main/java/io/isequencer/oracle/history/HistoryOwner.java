package io.isequencer.oracle.history;

/** What is known of one owner. */
final class HistoryOwner {
    /** What became of the transaction's append. */
    enum Append {
        NOT_SENT,
        SUCCEEDED,
        OTHERWISE
    }

    final Transaction transaction = new Transaction();
    boolean open;
    boolean inTransaction;
    Append append = Append.NOT_SENT;

    /** Whether a start was accepted since the last recovery began: it must be over then. */
    boolean ready;

    /** Most keys that may wait for the flusher; 0 if it is not known. */
    long maxUnflushed;

    /**
     * The lowest offset that start may give: those that it gave before, where its own events were appended, and where it
     * met a conflict, are known to be taken. Only a loss frees them.
     */
    long freeFrom = 1;

    /** The log's count of numbers when the last recovery began, less those that it may have found uncovered. */
    long entriesBefore;

    /** @param max most keys that may wait for the flusher, or 0 */
    void opened(long max, LogCheck log, Uncovered uncovered) {
        open = true;
        maxUnflushed = max;
        recover(log, uncovered);
    }

    void started(int wsKind, long wsId, long plogOffset) {
        knowsTaken(plogOffset - 1);
        transaction.begin(wsKind, wsId, plogOffset);
        inTransaction = true;
        append = Append.NOT_SENT;
        ready = true;
    }

    void sent(boolean succeeded) {
        append = succeeded ? Append.SUCCEEDED : Append.OTHERWISE;
    }

    void flushed() {
        inTransaction = false;
    }

    void recover(LogCheck log, Uncovered uncovered) {
        inTransaction = false;
        ready = false;
        entriesBefore = log.entries() - uncovered.entries();
    }

    void knowsTaken(long plogOffset) {
        freeFrom = Math.max(freeFrom, plogOffset + 1);
    }

    void end() {
        open = false;
        inTransaction = false;
        ready = false;
    }
}
