"""Sequencers with one planted defect each. The oracle must find it and name the rule: see ../defects.json."""

import time

from sequencer import MAX_NUMBER, Busy, Sequencer, StorageError, require

TRIES = 10  # of those that give up


class StartMoves(Sequencer):
    """start moves the offset, and so does flush."""

    def _begin(self, ws_id, initials):
        super()._begin(ws_id, initials)
        self._next_offset += 1

    def _publish_flush(self, tx):
        super()._publish_flush(tx)
        self._next_offset += 1


class CheckpointAhead(Sequencer):
    """The checkpoint is two past the event: the next event counts as covered."""

    def _cover(self, plog_offset):
        super()._cover(plog_offset)
        self._pending_checkpoint = plog_offset + 2


class _InTwo(Sequencer):
    def _let_the_flusher_copy(self):
        self._signal_flusher()
        self._changed.wait_for(lambda: not self._flusher_signalled or self._closing, 0.05)


class FlushInTwo(_InTwo):
    """flush publishes the checkpoint first, and the values in a second critical section."""

    def _publish_flush(self, tx):
        self._cover(tx.plog_offset)
        self._let_the_flusher_copy()
        super()._publish_flush(tx)


class ScanInTwo(_InTwo):
    """The scan publishes the checkpoint first, and the values in a second critical section."""

    def _publish_scanned(self, plog_offset, ws_id, values):
        self._cover(plog_offset)
        self._let_the_flusher_copy()
        super()._publish_scanned(plog_offset, ws_id, values)


class NextInCache(Sequencer):
    """The cache keeps the next number, all other memories the last-used one."""

    def _cache_put(self, key, number):
        super()._cache_put(key, number + 1)


class LogHasNext(Sequencer):
    """The number in the log is taken as the next number."""

    def _publish_scanned(self, plog_offset, ws_id, values):
        super()._publish_scanned(plog_offset, ws_id, [(seq_id, number - 1) for seq_id, number in values if number > 1])


class CheckpointFirst(Sequencer):
    """The checkpoint is written before the values."""

    def _write(self, batch, checkpoint):
        if checkpoint > 0:
            self.storage.sync_plog(checkpoint)
            self.storage.ask("writeNextPLogOffset", nextPLogOffset=str(checkpoint))
            self.storage.write(batch.items())


class FillsWorkspace(Sequencer):
    """A miss reads all sequences of the workspace and puts them all into the cache."""

    def _read(self, key):
        stored = super()._read(key)
        with self._changed:
            others = [seq_id for seq_id in self._tx.initials if seq_id != key[1]] if self._tx else []
        for seq_id in others:
            number = super()._read((key[0], seq_id))
            with self._changed:
                self._cache_put((key[0], seq_id), number)
        return stored


class PendingAfterRead(Sequencer):
    """A miss checks what is pending only after it has read the storage."""

    def _last_used(self, call, seq_id):
        with self._changed:
            tx = self._require_transaction(call)
            key = (tx.ws_id, seq_id)
            if seq_id not in tx.initials or seq_id in tx.last or key in self._cache:
                return super()._last_used(call, seq_id)
        stored = self._read(key)
        with self._changed:
            return tx, max(stored, self._pending.get(key, 0))


class FailureIsZero(Sequencer):
    """A failed read is taken as an empty storage."""

    def _read(self, key):
        try:
            return self.storage.read_number(*key)
        except StorageError:
            return 0


class Overwrite(Sequencer):
    """Publishing overwrites what is pending."""

    def _merge(self, key, number):
        self._pending[key] = number


class PendingFirst(Sequencer):
    """A lookup stops at what is pending."""

    def _miss(self, pending, stored):
        return pending or stored


class PruneBlindly(Sequencer):
    """After a write its keys leave pending, even if their number has changed."""

    def _written(self, batch):
        for key in batch:
            self._pending.pop(key, None)
        super()._written({})


