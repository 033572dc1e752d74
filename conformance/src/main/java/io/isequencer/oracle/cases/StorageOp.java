package io.isequencer.oracle.cases;

import com.fasterxml.jackson.annotation.JsonValue;

/** A kind of storage call. */
public enum StorageOp {
    /** Values, checkpoint, or both. */
    WRITE("write"),
    /** The last-used numbers of keys. */
    READ_NUMBERS("readNumbers"),
    /** The stored checkpoint. */
    READ_CHECKPOINT("readCheckpoint"),
    /** Events of the log. */
    READ_PLOG("readPLog"),
    /** To make the log durable. */
    SYNC_PLOG("syncPLog"),
    /** Any of them. */
    ANY("any");

    private final String id;

    StorageOp(String id) {
        this.id = id;
    }

    @JsonValue
    public String id() {
        return id;
    }

    /** Whether a call of the other kind is meant. */
    public boolean covers(StorageOp call) {
        return this == ANY || this == call;
    }
}
