package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Step;
import io.isequencer.oracle.judge.Finding;
import io.isequencer.rules.Property;

/**
 * Names a rule where neither the finding nor the case does: random schedules and paths of the model go through
 * everything, and are about no rule.
 */
final class NearestRule {
    private NearestRule() {}

    /**
     * The finding with its rule.
     *
     * @param step the one at which it was found
     */
    static Finding named(Finding finding, Step step) {
        Property property = Property.of(finding.property()).orElseThrow();
        String rule = property == Property.REPLY ? ofReply(step) : property.nearest();
        return new Finding(finding.property(), rule, finding.allowed(), finding.got());
    }

    /** What a call is mostly about. */
    private static String ofReply(Step step) {
        if (step instanceof Step.Start) {
            return "R3";
        }
        if (step instanceof Step.Use) {
            return "R18";
        }
        if (step instanceof Step.Flush) {
            return "R1";
        }
        if (step instanceof Step.Actualize || step instanceof Step.Settle || step instanceof Step.Open) {
            return "R11";
        }
        if (step instanceof Step.Close) {
            return "R15";
        }
        return step instanceof Step.Call || step instanceof Step.Crash
                ? Property.PROTOCOL.nearest()
                : Property.REPLY.nearest();
    }
}
