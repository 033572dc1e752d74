"""The sequencer of one partition. The rules R1 ... R18 are explained in docs/protocol.md.

One client thread calls start, next, use, flush and actualize. Two background threads share the state with it, under one
lock: the flusher writes what is pending, the actualizer rebuilds the state from the storage and the log.
"""

import threading
from collections import OrderedDict

MAX_NUMBER = 2**63 - 1
MAX_PLOG_OFFSET = MAX_NUMBER - 1  # so that the checkpoint behind the last event still is an offset
PAGE_EVENTS = 100
MAX_BATCH_VALUES = 500

NOT_SUPPORTED, NOT_AVAILABLE, MALFORMED = 10, 11, 12
UNKNOWN_SEQUENCE, ALREADY_STARTED, NOT_STARTED, ACTUALIZING = 1000, 1001, 1002, 1003
EXHAUSTED, UNKNOWN_WS_KIND, CLOSED = 1004, 1005, 1006


class StorageError(Exception):
    """A call of the storage failed, or its outcome is unknown."""


class SequencerError(Exception):
    """A call of the client was refused, and changed nothing."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


class Busy(Exception):
    """start must be called again later."""


class _Closing(Exception):
    """Ends a background thread."""


def require(name, value, low, high):
    if not low <= value <= high:
        raise SequencerError(MALFORMED, f"{name} must be {low}..{high}: {name}={value}")


class Transaction:
    def __init__(self, ws_id, initials, plog_offset):
        self.ws_id = ws_id
        self.initials = initials
        self.plog_offset = plog_offset
        self.last = {}  # inproc: last-used number by seq_id (R6)


class Sequencer:
    """
    seq_types: {wsKind: {seqId: initial}}. limits: maxUnflushedValues, cacheSize, retryDelayMs, closeTimeoutMs.
    Without a storage it is closed from the beginning.
    """

    def __init__(self, seq_types=(), limits=None, storage=None):
        self._seq_types = seq_types
        self._limits = limits
        self.storage = storage
        self._changed = threading.Condition()  # guards all that follows
        self._tx = None  # not "workspace 0": that is a workspace (R16)
        self._cache = OrderedDict()
        self._pending = {}
        self._pending_checkpoint = 0
        self._next_offset = 1
        self._actualizing = True
        self._closing = storage is None
        self._flusher_running = False
        self._flusher_signalled = False
        self._flusher_cancelled = False
        self._writing = False
        self._last_try_taken = False
        if storage is not None:
            require("maxUnflushedValues", limits["maxUnflushedValues"], 1, 2**31)  # 0 would stall each rebuild (R16)
            self._spawn(self._rebuild)

    # The client's side.

    def start(self, ws_kind, ws_id):
        with self._changed:
            self._require_open()
            if self._tx is not None:
                raise SequencerError(ALREADY_STARTED, "start must follow flush or actualize: inTransaction=true")
            require("wsKind", ws_kind, 0, 2**16 - 1)
            require("wsId", ws_id, 0, 2**64 - 1)
            if ws_kind not in self._seq_types:
                raise SequencerError(UNKNOWN_WS_KIND, f"wsKind must be declared: wsKind={ws_kind}")
            if self._actualizing:
                raise Busy("actualizing")
            if len(self._pending) > self._limits["maxUnflushedValues"]:
                raise Busy("backPressure")
            if self._next_offset > MAX_PLOG_OFFSET:
                raise SequencerError(EXHAUSTED, f"plogOffset must be <= {MAX_PLOG_OFFSET}: plogOffset={self._next_offset}")
            self._begin(ws_id, self._seq_types[ws_kind])
            return self._tx.plog_offset

    def next(self, seq_id):
        tx, last = self._last_used("next", seq_id)
        number = self._after(max(last, tx.initials[seq_id] - 1))
        tx.last[seq_id] = number
        return number

    def use(self, seq_id, number):
        """Tells of a number that the event brings along (R18). Returns whether it was above the last-used one."""
        require("number", number, 1, MAX_NUMBER)
        tx, last = self._last_used("use", seq_id)
        tx.last[seq_id] = max(last, number)
        return number > last

    def flush(self):
        with self._changed:
            tx = self._require_transaction("flush")
            self._tx = None
            self._publish_flush(tx)

    def actualize(self):
        with self._changed:
            self._require_open()
            if self._actualizing:
                raise SequencerError(ACTUALIZING, "actualize must wait for the end of the actualization: actualizing=true")
            self._tx = None
            self._actualizing = True
            self._changed.notify_all()
        self._spawn(self._rebuild)

    def wait_until_idle(self):
        with self._changed:
            return self._changed.wait_for(lambda: self._closing or self._is_idle())

    def close(self):
        """Tries once to write what is pending; returns after closeTimeoutMs at the latest (R15)."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._flusher_running, self._limits["closeTimeoutMs"] / 1000)

    # Steps of the client. All but _last_used need the lock.

    def _require_open(self):
        if self._closing:
            raise SequencerError(CLOSED, "sequencer must be open: closed=true")

    def _require_transaction(self, call):
        self._require_open()
        if self._tx is None:
            raise SequencerError(NOT_STARTED, f"{call} must follow start: inTransaction=false")
        return self._tx

    def _begin(self, ws_id, initials):
        self._tx = Transaction(ws_id, initials, self._next_offset)  # and the offset stays where it is (R3)

    def _last_used(self, call, seq_id):
        require("seqId", seq_id, 1, 2**16 - 1)
        with self._changed:
            tx = self._require_transaction(call)
            if seq_id not in tx.initials:
                raise SequencerError(UNKNOWN_SEQUENCE, f"seqId must be declared for the wsKind: seqId={seq_id}")
            if seq_id in tx.last:
                return tx, tx.last[seq_id]
            key = (tx.ws_id, seq_id)
            if key in self._cache:
                self._cache.move_to_end(key)
                return tx, self._cache[key]
            pending = self._pending.get(key, 0)  # before the read: afterwards the flusher may have moved it (R8)
        stored = self._read(key)
        with self._changed:
            self._require_open()
        return tx, self._miss(pending, stored)

    def _read(self, key):
        try:
            return self.storage.read_number(*key)
        except StorageError as e:
            raise SequencerError(NOT_AVAILABLE, str(e)) from e

    def _miss(self, pending, stored):
        return max(pending, stored)  # a low explicit number may shadow what is stored (R9)

    def _after(self, highest):
        if highest >= MAX_NUMBER:
            raise SequencerError(EXHAUSTED, f"number must be <= {MAX_NUMBER}: last number={highest}")
        return highest + 1

    def _publish_flush(self, tx):
        for seq_id, number in tx.last.items():
            if number > 0:
                self._merge((tx.ws_id, seq_id), number)
                self._cache_put((tx.ws_id, seq_id), number)
        self._cover(tx.plog_offset)  # values and checkpoint in one critical section (R5)
        self._signal_flusher()  # after the publication (R12)

    def _cache_put(self, key, number):
        self._cache[key] = number
        self._cache.move_to_end(key)
        if len(self._cache) > self._limits["cacheSize"]:
            self._cache.popitem(last=False)

    # What is pending. All need the lock.

    def _merge(self, key, number):
        self._pending[key] = max(number, self._pending.get(key, 0))  # R9

    def _cover(self, plog_offset):
        self._next_offset = plog_offset + 1
        self._pending_checkpoint = plog_offset + 1  # R4

    def _signal_flusher(self):
        self._flusher_signalled = True
        self._changed.notify_all()

    def _has_room(self):
        return len(self._pending) < self._limits["maxUnflushedValues"]

    def _is_idle(self):
        return not (self._actualizing or self._flusher_signalled or self._writing)

    # The flusher.

    def _run_flusher(self):
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._flusher_cancelled or self._closing or self._flusher_signalled)
                if self._flusher_cancelled or self._closing and not self._owes_last_try():
                    self._flusher_running = False
                    self._changed.notify_all()
                    return
                self._last_try_taken = self._closing
                self._flusher_signalled = False
                batch, checkpoint = self._snapshot()
                self._writing = True
            try:
                self._write(batch, checkpoint)
                with self._changed:
                    self._written(batch)
            except StorageError:
                self._retry_later()

    def _owes_last_try(self):
        return not self._last_try_taken and (self._flusher_signalled or bool(self._pending))

    def _snapshot(self):
        return dict(self._pending), self._pending_checkpoint

    def _write(self, batch, checkpoint):
        if checkpoint == 0:  # nothing was published since the rebuild: 0 must not be written (R13)
            return
        self.storage.sync_plog(checkpoint)  # stored numbers never run ahead of a log that may lose its tail
        values = list(batch.items())
        while len(values) > MAX_BATCH_VALUES:
            self.storage.write(values[:MAX_BATCH_VALUES])
            del values[:MAX_BATCH_VALUES]
        self.storage.write(values, checkpoint)  # values first, then the checkpoint (R7)

    def _written(self, batch):
        for key, number in batch.items():
            if self._pending.get(key) == number:  # else a newer number came meanwhile (R10)
                del self._pending[key]
        self._writing = False
        self._changed.notify_all()

    def _retry_later(self):
        with self._changed:
            self._writing = False
            self._flusher_signalled = True  # the next snapshot includes all that this one had
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._flusher_cancelled or self._closing, self._limits["retryDelayMs"] / 1000)

    # The actualizer.

    def _rebuild(self):
        try:
            self._stop_flusher()
            self._clear()
            checkpoint = self._retry(self.storage.read_checkpoint)
            with self._changed:
                self._next_offset = max(checkpoint, 1)  # an empty storage means 1 (R16)
            while not self._scan_page():
                pass
            with self._changed:
                self._actualizing = False
                self._end_of_scan()
        except _Closing:
            pass

    def _stop_flusher(self):
        """Waits until no call of the flusher is under way (R11)."""
        with self._changed:
            self._flusher_cancelled = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._flusher_running or self._closing)

    def _clear(self):
        with self._changed:
            if self._closing:
                raise _Closing
            self._cache.clear()
            self._pending.clear()
            self._pending_checkpoint = 0
            self._flusher_signalled = False
            self._flusher_cancelled = False
            self._flusher_running = True
        self._spawn(self._run_flusher)

    def _scan_page(self):
        """Returns whether the end of the log was reached."""
        end, events = self._retry(lambda: self.storage.read_plog(self._next_offset, PAGE_EVENTS))  # resumes (R14)
        for plog_offset, ws_id, values in events:
            with self._changed:
                self._wait_for_room()
                self._publish_scanned(plog_offset, ws_id, values)
        return end

    def _wait_for_room(self):
        if not self._has_room():
            self._signal_flusher()  # nobody else would (R12)
            self._changed.wait_for(lambda: self._has_room() or self._closing)
        if self._closing:
            raise _Closing

    def _publish_scanned(self, plog_offset, ws_id, values):
        for seq_id, number in values:
            self._merge((ws_id, seq_id), number)
        self._cover(plog_offset)

    def _end_of_scan(self):
        self._signal_flusher()  # or the rest would stay pending (R12)

    def _retry(self, call):
        while True:
            with self._changed:
                if self._closing:
                    raise _Closing
            try:
                return call()
            except StorageError:
                with self._changed:
                    self._changed.wait_for(lambda: self._closing, self._limits["retryDelayMs"] / 1000)

    def _spawn(self, task):
        threading.Thread(target=task, daemon=True).start()
