package io.isequencer.storage.faulty;

/** A call into which a fault can be put. Inspection ({@code forEachNumber}, {@code end}) and close are spared. */
public enum Operation {
    READ_NUMBER,
    READ_CHECKPOINT,
    WRITE,
    APPEND,
    SCAN,
    SYNC
}
