"""Your sequencer goes here: the one file to fill in, adapter.py does the rest.

Write the methods in the order in which they stand, and run the oracle after each. The rules R1 ... R18 are explained in
docs/protocol.md, and by ./isequencer explain R3.
"""

NOT_SUPPORTED, NOT_AVAILABLE, MALFORMED = 10, 11, 12
UNKNOWN_SEQUENCE, ALREADY_STARTED, NOT_STARTED, ACTUALIZING = 1000, 1001, 1002, 1003
EXHAUSTED, UNKNOWN_WS_KIND, CLOSED = 1004, 1005, 1006


class StorageError(Exception):
    """A call of the storage failed, or its outcome is unknown."""


class SequencerError(Exception):
    """A call of the client was refused, and changed nothing. The codes are those above."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


class Busy(Exception):
    """start must be called again later: Busy("actualizing") or Busy("backPressure")."""


def must_be_written(what):
    raise SequencerError(NOT_SUPPORTED, f"sequencer.py: {what} must be written")


class Sequencer:
    """
    The sequencer of one partition. seq_types: {wsKind: {seqId: initial}}. limits: maxUnflushedValues, cacheSize,
    retryDelayMs, closeTimeoutMs. Without a storage it is closed from the beginning.

    storage is the database and the log, and each call may raise StorageError: read_number(ws_id, seq_id),
    read_checkpoint(), read_plog(offset, limit) -> (end, [(offset, ws_id, [(seq_id, number)])]),
    write([((ws_id, seq_id), number)], checkpoint=None), sync_plog(below).
    """

    def __init__(self, seq_types=(), limits=None, storage=None):
        self.storage = storage
        if storage is not None:
            must_be_written("__init__")  # keeps what it is given, and begins the recovery in a thread (R14)

    def start(self, ws_kind, ws_id):
        """Begins a transaction; the offset of its event (R3). Raises Busy while it recovers."""
        must_be_written("start")

    def next(self, seq_id):
        """The next number of a sequence (R6)."""
        must_be_written("next")

    def flush(self):
        """The event is in the log: its numbers are to be written, in the background (R4, R5)."""
        must_be_written("flush")

    def wait_until_idle(self):
        """Returns True when recovery has finished and everything flushed is written."""
        return True

    def actualize(self):
        """The event is not in the log, or nobody knows: forgets, and recovers again (R11)."""
        must_be_written("actualize")

    def use(self, seq_id, number):
        """Tells of a number that the event brings along; whether it was above the last-used one (R18)."""
        must_be_written("use")

    def close(self):
        """Tries once to write what is pending; returns after closeTimeoutMs at the latest (R15)."""
