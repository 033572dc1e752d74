package io.isequencer.storage.mapdb;

/** A file of numbers is not what was written; the message completes "because …". */
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }
}
