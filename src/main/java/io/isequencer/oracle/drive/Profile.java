package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.Case;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What is expected of an implementation of which it is known that it breaks rules. */
public enum Profile {
    /** Every rule holds. */
    STRICT("strict", Set.of(), Set.of()),
    /**
     * voedger's Go package as of August 2026. Each of R6, R9, R12, R15 and R17 was seen to fail, see
     * {@code conformance/README.md}. R5 is broken by two critical sections that follow each other closely: a race, which
     * no run has shown yet. R18 has no call, so its cases are not run. The package takes a limit of 0, which its adapter
     * may refuse in its place: the family no-room is left out, and other cases of R16 must pass.
     *
     * <p>Most cases of close-returns and close-timeout hang until the oracle gives up. Closing on a healthy storage does
     * return, so the family closed is run.
     */
    GO_2026_08(
            "go-2026-08",
            Set.of("R5", "R6", "R9", "R12", "R15", "R17", "R18"),
            Set.of("close-returns", "close-timeout", "no-room"));

    private final String id;
    private final Set<String> brokenRules;
    private final Set<String> leftOut;

    Profile(String id, Set<String> brokenRules, Set<String> leftOut) {
        this.id = id;
        this.brokenRules = brokenRules;
        this.leftOut = leftOut;
    }

    public String id() {
        return id;
    }

    /** The profile of that name. */
    public static Optional<Profile> of(String id) {
        return Arrays.stream(values()).filter(profile -> profile.id.equals(id)).findFirst();
    }

    /** Whether a case is left out: it would hang, or is about what its adapter decides. */
    public boolean leavesOut(Case testCase) {
        return leftOut.stream().anyMatch(family -> testCase.id().startsWith(testCase.level() + "-" + family + "-"));
    }

    /** Whether it is known that cases of this rule fail. */
    public boolean knownToBreak(String rule) {
        return brokenRules.contains(rule);
    }
}
