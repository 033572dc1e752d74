package io.isequencer.oracle.vectors;

import io.isequencer.oracle.cases.Bounds;
import io.isequencer.oracle.cases.Case;
import io.isequencer.oracle.cases.Outcome;
import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.catalogue.CaseParser;
import io.isequencer.oracle.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;

/** All vectors with fixed ids: those of the catalogue that a unit test can play, and the families made for this. */
public final class Vectors {
    private Vectors() {}

    /** In a fixed order. */
    public static List<Case> all() {
        List<Case> all = new ArrayList<>();
        Catalogue.cases(Bounds.USUAL).stream()
                .filter(testCase -> testCase.rule().startsWith("R") && isSequential(testCase))
                .forEach(all::add);
        all.addAll(CaseParser.packaged("vectors.cases", Bounds.USUAL));
        all.addAll(LongRuns.vectors());
        return all;
    }

    /** Whether one call after the other of one owner on a healthy storage is all that the case needs. */
    static boolean isSequential(Case testCase) {
        return !testCase.params().freeHeld() && testCase.steps().stream().allMatch(Vectors::isSequential);
    }

    private static boolean isSequential(Step step) {
        if (step.owner() != 0) {
            return false;
        }
        if (step instanceof Step.Next next) {
            return !next.later();
        }
        if (step instanceof Step.Use use) {
            return !use.later();
        }
        if (step instanceof Step.Actualize actualize) {
            return !actualize.later();
        }
        if (step instanceof Step.Append append) {
            return append.outcome() != Outcome.TAKEN;
        }
        if (step instanceof Step.Crash crash) {
            return crash.tailLost() == 0;
        }
        if (step instanceof Step.Open open) {
            return open.expect() == null;
        }
        return step instanceof Step.Start
                || step instanceof Step.Flush
                || step instanceof Step.Quiesce
                || step instanceof Step.Close
                || step instanceof Step.LandAppend
                || step instanceof Step.Foreign
                || step instanceof Step.Check;
    }
}