class ClearEarly(Sequencer):
    """actualize empties pending immediately and leaves the rest to the rebuild; the flusher is still signalled."""

    def actualize(self):
        with self._changed:
            super().actualize()
            self._pending.clear()

    def _stop_flusher(self):
        with self._changed:
            self._changed.wait_for(lambda: not (self._flusher_signalled or self._writing) or self._closing, 0.2)
        super()._stop_flusher()


class KeepCache(Sequencer):
    """A rebuild keeps the cache."""

    def _clear(self):
        cache = self._cache.copy()
        super()._clear()
        self._cache.update(cache)


class KeepInproc(Sequencer):
    """The numbers of an abandoned transaction are not issued again."""

    def actualize(self):
        with self._changed:
            tx = self._tx
            super().actualize()
            self._given_up = {(tx.ws_id, seq_id): number for seq_id, number in tx.last.items()} if tx else {}

    def _clear(self):
        super()._clear()
        self._cache.update(getattr(self, "_given_up", {}))


class NoSignalInWait(Sequencer):
    """A scan that waits for room signals nobody."""

    def _wait_for_room(self):
        self._signal_flusher = lambda: None
        try:
            super()._wait_for_room()
        finally:
            del self._signal_flusher


class NoSignalAtEnd(Sequencer):
    """The end of a scan signals nobody."""

    def _end_of_scan(self):
        self._changed.notify_all()


class NoRetry(Sequencer):
    """A failed write is not retried until the next flush."""

    def _retry_later(self):
        super()._retry_later()
        with self._changed:
            self._flusher_signalled = False
            self._changed.notify_all()


class ZeroCheckpoint(Sequencer):
    """The signal at the end of an empty scan writes checkpoint 0."""

    def _write(self, batch, checkpoint):
        if checkpoint == 0:
            self.storage.write([], 0)
        super()._write(batch, checkpoint)


class ScanGivesUp(Sequencer):
    """A page of the log that cannot be read is taken as the end of the log."""

    def _scan_page(self):
        try:
            end, events = self.storage.read_plog(self._next_offset, 100)
        except StorageError:
            return True
        for plog_offset, ws_id, values in events:
            with self._changed:
                self._wait_for_room()
                self._publish_scanned(plog_offset, ws_id, values)
        return end


class FirstPageOnly(Sequencer):
    """The first page is taken as the whole log."""

    def _scan_page(self):
        super()._scan_page()
        return True


class CloseUntilWritten(Sequencer):
    """close waits until everything pending is written."""

    def close(self):
        while True:
            with self._changed:
                if not self._pending and not self._flusher_signalled:
                    break
            time.sleep(0.005)
        super().close()


class CloseUntilRecovered(Sequencer):
    """close waits until recovery has finished."""

    def close(self):
        while self._actualizing:
            time.sleep(0.005)
        super().close()


class WorkspaceZero(Sequencer):
    """Workspace 0 means: not in a transaction."""

    def _require_transaction(self, call):
        if self._tx is not None and self._tx.ws_id == 0:
            self._tx = None
        return super()._require_transaction(call)


class Wrap(Sequencer):
    """After the last number the first is issued again."""

    def _after(self, highest):
        return 1 if highest >= MAX_NUMBER else highest + 1


class UseIgnored(Sequencer):
    """use has no effect."""

    def use(self, seq_id, number):
        _, last = self._last_used("use", seq_id)
        return number > last


class UseLowers(Sequencer):
    """use sets the last-used number to the explicit one, even if that is lower."""

    def use(self, seq_id, number):
        raised = super().use(seq_id, number)
        self._tx.last[seq_id] = number
        return raised


class ForgetOwnKeys(Sequencer):
    """A rebuild drops only the abandoned transaction's keys from the cache, or all keys if it has none."""

    def actualize(self):
        with self._changed:
            tx = self._tx
            super().actualize()
            self._own = {(tx.ws_id, seq_id) for seq_id in tx.last} if tx else set()

    def _clear(self):
        cache = self._cache.copy()
        super()._clear()
        with self._changed:
            if cache and self._own:
                self._cache.update((key, number) for key, number in cache.items() if key not in self._own)


