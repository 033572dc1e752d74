package io.isequencer.crash;

/** A call that changes the disk, or makes a change durable. */
public enum CallKind {
    CREATE,
    WRITE,
    TRUNCATE,
    FSYNC,
    RENAME,
    DELETE,
    DIRECTORY_SYNC
}
