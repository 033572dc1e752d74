package io.isequencer.oracle.modelpaths;

/** Whether a step of a path was made to happen from outside, and if not, why nobody can. */
public enum Steering {
    FORCED(
            "forced",
            "a call of the client, an answer of storage or log, or the end of the process, at this point of the path"),
    SEEN("seen", "the sequencer's own step; a message that comes after it shows that it has happened"),
    INSIDE("inside", "the sequencer's own step between two messages: no message tells when"),
    UNHELD("unheld", "a storage call that is not held at this point: it comes when the sequencer likes, or not at all"),
    BROKEN("broken", "the storage fails at once and for good: whatever is called, and whenever, changes nothing"),
    CLOSED("closed", "behind a close: what the background still does is not the client's to see"),
    WAITING("waiting", "a client that still waits for its number appends nothing and gives nothing up"),
    UNSURE("unsure", "behind a read that failed: a sequencer may have tried again within the call, or not"),
    UNMET("unmet", "this sequencer did not make the call, or nothing of it was under way"),
    UNPLAYED("unplayed", "no case that passed has it");

    private final String id;
    private final String meaning;

    Steering(String id, String meaning) {
        this.id = id;
        this.meaning = meaning;
    }

    public String id() {
        return id;
    }

    /** In a few words, for a report. */
    public String meaning() {
        return meaning;
    }

    /** Whether the step surely happened. */
    boolean happened() {
        return this == FORCED || this == SEEN;
    }
}
