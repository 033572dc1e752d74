// Your sequencer goes here: the one file to fill in, adapter.mjs, wire.mjs and clock.mjs do the rest.
//
// Write the methods in the order in which they stand, and run the oracle after each. The rules R1 ... R18 are explained in
// docs/protocol.md, and by ./isequencer explain R3. Numbers, offsets and wsIds are BigInts.

/** A call of the storage failed, or its outcome is unknown. */
export class StorageError extends Error {}

/** A call of the client was refused, and changed nothing. The codes are those of conformance/PROTOCOL.md. */
export class SequencerError extends Error {
  constructor(code, text) {
    super(text);
    this.code = code;
  }
}

/** start must be called again later: new Busy("actualizing") or new Busy("backPressure"). */
export class Busy extends Error {}

function mustBeWritten(what) {
  throw new SequencerError(10, `sequencer.mjs: ${what} must be written`);
}

/**
 * The sequencer of one partition.
 *
 * storage is the database and the log. Its calls return promises, and may reject with StorageError: readNumber(wsId,
 * seqId), readCheckpoint(), readPLog(from, limit) with { events, end }, writeValues(values),
 * writeValuesAndCheckpoint(values, checkpoint), syncPLog(below); a value is { wsId, seqId, number }.
 */
export class Sequencer {
  /**
   * Keeps what it is given, and begins the recovery (R14).
   *
   * seqTypes: a Map of wsKind to a Map of seqId to its initial number. limits: maxUnflushedValues, cacheSize,
   * retryDelayMs, closeTimeoutMs. clock.after(ms, callback) is the only time there is; it returns what cancels it.
   */
  constructor(seqTypes, limits, storage, clock) {
    mustBeWritten("the constructor");
  }

  /** Begins a transaction; the offset of its event (R3). Throws Busy while it recovers. */
  start(wsKind, wsId) {
    mustBeWritten("start");
  }

  /** The next number of a sequence (R6). */
  async next(seqId) {
    mustBeWritten("next");
  }

  /** The event is in the log: its numbers are to be written, in the background (R4, R5). */
  flush() {
    mustBeWritten("flush");
  }

  /** Whether recovery has finished and everything flushed is written. */
  get idle() {
    return true;
  }

  /** The event is not in the log, or nobody knows: forgets, and recovers again (R11). */
  actualize() {
    mustBeWritten("actualize");
  }

  /** Tells of a number that the event brings along; whether it was above the last-used one (R18). */
  async use(seqId, number) {
    mustBeWritten("use");
  }

  /** Tries once to write what is pending; resolves after closeTimeoutMs at the latest (R15). */
  async close() {}
}
