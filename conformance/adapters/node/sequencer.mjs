// The sequencer of one partition. The rules R1 ... R18 are explained in docs/protocol.md.
//
// JavaScript runs one piece of code at a time, so whatever stands between two awaits is a critical section (R5). The
// flusher and the actualizer are async loops beside the client; all three wait with #until for what the others do.

const MAX_NUMBER = 2n ** 63n - 1n;
const MAX_PLOG_OFFSET = MAX_NUMBER - 1n; // so that the checkpoint behind the last event still is an offset
const PAGE_EVENTS = 100;
const MAX_BATCH_VALUES = 500;

/** A call of the storage failed, or its outcome is unknown. */
export class StorageError extends Error {}

/** A call of the client was refused, and changed nothing. The codes are those of conformance/PROTOCOL.md. */
export class SequencerError extends Error {
  constructor(code, text) {
    super(text);
    this.code = code;
  }
}

/** start must be called again later. */
export class Busy extends Error {}

class Closing extends Error {}

/** The time. after(ms, callback) returns a function that cancels it. */
const realClock = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

const max = (a, b) => (a > b ? a : b);
const keyOf = (wsId, seqId) => `${wsId}/${seqId}`;

function require(name, value, low, high) {
  if (!(value >= low && value <= high)) {
    throw new SequencerError(12, `${name} must be ${low}..${high}: ${name}=${value}`);
  }
}

/** After the last number, and the last offset, there is none (R17). */
function requireLeft(name, value, highest) {
  if (value > highest) {
    throw new SequencerError(1004, `${name} must be <= ${highest}: ${name}=${value}`);
  }
}

export class Sequencer {
  #seqTypes; // Map of wsKind to a Map of seqId to its initial number
  #limits;
  #storage;
  #clock;
  #waiters = new Set();
  #tx = null; // not "workspace 0": that is a workspace (R16)
  #cache = new Map(); // in the order of use
  #pending = new Map();
  #pendingCheckpoint = 0n;
  #nextOffset = 1n;
  #actualizing = true;
  #closing = false;
  #flusherRunning = false;
  #flusherCancelled = false;
  #signalled = false;
  #writing = false;

  /** limits: maxUnflushedValues, cacheSize, retryDelayMs, closeTimeoutMs. Begins the recovery. */
  constructor(seqTypes, limits, storage, clock = realClock) {
    require("maxUnflushedValues", limits.maxUnflushedValues, 1, 2 ** 31); // 0 would stall each rebuild (R16)
    this.#seqTypes = seqTypes;
    this.#limits = limits;
    this.#storage = storage;
    this.#clock = clock;
    this.#rebuild();
  }

  // The client's side.

