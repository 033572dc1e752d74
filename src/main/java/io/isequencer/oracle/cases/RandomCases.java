package io.isequencer.oracle.cases;

import static io.isequencer.oracle.cases.Script.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Level 4: random schedules. A seed and a number give the same steps on every machine; each number has features of its
 * own, so that they do not drown each other.
 *
 * <p>Exact schedules have one owner, whose every answer is known. In loose ones there are two owners, late appends and
 * failing reads, where only the invariants can judge.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 * </ul>
 */
public final class RandomCases {
    /** How many schedules a seed has. */
    public static final int COUNT = 40;

    private static final int MOVES = 60;
    private static final long[] WORKSPACES = {5, 0, -1};

    private final SplitMix random;
    private final Script script;
    private final int index;
    private final boolean loose;
    private final boolean explicit;
    private final boolean crashes;
    private int sequences;

    private RandomCases(long seed, int index, Bounds bounds) {
        this.random = SplitMix.of(seed, index);
        this.index = index;
        this.script = new Script(bounds);
        this.loose = index % 2 == 0;
        this.explicit = index % 4 == 3;
        this.crashes = index % 5 != 0;
    }

    /** The schedules of a seed. */
    public static List<Case> cases(long seed, Bounds bounds) {
        List<Case> cases = new ArrayList<>();
        for (int index = 1; index <= COUNT; index++) {
            cases.add(new RandomCases(seed, index, bounds).build());
        }
        return cases;
    }

    private Case build() {
        sequences = 1 + random.below(4);
        script.params()
                .sequences(sequences)
                .cache(random.pick(1, 2, 3, 100))
                .unflushed(random.pick(1, 2, 5, 500))
                .readLimit(random.pick(1, 2, 100))
                .freeHeld();
        int logged = random.pick(0, 0, 1, 4);
        for (int i = 1; i <= logged; i++) {
            script.logged(WORKSPACES[0], value(1, i));
        }
        script.open();
        if (loose) {
            script.as(1).open().as(0).loose();
        }
        for (int i = 0; i < MOVES; i++) {
            move();
        }
        end();
        String id = String.format(Locale.ROOT, "L4-random-%03d", index);
        String title = loose ? "two owners, late appends, failing reads" : "one owner, every answer is known";
        return script.build(
                id, Level.L4, "R7", title, "Faults in any order; once they stop, all is as if there had been none.");
    }

    private void move() {
        if (loose) {
            script.as(random.oneIn(4) ? 1 : 0);
        }
        switch (random.below(10)) {
            case 0 -> fault();
            case 1 -> script.release(On.ANY);
            case 2 -> {
                if (random.oneIn(2)) {
                    script.quiesce();
                } else {
                    script.land(random.pick(-1, -1, 0, 1));
                }
            }
            case 3 -> {
                if (crashes) {
                    script.crash().open();
                }
            }
            default -> transaction();
        }
    }

    private void fault() {
        FaultType kind = random.pick(FaultType.values());
        int times = kind == FaultType.HOLD ? 1 : 1 + random.below(3);
        if (random.oneIn(4)) {
            FaultType read = loose && random.oneIn(2) ? FaultType.FAIL_BEFORE : FaultType.HOLD;
            On on = random.pick(On.READ_CHECKPOINT, On.READ_PLOG, loose ? On.READ_NUMBERS : On.READ_PLOG);
            script.fault(on, on == On.READ_NUMBERS ? read : FaultType.FAIL_BEFORE, 1);
        } else if (kind == FaultType.TORN) {
            script.torn(random.below(3), times);
        } else {
            script.fault(On.WRITE, kind, times);
        }
    }

    private void transaction() {
        long wsId = WORKSPACES[random.oneIn(3) ? random.below(WORKSPACES.length) : 0];
        script.start(wsId);
        int numbers = random.below(4);
        for (int i = 0; i < numbers; i++) {
            int seqId = 1 + random.below(sequences);
            if (explicit && random.oneIn(5)) {
                script.use(seqId, 1 + random.below(30));
            } else {
                script.next(seqId);
            }
        }
        if (loose) {
            script.append(random.pick(
                    Outcome.OK, Outcome.OK, Outcome.OK, Outcome.LATE, Outcome.TAKEN, Outcome.UNKNOWN_LANDED));
            if (random.oneIn(3)) {
                script.landAppend();
            }
            script.settle();
        } else if (random.oneIn(4)) {
            script.append(random.pick(Outcome.FAILED, Outcome.UNKNOWN_LANDED, Outcome.UNKNOWN_LOST))
                    .actualize();
        } else {
            script.append().flush();
        }
    }

    /** Faults stop; then all must be well again. */
    private void end() {
        script.as(0).heal();
        if (loose) {
            script.as(1).heal().quiesce().crash().as(0).quiesce();
            for (int i = 0; i < MOVES; i++) {
                script.landAppend();
            }
            script.crash().open();
        }
        for (int seqId = 1; seqId <= sequences; seqId++) {
            script.tx(WORKSPACES[0], seqId).tx(WORKSPACES[1], seqId);
        }
        stored();
        script.land(-1).land(-1).crash().open().tx(WORKSPACES[0], sequences);
        stored();
        script.close();
    }

    /** In loose schedules the oracle knows at the time what has to be stored. */
    private void stored() {
        if (loose) {
            script.quiesce();
        } else {
            script.drained();
        }
    }
}
