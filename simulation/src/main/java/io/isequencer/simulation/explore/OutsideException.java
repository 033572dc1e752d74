package io.isequencer.simulation.explore;

/**
 * A state is larger than the configuration's bounds allow.
 *
 * <ul>
 *   <li><i>Threading:</i> immutable.
 * </ul>
 */
final class OutsideException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutsideException(String message) {
        super(message);
    }
}