  start(wsKind, wsId) {
    this.#requireOpen();
    if (this.#tx !== null) {
      throw new SequencerError(1001, "start must follow flush or actualize: inTransaction=true");
    }
    require("wsKind", wsKind, 0, 0xffff);
    require("wsId", wsId, 0n, 2n ** 64n - 1n);
    const initials = this.#seqTypes.get(wsKind);
    if (initials === undefined) {
      throw new SequencerError(1005, `wsKind must be declared: wsKind=${wsKind}`);
    }
    if (this.#actualizing) {
      throw new Busy("actualizing");
    }
    if (this.#pending.size > this.#limits.maxUnflushedValues) {
      throw new Busy("backPressure");
    }
    requireLeft("plogOffset", this.#nextOffset, MAX_PLOG_OFFSET);
    this.#tx = { wsId, initials, plogOffset: this.#nextOffset, last: new Map() }; // the offset stays where it is (R3)
    return this.#tx.plogOffset;
  }

  async next(seqId) {
    const { tx, last } = await this.#lastUsed("next", seqId);
    const number = max(last, tx.initials.get(seqId) - 1n) + 1n;
    requireLeft("number", number, MAX_NUMBER);
    tx.last.set(seqId, number);
    return number;
  }

  /** Tells of a number that the event brings along (R18). Returns whether it was above the last-used one. */
  async use(seqId, number) {
    require("number", number, 1n, MAX_NUMBER);
    const { tx, last } = await this.#lastUsed("use", seqId);
    tx.last.set(seqId, max(last, number));
    return number > last;
  }

  flush() {
    const tx = this.#requireTransaction("flush");
    this.#tx = null;
    for (const [seqId, last] of tx.last) {
      this.#publish(keyOf(tx.wsId, seqId), tx.wsId, seqId, last);
      this.#cachePut(keyOf(tx.wsId, seqId), last);
    }
    this.#cover(tx.plogOffset);
    this.#signal(); // after the publication (R12)
  }

  actualize() {
    this.#requireOpen();
    if (this.#actualizing) {
      throw new SequencerError(1003, "actualize must wait for the end of the actualization: actualizing=true");
    }
    this.#tx = null;
    this.#actualizing = true;
    this.#rebuild();
  }

  /** Whether nothing is left to do in the background. */
  get idle() {
    const closed = this.#closing && !this.#flusherRunning;
    return closed || !(this.#actualizing || this.#signalled || this.#writing);
  }

  /** Tries once to write what is pending; returns after closeTimeoutMs at the latest (R15). */
  async close() {
    this.#closing = true;
    this.#changed();
    await this.#until(() => !this.#flusherRunning, this.#limits.closeTimeoutMs);
  }

  #requireOpen() {
    if (this.#closing) {
      throw new SequencerError(1006, "sequencer must be open: closed=true");
    }
  }

  #requireTransaction(call) {
    this.#requireOpen();
    if (this.#tx === null) {
      throw new SequencerError(1002, `${call} must follow start: inTransaction=false`);
    }
    return this.#tx;
  }

