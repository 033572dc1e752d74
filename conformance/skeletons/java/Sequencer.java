import java.util.List;
import java.util.Map;

/**
 * Your sequencer goes here: the one file to fill in, the others do the rest.
 *
 * <p>Write the methods in the order in which they stand, and run the oracle after each. The rules R1 ... R18 are explained
 * in docs/protocol.md, and by ./isequencer explain R3.
 */
final class Sequencer {
    /** A workspace, unsigned, and a sequence in it. */
    record Key(long wsId, int seqId) {}

    /** A key with a number. */
    record Value(Key key, long number) {}

    /** What the log has of an event. */
    record Event(long plogOffset, List<Value> values) {}

    /** Some events, and whether the last one of the log is among them. */
    record Page(List<Event> events, boolean end) {}

    record Limits(long maxUnflushedValues, long cacheSize, long retryDelayMs, long closeTimeoutMs) {}

    /** The database and the log. */
    interface Storage {
        long readNumber(Key key) throws StorageException;

        long readCheckpoint() throws StorageException;

        Page readPLog(long from, int limit) throws StorageException;

        void write(List<Value> values) throws StorageException;

        /** The values first, then the checkpoint. */
        void write(List<Value> values, long checkpoint) throws StorageException;

        void syncPLog(long below) throws StorageException;
    }

    /** A call of the storage failed, or its outcome is unknown. */
    static final class StorageException extends Exception {
        private static final long serialVersionUID = 1L;

        StorageException(String message) {
            super(message);
        }
    }

    /** A call of the client was refused, and changed nothing. The codes are those of conformance/PROTOCOL.md. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int code;

        Refused(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** start must be called again later: new Busy("actualizing") or new Busy("backPressure"). */
    static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Busy(String reason) {
            super(reason);
        }
    }

    private static Refused mustBeWritten(String what) {
        return new Refused(10, "Sequencer.java: " + what + " must be written");
    }

    /** Keeps what it is given, and begins the recovery in a thread (R14). @param types by wsKind and seqId the first number */
    Sequencer(Map<Integer, Map<Integer, Long>> types, Limits limits, Storage storage) {
        throw mustBeWritten("the constructor");
    }

    /** Begins a transaction; the offset of its event (R3). Throws Busy while it recovers. */
    long start(int wsKind, long wsId) {
        throw mustBeWritten("start");
    }

    /** The next number of a sequence (R6). */
    long next(int seqId) {
        throw mustBeWritten("next");
    }

    /** The event is in the log: its numbers are to be written, in the background (R4, R5). */
    void flush() {
        throw mustBeWritten("flush");
    }

    /** Returns true when recovery has finished and everything flushed is written. */
    boolean awaitIdle() {
        return true;
    }

    /** The event is not in the log, or nobody knows: forgets, and recovers again (R11). */
    void actualize() {
        throw mustBeWritten("actualize");
    }

    /** Tells of a number that the event brings along; whether it was above the last-used one (R18). */
    boolean use(int seqId, long number) {
        throw mustBeWritten("use");
    }

    /** Tries once to write what is pending; returns after closeTimeoutMs at the latest (R15). */
    void close() {}
}
