package io.isequencer.crash;

/** Thrown by every call to a disk whose machine has stopped: whoever catches it can do no harm any more. */
public final class MachineStopped extends Error {
    private static final long serialVersionUID = 1L;

    MachineStopped() {
        super("the machine has stopped", null, false, false);
    }
}
