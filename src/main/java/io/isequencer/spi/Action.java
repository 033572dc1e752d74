package io.isequencer.spi;

/** The protocol's steps, under the names of {@code tla/Sequencer.tla}: one step of the core is one action. */
public enum Action {
    /** The client begins a transaction. */
    START("Start"),
    /** The client is issued a number from memory. */
    NEXT("Next"),
    /** The client reports an explicit number; the last-used one is in memory. */
    USE("Use"),
    /** The last-used number is in no memory that suffices: the storage must be asked. */
    MISS("Miss"),
    /** The storage's answer to a miss is taken over. */
    FILL("Fill"),
    /** The storage failed to answer a miss. */
    MISS_FAIL("MissFail"),
    /** The client ends a transaction whose event is in the PLog. */
    FLUSH("Flush"),
    /** The client asks for a rebuild. */
    ACTUALIZE("Actualize"),
    /** The owner closes the sequencer. */
    CLOSE("Close"),
    /** The flusher copies what is pending. */
    FL_SNAPSHOT("FlSnapshot"),
    /** The flusher saw the log become durable below its checkpoint. */
    FL_SYNC("FlSync"),
    /** The flusher, its batch written, forgets what has not changed meanwhile. */
    FL_PRUNE("FlPrune"),
    /** A storage or log call of the flusher failed. */
    FL_FAIL("FlFail"),
    /** The flusher ends, because an actualization or the close wants it. */
    FL_STOP("FlStop"),
    /** The actualizer, the flusher having ended, empties the memories and starts the flusher anew. */
    ACT_CLEAR("ActClear"),
    /** The actualizer takes over the stored checkpoint. */
    ACT_READ_CHECKPOINT("ActReadCheckpoint"),
    /** The actualizer takes over an event of the PLog. */
    ACT_SCAN("ActScan"),
    /** The actualizer finds no room for the next event and wakes the flusher. */
    ACT_WAIT_ROOM("ActWaitRoom"),
    /** The actualizer reached the end of the PLog. */
    ACT_DONE("ActDone"),
    /** A storage or log call of the actualizer failed. */
    ACT_FAIL("ActFail"),
    /** The actualizer ends, because of the close. */
    ACT_STOP("ActStop");

    private final String specName;

    Action(String specName) {
        this.specName = specName;
    }

    /** The action's name in the specification. */
    public String specName() {
        return specName;
    }
}