  async #lastUsed(call, seqId) {
    const tx = this.#requireTransaction(call);
    require("seqId", seqId, 1, 0xffff);
    if (!tx.initials.has(seqId)) {
      throw new SequencerError(1000, `seqId must be declared for the wsKind: seqId=${seqId}`);
    }
    const key = keyOf(tx.wsId, seqId);
    const known = tx.last.get(seqId) ?? this.#cache.get(key);
    if (known !== undefined) {
      return { tx, last: known };
    }
    const pending = this.#pending.get(key)?.number ?? 0n; // before the read: the flusher may move it meanwhile (R8)
    let stored;
    try {
      stored = await this.#storage.readNumber(tx.wsId, seqId);
    } catch (e) {
      throw e instanceof StorageError ? new SequencerError(11, e.message) : e;
    }
    this.#requireOpen();
    return { tx, last: max(pending, stored) }; // a low explicit number may shadow what is stored (R9)
  }

  #cachePut(key, last) {
    this.#cache.delete(key);
    this.#cache.set(key, last);
    if (this.#cache.size > this.#limits.cacheSize) {
      this.#cache.delete(this.#cache.keys().next().value);
    }
  }

  // What is pending.

  #publish(key, wsId, seqId, number) {
    const pending = this.#pending.get(key)?.number ?? 0n;
    if (number > pending) {
      this.#pending.set(key, { wsId, seqId, number }); // by max, never by plain overwrite (R9)
    }
  }

  #cover(plogOffset) {
    this.#nextOffset = plogOffset + 1n;
    this.#pendingCheckpoint = plogOffset + 1n; // R4
  }

  #hasRoom() {
    return this.#pending.size < this.#limits.maxUnflushedValues;
  }

  // The flusher.

  #signal() {
    this.#signalled = true;
    this.#changed();
  }

  async #runFlusher() {
    const ends = () => this.#flusherCancelled || this.#closing;
    let lastTry = false;
    for (;;) {
      await this.#until(() => ends() || this.#signalled);
      const owesLastTry = !lastTry && (this.#signalled || this.#pending.size > 0);
      if (this.#flusherCancelled || (this.#closing && !owesLastTry)) {
        break;
      }
      lastTry = this.#closing;
      if (!(await this.#flushPending())) {
        await this.#until(ends, this.#limits.retryDelayMs);
      }
    }
    this.#flusherRunning = false;
    this.#changed();
  }

  async #flushPending() {
    this.#signalled = false;
    const batch = new Map(this.#pending);
    const checkpoint = this.#pendingCheckpoint;
    this.#writing = true;
    try {
      await this.#write([...batch.values()], checkpoint);
    } catch (e) {
      if (!(e instanceof StorageError)) {
        throw e;
      }
      this.#signalled = true; // the next batch has all that this one had
      return false;
    } finally {
      this.#writing = false;
    }
    for (const [key, written] of batch) {
      if (this.#pending.get(key) === written) {
        this.#pending.delete(key); // else a newer number came meanwhile (R10)
      }
    }
    this.#changed();
    return true;
  }

  async #write(values, checkpoint) {
    if (checkpoint === 0n) {
      return; // nothing was published since the rebuild: 0 must not be written (R13)
    }
    await this.#storage.syncPLog(checkpoint); // what is stored never runs ahead of a log that may lose its tail
    while (values.length > MAX_BATCH_VALUES) {
      await this.#storage.writeValues(values.splice(0, MAX_BATCH_VALUES));
    }
    await this.#storage.writeValuesAndCheckpoint(values, checkpoint); // values first, then the checkpoint (R7)
  }

  // The actualizer.

  async #rebuild() {
    try {
      this.#flusherCancelled = true;
      this.#changed();
      await this.#untilOpen(() => !this.#flusherRunning); // no call of it is under way any more (R11)
      this.#clear();
      const checkpoint = await this.#retry(() => this.#storage.readCheckpoint());
      this.#nextOffset = max(checkpoint, 1n); // an empty storage means 1 (R16)
      for (let end = false; !end; ) {
        end = await this.#scanPage();
      }
      this.#actualizing = false;
      this.#signal(); // or the rest would stay pending (R12)
    } catch (e) {
      if (!(e instanceof Closing)) {
        throw e;
      }
    }
  }

  #clear() {
    this.#cache.clear();
    this.#pending.clear();
    this.#pendingCheckpoint = 0n;
    this.#signalled = false;
    this.#flusherCancelled = false;
    this.#flusherRunning = true;
    this.#runFlusher();
  }

  async #scanPage() {
    // A scan that failed goes on where it stopped (R14).
    const { events, end } = await this.#retry(() => this.#storage.readPLog(this.#nextOffset, PAGE_EVENTS));
    for (const { plogOffset, wsId, values } of events) {
      if (!this.#hasRoom()) {
        this.#signal(); // nobody else would (R12)
        await this.#untilOpen(() => this.#hasRoom());
      }
      for (const { seqId, number } of values) {
        this.#publish(keyOf(wsId, seqId), wsId, seqId, number);
      }
      this.#cover(plogOffset);
    }
    return end;
  }

  async #retry(call) {
    for (;;) {
      try {
        const answer = await call();
        await this.#untilOpen(() => true);
        return answer;
      } catch (e) {
        if (!(e instanceof StorageError)) {
          throw e;
        }
        await this.#until(() => this.#closing, this.#limits.retryDelayMs);
        await this.#untilOpen(() => true);
      }
    }
  }

  // Waiting.

  #changed() {
    for (const check of this.#waiters) {
      check();
    }
  }

  /** Waits until the condition holds, or the time is over. */
  async #until(condition, timeoutMs) {
    let over = condition();
    if (over) {
      return;
    }
    await new Promise((resolve) => {
      const check = () => {
        if (over || condition()) {
          cancel();
          this.#waiters.delete(check);
          resolve();
        }
      };
      const expire = () => {
        over = true;
        check();
      };
      const cancel = timeoutMs === undefined ? () => {} : this.#clock.after(timeoutMs, expire);
      this.#waiters.add(check);
    });
  }

  /** Waits until the condition holds; the sequencer's close ends it. */
  async #untilOpen(condition) {
    await this.#until(() => this.#closing || condition());
    if (this.#closing) {
      throw new Closing();
    }
  }
}
