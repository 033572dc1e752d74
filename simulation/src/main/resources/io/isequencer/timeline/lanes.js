// Which lanes and rows are shown, and where.

/** Heights of a row: of its marks, and of the text below them where there is no room for it beside them. */
const MARKS = 26;
const TEXT_BELOW = 18;
/** The least that lanes with the text beside them need. */
const WIDE = { gutter: 92, lane: 38, text: 300 };
const OWNER_GAP = 12;
let narrow = false;
let ROW = MARKS;
const filters = { text: "", onlyHits: false, onlyFaults: false, hideIdle: true, fold: true };
const TOUCHES_OWNER = new Set(["Crash", "Restart", "Evict"]);

/** The owner that a step belongs to; null if it is nobody's. */
function ownerOf(step) {
  if (step.part === "world") {
    return TOUCHES_OWNER.has(step.kind) ? step.owner : null;
  }
  return step.kind === "LandWrite" || step.kind === "LandAppend" ? null : step.owner;
}

/** Of a proof's two states everyone matters, whoever takes the step. */
const activeOwners = new Set(ran ? steps.map(ownerOf).filter(owner => owner !== null) : [...Array(header.owners).keys()]);

/** Row of each step; a hidden step lies on the edge between two rows. */
const rowOf = new Float64Array(steps.length);
let shown = [];
let hits = [];
let lanes = [];
const laneX = new Map();
let laneWidth = 60;
let textX = 0;

function haystack(step) {
  return step.haystack ??=
    `${step.move} ${step.actions} ${laneWords(step.lane)} ${phraseOf(step)} ${step.detail} ${step.fault ? "fault" : ""}`
      .toLowerCase();
}

function matches(step) {
  return filters.text !== "" && haystack(step).includes(filters.text);
}

const LONGEST_CYCLE = 8;

/** Which steps only repeat what was there before: stretches that change nothing, and cycles. */
const repeats = new Uint8Array(steps.length);

/** Of a stretch that goes on with the given period, all but its first and last cycle is a repeat. */
function markRepeats(period, continues) {
  let from = period;
  for (let i = period; i <= steps.length; i++) {
    if (i === steps.length || !continues(i)) {
      repeats.fill(1, from, Math.max(i - period, from));
      from = i + 1;
    }
  }
}

function isQuiet(step) {
  return step.delta.length === 0 && step.arrows.length === 0 && !step.fault;
}

function findRepeats() {
  markRepeats(1, i => isQuiet(steps[i]) && isQuiet(steps[i - 1]));
  const names = steps.map(step => `${step.move} ${step.actions} ${step.detail}`);
  for (let period = 1; period <= LONGEST_CYCLE; period++) {
    markRepeats(period, i => names[i] === names[i - period]);
  }
}

function isFolded(step) {
  return filters.fold && repeats[step.index] === 1;
}

function computeRows() {
  shown = [];
  hits = [];
  for (const step of steps) {
    const hit = matches(step);
    if (hit) {
      hits.push(step.index);
    }
    const last = failed && step.index === steps.length - 1;
    const visible = last || (!filters.onlyFaults || step.fault) && (!filters.onlyHits || !filters.text || hit)
      && (hit || !isFolded(step));
    rowOf[step.index] = visible ? shown.length : shown.length - 0.5;
    if (visible) {
      shown.push(step.index);
    }
  }
}

function computeLanes(width) {
  lanes = [];
  for (let owner = 0; owner < header.owners; owner++) {
    if (!filters.hideIdle || activeOwners.has(owner)) {
      for (const part of ["client", "flusher", "actualizer"]) {
        lanes.push({ id: `o${owner}.${part}`, name: part, group: `Owner ${owner}`, part });
      }
    }
  }
  lanes.push({ id: "storage", name: "storage", group: "Devices", part: "storage" });
  lanes.push({ id: "log", name: "log", group: "Devices", part: "log" });
  lanes.push({ id: "world", name: "world", group: "", part: "world" });
  const groups = new Set(lanes.map(lane => lane.group)).size;
  narrow = width < WIDE.gutter + lanes.length * WIDE.lane + groups * OWNER_GAP + WIDE.text;
  ROW = narrow ? MARKS + TEXT_BELOW : MARKS;
  const gutter = narrow ? 74 : WIDE.gutter;
  const text = narrow ? 4 : Math.min(Math.max(width * 0.45, WIDE.text), 560);
  const room = width - gutter - text - groups * OWNER_GAP;
  laneWidth = Math.min(Math.max(room / lanes.length, narrow ? 24 : WIDE.lane), 72);
  laneX.clear();
  let x = gutter;
  lanes.forEach((lane, i) => {
    if (i > 0 && lane.group !== lanes[i - 1].group) {
      x += OWNER_GAP;
    }
    lane.left = x;
    laneX.set(lane.id, x + laneWidth / 2);
    x += laneWidth;
  });
  textX = x + (narrow ? 0 : 8);
}

function drawLaneHead() {
  const slanted = laneWidth < 62;
  let html = `<span class="colname" style="left:6px">${unit}</span><span class="colname" style="left:50px">${ran ? "ms" : ""}</span>`;
  let group = null;
  for (const lane of lanes) {
    if (lane.group !== group) {
      group = lane.group;
      const size = lanes.filter(other => other.group === group).length;
      html += group && `<span class="group" style="left:${lane.left}px;width:${size * laneWidth}px">${group}</span>`;
    }
    const style = `left:${lane.left}px;width:${laneWidth}px`;
    html += `<span class="lane ${lane.part}${slanted ? " slanted" : ""}" style="${style}"><i>${lane.name}</i></span>`;
  }
  if (!narrow) {
    html += `<span class="colname" style="left:${textX}px">what happened</span>`;
  }
  byId("lanehead").className = slanted ? "tall" : "";
  byId("lanehead").innerHTML = html;
}

findRepeats();