class KeepCheckpoint(Sequencer):
    """A rebuild keeps the pending checkpoint if it is larger than what the scan has found so far."""

    def _clear(self):
        with self._changed:
            kept = self._pending_checkpoint
            super()._clear()
            self._pending_checkpoint = kept

    def _cover(self, plog_offset):
        kept = self._pending_checkpoint
        super()._cover(plog_offset)
        self._pending_checkpoint = max(kept, plog_offset + 1)


class GivesUp(Sequencer):
    """A write that has failed ten times is not retried until the next flush."""

    _failed = 0

    def _retry_later(self):
        super()._retry_later()
        with self._changed:
            self._failed += 1
            if self._failed >= TRIES:
                self._flusher_signalled = False
                self._changed.notify_all()

    def _publish_flush(self, tx):
        super()._publish_flush(tx)
        self._failed = 0


class RecoveryGivesUp(Sequencer):
    """A recovery ends after ten failed reads: checkpoint and log are taken as empty."""

    def _retry(self, call):
        failures = 0

        def counted():
            nonlocal failures
            try:
                return call()
            except StorageError:
                failures += 1
                if failures < TRIES:
                    raise
                return 0 if call == self.storage.read_checkpoint else (True, [])

        return super()._retry(counted)


class WriteUnderWayIsLastTry(Sequencer):
    """close counts an in-flight write as its last try, even if more was flushed since it began."""

    def close(self):
        with self._changed:
            self._last_try_taken = self._writing
        super().close()


class Revived(Sequencer):
    """A recovery in progress at the close continues, and when it ends the sequencer is open again."""

    def _retry(self, call):
        while True:
            try:
                return call()
            except StorageError:
                time.sleep(self._limits["retryDelayMs"] / 1000)

    def _wait_for_room(self):
        pass

    def _end_of_scan(self):
        self._closing = False
        super()._end_of_scan()


class GoesOn(Sequencer):
    """A flusher whose last try failed continues after the close, until the storage accepts what is pending."""

    def _owes_last_try(self):
        return self._flusher_signalled or bool(self._pending)

    def _retry_later(self):
        super()._retry_later()
        if self._closing:
            time.sleep(self._limits["retryDelayMs"] / 1000)


class RetryDelayBoundsClose(Sequencer):
    """close waits for retryDelayMs instead of closeTimeoutMs."""

    def close(self):
        self._limits = dict(self._limits, closeTimeoutMs=self._limits["retryDelayMs"])
        super().close()


class CacheSizeBoundsPending(Sequencer):
    """start is refused while more than cacheSize keys are waiting to be written."""

    def _begin(self, ws_id, initials):
        if len(self._pending) > self._limits["cacheSize"]:
            raise Busy("backPressure")
        super()._begin(ws_id, initials)


class NoRoom(Sequencer):
    """maxUnflushedValues 0 is accepted, and a scan waits for room forever."""

    def __init__(self, seq_types=(), limits=None, storage=None):
        one = limits and dict(limits, maxUnflushedValues=max(limits["maxUnflushedValues"], 1))
        super().__init__(seq_types, one, storage)
        self._limits = limits


class UseAsksLess(Sequencer):
    """use compares only with transaction and cache, and consults neither what is pending nor the storage."""

    def use(self, seq_id, number):
        require("number", number, 1, MAX_NUMBER)
        with self._changed:
            tx = self._require_transaction("use")
            known = seq_id in tx.last or (tx.ws_id, seq_id) in self._cache
            if known or seq_id not in tx.initials:
                return super().use(seq_id, number)
            tx.last[seq_id] = number
            return True


class NoSync(Sequencer):
    """The checkpoint is written without making the log durable."""

    def _write(self, batch, checkpoint):
        if checkpoint > 0:
            self.storage.write(batch.items(), checkpoint)


# Not defects: the protocol allows them, and the oracle must find nothing.


