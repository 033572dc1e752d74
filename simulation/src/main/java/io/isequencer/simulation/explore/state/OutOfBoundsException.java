package io.isequencer.simulation.explore.state;

/** A state is larger than the configuration's bounds allow. */
public final class OutOfBoundsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutOfBoundsException(String message) {
        super(message);
    }
}
