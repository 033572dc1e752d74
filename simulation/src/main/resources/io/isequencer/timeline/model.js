// The run: its steps, its states, and words for both.

const header = JSON.parse(document.getElementById("header-data").textContent);
const failed = header.property !== "";
/** Whether the steps are those of a run; else those of a proof, which have neither seed nor time. */
const ran = header.seed !== null;
/** What a row is called: a move may take no step of the specification, one or several. */
const unit = ran ? "move" : "step";
const Unit = ran ? "Move" : "Step";

const steps = JSON.parse(document.getElementById("steps-data").textContent).map((row, i) => {
  const [ms, owner, part, move, actions, detail, fault, arrows, delta] = row;
  return {
    index: i, ms, owner, part, move, actions, detail, arrows, delta,
    fault: fault === 1,
    kind: move.split(" ")[1],
    lane: ["client", "flusher", "actualizer"].includes(part) ? `o${owner}.${part}` : part,
  };
});

const pathIndex = new Map(header.paths.map((path, i) => [path, i]));

// A full state each so many steps; those between are reached by applying changes.
const SNAPSHOT_EVERY = 64;
const snapshots = [];

function applyDelta(state, delta) {
  for (let i = 0; i < delta.length; i += 2) {
    state[delta[i]] = delta[i + 1];
  }
}

/** The state after a step, by path index; that of -1 is empty. */
function stateAfter(index) {
  if (index < 0) {
    return [];
  }
  const from = Math.floor(index / SNAPSHOT_EVERY);
  const state = snapshots[from].slice();
  for (let i = from * SNAPSHOT_EVERY + 1; i <= index; i++) {
    applyDelta(state, steps[i].delta);
  }
  return state;
}

/** The value at a path; undefined if there is none. */
function valueOf(state, path) {
  return state[pathIndex.get(path)] ?? undefined;
}

const DOWN = 0;
const IDLE = 1;
const BUSY = 2;

/** How busy each lane is after each step, for the life lines. */
const activity = {};

/** The least and the largest number of each key in the run, and those of all offsets. */
const ranges = {};

function widen(name, value) {
  if (typeof value !== "number" || value === 0) {
    return;
  }
  const range = ranges[name] ??= [value, value];
  range[0] = Math.min(range[0], value);
  range[1] = Math.max(range[1], value);
}

const OFFSET_PATH = /(checkpoint|Checkpoint|nextOffset|\.end|durableEnd)$/;

function readRun() {
  for (let owner = 0; owner < header.owners; owner++) {
    for (const part of ["client", "flusher", "actualizer"]) {
      activity[`o${owner}.${part}`] = new Uint8Array(steps.length);
    }
  }
  const rangeOf = header.paths.map(path => OFFSET_PATH.test(path) ? "offsets" : path.slice(path.lastIndexOf(".") + 1));
  const calm = new Set([undefined, null, "idle", "stopped"]);
  const state = [];
  for (const step of steps) {
    applyDelta(state, step.delta);
    for (let i = 0; i < step.delta.length; i += 2) {
      widen(rangeOf[step.delta[i]], step.delta[i + 1]);
    }
    if (step.index % SNAPSHOT_EVERY === 0) {
      snapshots.push(state.slice());
    }
    for (let owner = 0; owner < header.owners; owner++) {
      const client = valueOf(state, `owner${owner}.client`);
      const up = client !== "down" && client !== undefined;
      const mark = (part, busy) => {
        activity[`o${owner}.${part}`][step.index] = !up ? DOWN : busy ? BUSY : IDLE;
      };
      mark("client", client !== "idle" && client !== "closed");
      mark("flusher", !calm.has(valueOf(state, `owner${owner}.flusher`)));
      mark("actualizer", !calm.has(valueOf(state, `owner${owner}.actualizer`)));
    }
  }
}

const PHRASES = {
  Start: "begins a transaction",
  StartRefused: "is refused a transaction",
  Next: "gets a number",
  Miss: "needs to ask the storage",
  Use: "brings an explicit number",
  Read: "reads a number for the client",
  MissFail: "fails to read a number",
  Fill: "takes over the number read",
  Append: "appends its event",
  AppendFailed: "fails to append",
  AppendUnknownWritten: "appends, but hears nothing",
  AppendUnknownLost: "appends in vain, and hears nothing",
  AppendUnknownLate: "appends, and it is delayed",
  Flush: "publishes its event",
  Actualize: "wants a rebuild",
  Abandon: "gives up and wants a rebuild",
  Close: "closes",
  FlSnapshot: "copies what is pending",
  FlSync: "becomes durable for the flusher",
  FlWrite: "takes a write of the flusher",
  FlReply: "hears that all is written",
  FlPrune: "forgets what it wrote",
  FlFail: "hears of a failure",
  FlTimeout: "gives up waiting",
  FlStall: "has to wait for its call",
  FlWake: "wakes to try again",
  FlStop: "ends",
  FlStep: "goes on",
  ActClear: "empties the memories",
  ActReadCheckpoint: "reads the checkpoint",
  ActScan: "takes over an event",
  ActWaitRoom: "waits for room",
  ActDone: "has rebuilt all",
  ActFail: "hears of a failure",
  ActStop: "ends",
  ActStep: "goes on",
  ActIo: "goes on",
  ActWake: "wakes to try again",
  Evict: "the cache forgets a key",
  Crash: "crash",
  Restart: "restart",
  PowerLoss: "power loss",
  LandWrite: "takes a late write",
  LandAppend: "gets a late append",
  ClockJump: "the clock leaps",
  Before: "a state that satisfies all parts of the invariant",
};

/** A time that fits a narrow column. */
function shortTime(ms) {
  return ms < 100_000 ? String(ms) : ms < 36_000_000 ? `${Math.floor(ms / 1000)} s` : `${(ms / 3_600_000).toFixed(1)} h`;
}

/** What happened, without who did it. */
function phraseOf(step) {
  const action = step.actions.split(" ").pop();
  const own = PHRASES[step.kind];
  const core = PHRASES[action];
  if (step.part === "storage" || step.part === "log" || step.fault || step.kind === "Abandon") {
    return own ?? core ?? step.kind;
  }
  return core ?? own ?? step.kind;
}

function laneWords(lane) {
  const [owner, part] = lane.split(".");
  return part ? `owner ${owner.slice(1)}'s ${part}` : lane === "log" ? "the log" : `the ${lane}`;
}

/** The steps that a step's arrows came from, and those that its own arrows reach. */
const leadsTo = new Map();
for (const step of steps) {
  for (const [kind, from, , to] of step.arrows) {
    if (from !== step.index + 1) {
      (leadsTo.get(from - 1) ?? leadsTo.set(from - 1, []).get(from - 1)).push({ kind, step: step.index, to });
    }
  }
}

/** The key that the violation names, if it names one. */
const suspect = (() => {
  const short = header.keys.find(([name]) => header.message.split(/[ :;,]/).includes(name));
  const named = /workspace (\d+), seqId (\d+)/.exec(header.message) ?? /\[(\d+)\/(\d+)\]/.exec(header.message);
  const key = short ?? (named && header.keys.find(([, wsId, seqId]) => wsId === named[1] && String(seqId) === named[2]));
  return key ? key[0] : null;
})();

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, c => ESCAPES[c]);
}

function byId(id) {
  return document.getElementById(id);
}

readRun();
