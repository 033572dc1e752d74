package io.isequencer.oracle.cases;

/** How much a case does to the sequencer; each level includes those before it. */
public enum Level {
    /** One call after the other, nothing fails. These cases are the test vectors too. */
    L0("sequential calls, nothing fails"),
    L1("wrong calls, refusals, limits, the last number"),
    L2("storage calls fail, wait, or have an unknown effect"),
    L3("crashes, torn and late writes, several owners"),
    L4("seeded random schedules, liveness at the end");

    private final String description;

    Level(String description) {
        this.description = description;
    }

    /** What the level does, in a few words. */
    public String description() {
        return description;
    }
}
