package io.isequencer.oracle.vectors;

import static io.isequencer.oracle.vectors.VectorScript.value;

import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Outcome;

/** What a sequencer finds when it is opened: a log, a checkpoint somewhere in it, numbers stored in part. */
final class RecoveryVectors {
    private static final String W = "5";
    private static final String[] WORKSPACES = {"5", "0", "140737488355329", "18446744073709551615"};

    private RecoveryVectors() {}

    static void addTo(VectorList list) {
        checkpoints(list);
        tornPrefixes(list);
        pages(list);
        crashes(list);
        provisional(list);
    }

    /** Every place of the checkpoint in logs of up to five events, with just what it covers stored. */
    private static void checkpoints(VectorList list) {
        for (int events = 1; events <= 5; events++) {
            for (int below = 1; below <= events + 1; below++) {
                int count = events;
                int checkpoint = below;
                list.family(Level.L0, "checkpoint-in-the-log", "R14")
                        .add(
                                count + " events, checkpoint " + checkpoint,
                                "Recovery reads all events from the checkpoint on, that one too: one too few repeats a"
                                        + " number, one too many is harmless.",
                                s -> {
                                    storedBelow(s, checkpoint, checkpoint).checkpoint(checkpoint);
                                    log(s, count).open().tx(W, 1, 2).tx("6", 1).drained();
                                });
                list.family(Level.L3, "values-without-checkpoint", "R7")
                        .add(
                                count + " events all stored, checkpoint still " + checkpoint,
                                "A crash between values and checkpoint leaves numbers ahead of it: recovery reads the"
                                        + " events again, and must end where it was.",
                                s -> {
                                    storedBelow(s, count + 1, checkpoint).checkpoint(checkpoint);
                                    log(s, count).open().tx(W, 1, 2).tx("6", 1).drained();
                                });
            }
        }
    }

    /** Event i has one number of sequence 1 in workspace 5, and from the second on one of sequence 2. */
    private static VectorScript log(VectorScript s, int events) {
        for (int i = 1; i <= events; i++) {
            if (i == 1) {
                s.logged(W, value(1, i));
            } else {
                s.logged(W, value(1, i), value(2, 200_000L + i - 1));
            }
        }
        return s;
    }

    private static VectorScript storedBelow(VectorScript s, int below, int checkpoint) {
        if (below > 1) {
            s.stored(W, 1, below - 1L);
        }
        if (below > 2) {
            s.stored(W, 2, 200_000L + below - 2);
        }
        return s.checkpoint(checkpoint);
    }

    /** A batch of several keys of which a crash left the first, or the last, values. */
    private static void tornPrefixes(VectorList list) {
        for (int keys = 2; keys <= WORKSPACES.length; keys++) {
            for (int applied = 0; applied <= keys; applied++) {
                int count = keys;
                int stored = applied;
                String comment = "A torn write leaves some values and no checkpoint: those that are there must not be"
                        + " counted twice, those that are not must be found in the log.";
                list.family(Level.L3, "torn-first-values", "R7")
                        .add(
                                "the first " + stored + " of " + count + " values",
                                comment,
                                s -> torn(s, count, 0, stored));
                list.family(Level.L3, "torn-last-values", "R7")
                        .add(
                                "the last " + stored + " of " + count + " values",
                                comment,
                                s -> torn(s, count, count - stored, count));
            }
        }
    }

    private static void torn(VectorScript s, int keys, int from, int to) {
        for (int i = from; i < to; i++) {
            s.stored(WORKSPACES[i], 1, 2);
        }
        for (int round = 1; round <= 2; round++) {
            for (int i = 0; i < keys; i++) {
                s.logged(WORKSPACES[i], value(1, round));
            }
        }
        s.open();
        for (int i = 0; i < keys; i++) {
            s.tx(WORKSPACES[i], 1);
        }
        s.drained();
    }

    /** A log that is read in pages, with little room for what was read. */
    private static void pages(VectorList list) {
        int[][] limits = {{1, 1, 1}, {1, 100, 2}, {2, 1, 3}, {3, 2, 100}, {500, 1, 1}, {500, 100, 7}, {1, 1, 100}};
        for (int[] limit : limits) {
            list.family(Level.L1, "recovery-in-pages", "R12")
                    .add(
                            "maxUnflushedValues " + limit[0] + ", cacheSize " + limit[1] + ", pages of " + limit[2],
                            "Recovery waits for room and goes on where it was: a page's end is not the log's, and an"
                                    + " event that found no room is not lost.",
                            s -> {
                                s.limits(limit[0], limit[1], limit[2]);
                                for (int i = 0; i < 12; i++) {
                                    s.logged(WORKSPACES[i % 4], value(1, 1L + i / 4));
                                }
                                s.open();
                                for (String wsId : WORKSPACES) {
                                    s.tx(wsId, 1);
                                }
                                s.drained();
                            });
        }
    }

    /** The process ends at each point of a transaction. */
    private static void crashes(VectorList list) {
        String[] points = {"start", "next", "append", "flush", "the write"};
        for (int before = 0; before < 3; before++) {
            for (int point = 0; point < points.length; point++) {
                int events = before;
                int last = point;
                list.family(Level.L3, "crash-points", "R3")
                        .add(
                                "crash after " + points[point] + " of event " + (before + 1),
                                "What is in the log counts, and nothing else does: the next number is the one after"
                                        + " the log's last, wherever the crash came.",
                                s -> {
                                    s.open();
                                    for (int i = 0; i < events; i++) {
                                        s.tx(W, 1, 2);
                                    }
                                    crashAfter(last, s.start(W));
                                    s.reopen().tx(W, 1, 2).drained();
                                });
            }
        }
    }

    private static void crashAfter(int point, VectorScript s) {
        if (point >= 1) {
            s.next(1, 1, 2);
        }
        if (point >= 2) {
            s.append(Outcome.OK);
        }
        if (point >= 3) {
            s.flush();
        }
        if (point >= 4) {
            s.drained();
        }
    }

    /** Transactions that came to nothing, or of which nobody knows. */
    private static void provisional(VectorList list) {
        Outcome[] outcomes = {Outcome.FAILED, Outcome.UNKNOWN_LOST, Outcome.UNKNOWN_LANDED};
        int[][] asked = {{1}, {1, 1, 1}, {1, 2, 1, 2}, {2, 2, 1}};
        for (Outcome outcome : outcomes) {
            for (int[] seqIds : asked) {
                list.family(Level.L0, "provisional-numbers", "R1")
                        .add(
                                seqIds.length + " numbers, first of sequence " + seqIds[0] + ", append " + outcome.id(),
                                "A number is provisional until its event is in the log: not there, it is issued again;"
                                        + " there, it never is. Only the log knows.",
                                s -> s.open()
                                        .tx(W, 1, 2)
                                        .start(W)
                                        .next(seqIds)
                                        .append(outcome)
                                        .actualize()
                                        .tx(W, seqIds)
                                        .tx("6", seqIds)
                                        .drained());
            }
            list.family(Level.L0, "provisional-explicit", "R18")
                    .add(
                            "an import, append " + outcome.id(),
                            "So it is with explicit numbers.",
                            s -> s.open()
                                    .tx(W, 1)
                                    .start(W)
                                    .use(1, 50)
                                    .next(1)
                                    .append(outcome)
                                    .actualize()
                                    .tx(W, 1)
                                    .drained());
        }
    }
}
