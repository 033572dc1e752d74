package io.isequencer.oracle.cases;

import java.util.ArrayList;
import java.util.List;

/**
 * All cases with fixed steps: levels 0 to 3. Their ids are stable for ever, and so is what an id means;
 * {@code conformance/case-ids.txt} keeps both.
 *
 * <ul>
 *   <li><i>Threading:</i> stateless.
 * </ul>
 */
public final class Catalogue {
    private Catalogue() {}

    /** The cases, level by level; those at the boundary are made for these bounds. */
    public static List<Case> cases(Bounds bounds) {
        CaseList cases = new CaseList(bounds);
        SequentialCases.addTo(cases);
        RecoveredCases.addTo(cases);
        RefusalCases.addTo(cases);
        LastCases.addTo(cases);
        LimitCases.addTo(cases);
        OwnLimitCases.addTo(cases);
        StorageFaultCases.addTo(cases);
        PendingCases.addTo(cases);
        RebuildCases.addTo(cases);
        CloseCases.addTo(cases);
        BatchCases.addTo(cases);
        ForgettingCases.addTo(cases);
        PersistenceCases.addTo(cases);
        AfterCloseCases.addTo(cases);
        CrashPointCases.addTo(cases);
        CrashCases.addTo(cases);
        LateCases.addTo(cases);
        OwnersCases.addTo(cases);
        List<Case> all = new ArrayList<>(cases.cases());
        all.addAll(ModelCases.committed());
        return List.copyOf(all);
    }
}
