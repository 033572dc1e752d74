package io.isequencer.oracle.drive;

import io.isequencer.oracle.cases.FaultType;
import io.isequencer.oracle.cases.Step;

/** Hears what happens in a case, for a timeline. */
interface Recorder {
    /** Hears nothing. */
    Recorder NONE = new Recorder() {};

    /** A step was done; its outcome, in a few words. */
    default void done(OwnerSession session, Step step, String detail) {}

    /** A storage call came; what it meets, or an empty text. */
    default void storageCall(OwnerSession session, StorageCall call, String fault) {}

    /** A held call is answered. */
    default void released(OwnerSession session, StorageCall call, FaultType as) {}
}