class CheckpointOfLastEvent(Sequencer):
    """The checkpoint is the last covered event's offset: each restart reads that event again, which is harmless."""

    def _cover(self, plog_offset):
        super()._cover(plog_offset)
        self._pending_checkpoint = plog_offset

    def _write(self, batch, checkpoint):
        if checkpoint > 0:
            self.storage.sync_plog(checkpoint + 1)  # the last event's numbers are written, so it must be durable
        super()._write(batch, checkpoint)


class SmallPieces(Sequencer):
    """Each value is written separately, the last one first, and then the checkpoint."""

    def _write(self, batch, checkpoint):
        if checkpoint > 0:
            self.storage.sync_plog(checkpoint)
            for item in reversed(list(batch.items())):
                self.storage.write([item])
            self.storage.ask("writeNextPLogOffset", nextPLogOffset=str(checkpoint))


class NoCache(Sequencer):
    """Nothing is cached: each transaction reads."""

    def _cache_put(self, key, number):
        pass


class ReadAgain(Sequencer):
    """A failed read is retried within the call, until the storage answers."""

    def _read(self, key):
        while True:
            try:
                return self.storage.read_number(*key)
            except StorageError:
                time.sleep(self._limits["retryDelayMs"] / 1000)
                self._require_open()


class ActualizeInTransaction(Sequencer):
    """actualize must abandon a transaction: outside one it is refused."""

    def actualize(self):
        with self._changed:
            self._require_transaction("actualize")
            super().actualize()


VARIANTS = {
    "R3-start-moves": StartMoves,
    "R4-checkpoint-ahead": CheckpointAhead,
    "R5-flush-in-two": FlushInTwo,
    "R5-scan-in-two": ScanInTwo,
    "R6-next-in-cache": NextInCache,
    "R6-log-has-next": LogHasNext,
    "R7-checkpoint-first": CheckpointFirst,
    "R8-fills-workspace": FillsWorkspace,
    "R8-pending-after-read": PendingAfterRead,
    "R8-failure-is-zero": FailureIsZero,
    "R9-overwrite": Overwrite,
    "R9-pending-first": PendingFirst,
    "R10-prune-blindly": PruneBlindly,
    "R11-clear-early": ClearEarly,
    "R11-keep-cache": KeepCache,
    "R11-keep-inproc": KeepInproc,
    "R11-forget-own-keys": ForgetOwnKeys,
    "R11-keep-checkpoint": KeepCheckpoint,
    "R12-no-signal-in-wait": NoSignalInWait,
    "R12-no-signal-at-end": NoSignalAtEnd,
    "R12-no-retry": NoRetry,
    "R12-gives-up": GivesUp,
    "R12-cache-size-bounds-pending": CacheSizeBoundsPending,
    "R13-zero-checkpoint": ZeroCheckpoint,
    "R14-scan-gives-up": ScanGivesUp,
    "R14-first-page-only": FirstPageOnly,
    "R14-recovery-gives-up": RecoveryGivesUp,
    "R15-close-until-written": CloseUntilWritten,
    "R15-close-until-recovered": CloseUntilRecovered,
    "R15-write-under-way-is-last-try": WriteUnderWayIsLastTry,
    "R15-revived": Revived,
    "R15-goes-on": GoesOn,
    "R15-retry-delay-bounds-close": RetryDelayBoundsClose,
    "R16-workspace-zero": WorkspaceZero,
    "R16-no-room": NoRoom,
    "R17-wrap": Wrap,
    "R18-use-ignored": UseIgnored,
    "R18-use-lowers": UseLowers,
    "R18-use-asks-less": UseAsksLess,
    "WA-no-sync": NoSync,
    "allowed-checkpoint-of-last-event": CheckpointOfLastEvent,
    "allowed-small-pieces": SmallPieces,
    "allowed-no-cache": NoCache,
    "allowed-read-again": ReadAgain,
    "allowed-actualize-in-transaction": ActualizeInTransaction,
}
