// The adapter: what the oracle asks (conformance/PROTOCOL.md) becomes calls of the sequencer, and what the sequencer wants
// of its storage becomes requests to the oracle.

import { VirtualClock } from "./clock.mjs";
import { Busy, Sequencer, SequencerError, StorageError } from "./sequencer.mjs";
import { ask, nextLine, serve } from "./wire.mjs";

const CAPABILITIES = ["use", "crash", "virtualTime", "writeAhead"];
const HELLO = { name: "node", version: "1.0", language: "JavaScript", protocol: 1, capabilities: CAPABILITIES };

let live; // { owner, clock, sequencer }, until it is crashed

class OracleStorage {
  constructor(owner) {
    this.owner = owner;
  }

  async call(op, fields) {
    if (this.owner !== live?.owner) {
      return new Promise(() => {}); // it was crashed: nothing goes on
    }
    const reply = await ask({ op, owner: this.owner, ...fields });
    if (reply.error) {
      throw new StorageError(reply.error.text);
    }
    return reply;
  }

  readNumber = async (wsId, seqId) => BigInt((await this.call("readNumbers", { wsId, seqIds: [seqId] })).numbers[0]);
  readCheckpoint = async () => (await this.call("readNextPLogOffset")).nextPLogOffset;
  readPLog = (from, limit) => this.call("readPLog", { from, limit });
  writeValues = (values) => this.call("writeValues", { values });
  writeValuesAndCheckpoint = (values, checkpoint) =>
    this.call("writeValuesAndNextPLogOffset", { values, nextPLogOffset: checkpoint });
  syncPLog = (below) => this.call("syncPLog", { below });
}

function client() {
  if (live === undefined) {
    throw new SequencerError(1006, "a sequencer must be open");
  }
  return live.sequencer;
}

/** Waits until nothing happens any more without the oracle: its storage, or its tick. */
async function quiesce() {
  const asked = live;
  for (;;) {
    await new Promise(setImmediate);
    const idle = asked !== live || (live?.sequencer.idle ?? true); // one that is gone has nothing left to do
    const wakeInMs = idle ? undefined : live.clock.wakeInMs;
    if (idle || wakeInMs !== undefined) {
      return { idle, wakeInMs };
    }
    await nextLine();
  }
}

const operations = {
  hello: () => HELLO,
  open({ owner, seqTypes, limits }) {
    const kinds = seqTypes.map(({ wsKind, seqs }) => [wsKind, new Map(seqs.map((seq) => [seq.seqId, seq.initial]))]);
    live = { owner, clock: new VirtualClock() };
    try {
      live.sequencer = new Sequencer(new Map(kinds), limits, new OracleStorage(owner), live.clock);
    } catch (e) {
      live = undefined; // what was refused is not open
      throw e;
    }
  },
  start({ wsKind, wsId }) {
    try {
      return { plogOffset: client().start(wsKind, wsId) };
    } catch (e) {
      if (e instanceof Busy) {
        return { busy: e.message };
      }
      throw e;
    }
  },
  next: async ({ seqId }) => ({ number: await client().next(seqId) }),
  use: async ({ seqId, number }) => ({ raised: await client().use(seqId, number) }),
  flush: () => client().flush(),
  actualize: () => client().actualize(),
  quiesce,
  async tick({ ms }) {
    live?.clock.tick(ms);
    await new Promise(setImmediate); // what became due has begun
  },
  crash: () => void (live = undefined),
  close: () => live?.sequencer.close(),
  bye: () => {},
};

const unknown = ({ op }) => {
  throw new SequencerError(10, `op must be known: op=${op}`);
};

serve((request) => (operations[request.op] ?? unknown)(request));
