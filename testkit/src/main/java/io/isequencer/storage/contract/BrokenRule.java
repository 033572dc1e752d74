package io.isequencer.storage.contract;

/** An engine breaks a rule: its first line names which. */
public final class BrokenRule extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final EngineRule rule;

    BrokenRule(EngineRule rule, String what, Throwable cause) {
        super(rule + " " + rule.sentence() + " " + what + "\n  Why it matters: ./isequencer explain " + rule, cause);
        this.rule = rule;
    }

    public EngineRule rule() {
        return rule;
    }
}
