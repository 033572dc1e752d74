package io.isequencer.oracle.history;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Events that were sent to the log and whose append ended with an unknown outcome: each may be in the log, or get there
 * later. One that is sent again and again while the log cannot be reached is kept once.
 */
final class OpenAppends {
    private static final int MAX_KEPT = 1_000;

    private final List<Transaction> sent = new ArrayList<>();

    /** Of all that were ever in here. */
    private long largestOffset;

    int size() {
        return sent.stream().mapToInt(event -> event.copies).sum();
    }

    /** How many are kept. */
    int distinct() {
        return sent.size();
    }

    /** How many numbers they carry. */
    int entries() {
        int entries = 0;
        for (Transaction event : sent) {
            entries += event.size * event.copies;
        }
        return entries;
    }

    /**
     * Adds one.
     *
     * @param logged whether the log has, or may have, the same at its offset
     * @param logEnd those at offsets that are taken can land no more, and are forgotten when they become many
     */
    void add(Transaction event, boolean logged, long logEnd) {
        if (size() >= MAX_KEPT) {
            sent.removeIf(one -> one.plogOffset < logEnd);
        }
        for (Transaction one : sent) {
            if (one.logged == logged && one.isCopyOf(event)) {
                one.sentAgain();
                return;
            }
        }
        Transaction added = event.copy();
        if (logged) {
            added.mayBeLogged();
        }
        sent.add(added);
        largestOffset = Math.max(largestOffset, event.plogOffset);
    }

    /** An event is in the log: nothing distinguishes it from those that are the same. */
    void logged(Transaction event) {
        // Most events are behind all that is open.
        if (event.plogOffset <= largestOffset) {
            for (Transaction one : sent) {
                if (one.plogOffset == event.plogOffset && event.carriesTheSame(one)) {
                    one.mayBeLogged();
                }
            }
        }
    }

    /** A loss of the log's tail has taken what was in flight too. */
    void clear() {
        sent.clear();
    }

    /** Those that may stand at an offset; of several that are the same, one. */
    List<Transaction> at(long plogOffset) {
        List<Transaction> found = new ArrayList<>();
        for (Transaction event : sent) {
            if (event.plogOffset == plogOffset && found.stream().noneMatch(event::carriesTheSame)) {
                found.add(event);
            }
        }
        return found;
    }

    void remove(Transaction event) {
        sent.removeIf(one -> one == event && one.takeCopy());
    }

    /** The event of the line, which is open no more; null if none of these is it. */
    Transaction take(HistoryLine line) {
        for (Iterator<Transaction> open = sent.iterator(); open.hasNext(); ) {
            Transaction event = open.next();
            if (event.is(line)) {
                if (event.takeCopy()) {
                    open.remove();
                }
                return event;
            }
        }
        return null;
    }

    /** Whether one of them carries the number, or a larger one. */
    boolean reach(long wsId, int seqId, long number) {
        for (Transaction event : sent) {
            if (event.wsId == wsId && event.largestCarried(seqId) >= number) {
                return true;
            }
        }
        return false;
    }
}
