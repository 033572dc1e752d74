package io.isequencer.oracle.catalogue;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All cases with fixed steps: levels 0 to 3. Their ids are stable forever, and so is what an id means;
 * {@code conformance/case-ids.txt} keeps both.
 */
public final class Catalogue {
    private static final List<String> FILES = List.of("L0.cases", "L1.cases", "L2.cases", "L3.cases");

    private static final Map<Bounds, List<Case>> READ = new ConcurrentHashMap<>();

    private Catalogue() {}

    /** The cases, level by level; those at the boundary are made for these bounds. */
    public static List<Case> cases(Bounds bounds) {
        return READ.computeIfAbsent(bounds, Catalogue::read);
    }

    private static List<Case> read(Bounds bounds) {
        List<Case> all = new ArrayList<>();
        FILES.forEach(file -> all.addAll(CaseParser.packaged(file, bounds)));
        all.addAll(ModelCases.committed());
        return List.copyOf(all);
    }
}
