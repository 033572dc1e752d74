package io.isequencer.oracle.vectors;

import io.isequencer.api.Busy;
import io.isequencer.api.SequencerClosedException;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Expect;
import io.isequencer.oracle.cases.KeyNumber;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.SeqNumber;
import io.isequencer.oracle.cases.Step;
import io.isequencer.recording.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Plays a vector against our own core, as anyone would against theirs in a unit test.
 *
 * <ul>
 *   <li><i>Errors:</i> {@link IllegalArgumentException} for a step that is not for vectors.
 * </ul>
 */
public final class VectorPlayer {
    private final Case vector;
    private final VectorWorld world;
    private final List<SeqNumber> values = new ArrayList<>();
    private CoreSubject subject;
    private String wsId;

    private VectorPlayer(Case vector) {
        this.vector = vector;
        world = new VectorWorld(vector.params());
    }

    /** What went otherwise than the vector says, as {@code step, expected, got}; null if nothing did. */
    public static String play(Case vector) {
        VectorPlayer player = new VectorPlayer(vector);
        for (int i = 0; i < vector.steps().size(); i++) {
            Step step = vector.steps().get(i);
            String difference = player.play(step);
            if (difference != null) {
                return vector.id() + ": step " + (i + 1) + " of " + step + ": " + difference;
            }
        }
        return null;
    }

    private String play(Step step) {
        if (step instanceof Step.Start start) {
            return start(start);
        } else if (step instanceof Step.Next next) {
            return compare(next.expect(), "next", () -> {
                long number = open().next(next.seqId());
                values.add(new SeqNumber(next.seqId(), Long.toString(number)));
                return Expect.number(Long.toString(number));
            });
        } else if (step instanceof Step.Use use) {
            return compare(use.expect(), "use", () -> {
                boolean raised = open().use(use.seqId(), Long.parseLong(use.number()));
                values.add(new SeqNumber(use.seqId(), use.number()));
                return Expect.raised(raised);
            });
        } else if (step instanceof Step.Flush flush) {
            return compare(flush.expect(), "flush", () -> {
                open().flush();
                return Expect.DONE;
            });
        } else if (step instanceof Step.Actualize actualize) {
            return compare(actualize.expect(), "actualize", () -> {
                open().actualize();
                return Expect.DONE;
            });
        } else if (step instanceof Step.Check check) {
            return check(check);
        }
        perform(step);
        return null;
    }

    private void perform(Step step) {
        if (step instanceof Step.Open) {
            subject = new CoreSubject(world, vector.params());
        } else if (step instanceof Step.Append append) {
            append(append);
        } else if (step instanceof Step.Quiesce) {
            open().settle();
        } else if (step instanceof Step.Crash) {
            subject = null;
        } else if (step instanceof Step.Close) {
            if (subject != null) {
                subject.close();
                subject = null;
            }
        } else if (step instanceof Step.LandAppend) {
            world.landAppend();
        } else if (step instanceof Step.Foreign foreign) {
            world.append(VectorWorld.eventOf(world.end(), foreign.wsId(), orEmpty(foreign.values())));
        } else {
            throw new IllegalArgumentException("a vector's step must be sequential: step=" + step);
        }
    }

    /** A refusal is waited out, unless it is what the vector wants to see. */
    private String start(Step.Start start) {
        if (subject != null && !mentionsBusy(start.expect())) {
            subject.settleIfBusy();
        }
        return compare(start.expect(), "start", () -> {
            long result = open().start(start.wsKind(), Long.parseUnsignedLong(start.wsId()));
            if (Busy.isBusy(result)) {
                return Expect.busy(Busy.of(result) == Busy.ACTUALIZING ? "actualizing" : "backPressure");
            }
            values.clear();
            wsId = start.wsId();
            return Expect.plogOffset(Long.toString(result));
        });
    }

    private void append(Step.Append append) {
        List<SeqNumber> all = new ArrayList<>(values);
        all.addAll(orEmpty(append.explicit()));
        var event = VectorWorld.eventOf(open().plogOffset(), wsId, all);
        if (append.outcome() == Outcome.OK || append.outcome() == Outcome.UNKNOWN_LANDED) {
            world.append(event);
        } else if (append.outcome() == Outcome.LATE) {
            world.appendLater(event);
        }
    }

    private String check(Step.Check check) {
        for (KeyNumber one : orEmpty(check.numbers())) {
            long stored = world.number(one);
            if (stored < Long.parseLong(one.number())) {
                return "stored numbers must be at least those of the log: expected=" + one + ", stored=" + stored;
            }
        }
        boolean allowed = check.nextPLogOffset().contains(Long.toString(world.checkpoint()));
        return allowed ? null : "expected checkpoint=" + check.nextPLogOffset() + ", got=" + world.checkpoint();
    }

    private CoreSubject open() {
        if (subject == null) {
            throw new SequencerClosedException("sequencer must be open: closed=true");
        }
        return subject;
    }

    private static String compare(Expect expected, String call, Supplier<Expect> made) {
        Expect got;
        try {
            got = made.get();
        } catch (RuntimeException e) {
            ErrorCode code = ErrorCode.of(call, e);
            if (code == null) {
                throw e;
            }
            got = Expect.error(code.code());
        }
        return allows(expected, got) ? null : "expected=" + expected + ", got=" + got;
    }

    private static boolean allows(Expect expected, Expect got) {
        if (got.error() != null) {
            return expected.error() != null && expected.error().containsAll(got.error());
        }
        if (got.busy() != null) {
            return mentionsBusy(expected) && expected.busy().containsAll(got.busy());
        }
        boolean refusalWanted = expected.error() != null
                && expected.plogOffset() == null
                && expected.number() == null
                && !expected.any();
        return expected.any()
                || !refusalWanted
                        && Objects.equals(expected.plogOffset(), got.plogOffset())
                        && Objects.equals(expected.number(), got.number())
                        && Objects.equals(expected.raised(), got.raised());
    }

    /** An empty list is not written down. */
    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }

    private static boolean mentionsBusy(Expect expected) {
        return expected.busy() != null;
    }
}
