package io.isequencer.oracle.vectors;

import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Level;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.catalogue.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Vectors of many events, whose steps are computed: written down, nobody would read them. */
final class LongRuns {
    private static final int EVENTS = 60;

    private LongRuns() {}

    static List<Case> vectors() {
        List<Case> vectors = new ArrayList<>();
        for (int spread : new int[] {1, 3, 7}) {
            for (int every : new int[] {4, 9}) {
                vectors.add(run(spread, every)
                        .build(
                                String.format(Locale.ROOT, "V0-long-runs-%03d", vectors.size() + 1),
                                Level.L0,
                                "R6",
                                EVENTS + " events over " + spread + " workspaces, a mishap every " + every,
                                "Many events of all kinds in a row, in fixed order: what one of them leaves behind shows"
                                        + " in a later one."));
            }
        }
        return vectors;
    }

    private static Script run(int spread, int every) {
        Script s = new Script();
        s.params().unflushed(5).cache(3).readLimit(4);
        s.open();
        for (int i = 0; i < EVENTS; i++) {
            s.start(i * 31 % spread);
            for (int k = 0; k < i % 4; k++) {
                s.next(1 + (i + k) % 2);
            }
            if (i % 11 == 5) {
                s.use(1, i * 2L);
            }
            boolean mishap = i % every == every - 1;
            if (mishap && i % 2 == 0) {
                s.append(Outcome.UNKNOWN_LANDED).actualize();
            } else if (mishap && i % 3 == 0) {
                s.append().crash().open();
            } else if (mishap) {
                s.append(Outcome.FAILED).actualize();
            } else {
                s.append().flush();
            }
        }
        return s.drained().crash().open().tx(0, 1, 2).drained();
    }
}
