package io.isequencer.oracle.cases;

import java.util.ArrayList;
import java.util.List;

/** Collects families. */
final class CaseList {
    private final List<Case> cases = new ArrayList<>();
    private final Bounds bounds;

    CaseList(Bounds bounds) {
        this.bounds = bounds;
    }

    Bounds bounds() {
        return bounds;
    }

    Family family(Level level, String name, String rule, String comment) {
        return new Family(cases, bounds, level, name, rule, comment);
    }

    List<Case> cases() {
        return List.copyOf(cases);
    }
}
