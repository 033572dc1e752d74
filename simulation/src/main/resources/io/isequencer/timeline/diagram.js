// The space-time diagram. Only what is in sight is drawn.

const MARGIN_ROWS = 12;
let selected = 0;
let rowsHtml = "";

function centre(index) {
  return rowOf[index] * ROW + MARKS / 2;
}

function drawDiagram() {
  const scroll = byId("scroll");
  const first = Math.max(0, Math.floor(scroll.scrollTop / ROW) - MARGIN_ROWS);
  const last = Math.min(shown.length, Math.ceil((scroll.scrollTop + sizes.room) / ROW) + MARGIN_ROWS);
  const inSight = shown.slice(first, last);
  const top = first * ROW;
  const height = (last - first) * ROW;
  const svg = `<svg class="sheet" width="${textX}" height="${height}" viewBox="0 ${top} ${textX} ${height}"`
    + ` style="top:${top}px" aria-hidden="true">${lifeLines(inSight, last)}${arrowsIn(first, last)}${marksIn(inSight)}</svg>`;
  const html = inSight.map(rowHtml).join("") + svg + (last === shown.length ? verdictRow() : "");
  if (html !== rowsHtml) {
    rowsHtml = html;
    const paper = byId("paper");
    paper.style.height = `${(shown.length + 1) * ROW + 8}px`;
    paper.innerHTML = html;
  }
}

function rowHtml(index) {
  const step = steps[index];
  const classes = ["row"];
  if (index === selected) {
    classes.push("selected");
  }
  if (step.fault) {
    classes.push("fault");
  }
  if (failed && index === steps.length - 1) {
    classes.push("violating");
  }
  if (matches(step)) {
    classes.push("hit");
  }
  const pause = index > 0 && step.ms - steps[index - 1].ms > 1 ? " pause" : "";
  let html = `<div class="${classes.join(" ")}" id="row-${index + 1}" role="option" data-step="${index}"`
    + ` aria-selected="${index === selected}" style="top:${rowOf[index] * ROW}px" title="${escapeHtml(step.detail)}">`
    + `<span class="no">${index + 1}</span><span class="ms${pause}">${ran ? shortTime(step.ms) : ""}</span>`
    + `<span class="text" style="${narrow ? `width:${sizes.width - 16}px` : `left:${textX}px`}">${rowText(step)}</span></div>`;
  const gap = index - (shown[rowOf[index] - 1] ?? -1) - 1;
  if (gap > 0) {
    const folded = isFolded(steps[index - 1]) ? `<span>${gap} ${unit}s that repeat these or change nothing</span>` : "";
    html += `<div class="gap" role="presentation" style="top:${rowOf[index] * ROW}px">${folded}</div>`;
  }
  if (index + 1 === header.faultsStoppedAt && index + 1 < steps.length) {
    html += `<div class="border" role="presentation" style="top:${(rowOf[index] + 1) * ROW}px">`
      + `<span style="left:${narrow ? 8 : textX}px">the faults stop here</span></div>`;
  }
  return html;
}

function rowText(step) {
  const phrase = phraseOf(step);
  const late = step.arrows.find(([kind]) => kind === "late");
  const since = late ? ` (set out at ${unit} ${late[1]})` : "";
  const who = step.part === "world" ? "" : `<em class="${step.part}">${escapeHtml(shortLane(step.lane))}</em> `;
  const detail = step.detail === phrase ? "" : step.detail;
  return `${who}<b>${escapeHtml(phrase)}</b>${detail || since ? " · " : ""}${escapeHtml(detail + since)}`;
}

function shortLane(lane) {
  const [owner, part] = lane.split(".");
  return part ? `${part}${header.owners > 1 ? " " + owner.slice(1) : ""}` : lane;
}

function verdictRow() {
  const text = failed ? `✖ ${header.message}` : "✔ The run ends here; all checks passed.";
  return `<div class="end ${failed ? "bad" : "good"}" role="presentation" style="top:${shown.length * ROW + 3}px" title="${escapeHtml(text)}">`
    + `${escapeHtml(text)}</div>`;
}

/** Thin where a task waits, thick where it works, nothing where its owner is down. */
function lifeLines(inSight) {
  let svg = "";
  for (const lane of lanes) {
    const x = laneX.get(lane.id);
    const busy = activity[lane.id];
    if (!busy) {
      const y = inSight.length ? [rowOf[inSight[0]] * ROW, (rowOf[inSight[inSight.length - 1]] + 1) * ROW] : [0, 0];
      svg += `<line class="life ${lane.part}" x1="${x}" x2="${x}" y1="${y[0]}" y2="${y[1]}"/>`;
      continue;
    }
    let from = 0;
    while (from < inSight.length) {
      const level = busy[inSight[from]];
      let to = from + 1;
      while (to < inSight.length && busy[inSight[to]] === level) {
        to++;
      }
      if (level !== DOWN) {
        // A state begins with the step that brings it about.
        const y1 = from === 0 ? rowOf[inSight[0]] * ROW : centre(inSight[from]);
        const y2 = to === inSight.length ? (rowOf[inSight[to - 1]] + 1) * ROW : centre(inSight[to]);
        svg += `<line class="life ${lane.part}${level === BUSY ? " busy" : ""}" x1="${x}" x2="${x}" y1="${y1}" y2="${y2}"/>`;
      }
      from = to;
    }
  }
  return svg;
}

function arrowsIn(first, last) {
  let svg = "";
  for (const step of steps) {
    if (step.arrows.length === 0 || rowOf[step.index] < first) {
      continue;
    }
    for (const [kind, from, start, end] of step.arrows) {
      const source = Math.max(from - 1, 0);
      if (rowOf[source] > last || !laneX.has(start) || !laneX.has(end)) {
        continue;
      }
      if (rowOf[source] % 1 !== 0 && rowOf[step.index] % 1 !== 0) {
        continue;
      }
      const hot = step.index === selected || source === selected;
      svg += arrow(kind, laneX.get(start), centre(source), laneX.get(end), centre(step.index), hot, true);
    }
  }
  return svg;
}

function arrow(kind, x1, y1, x2, y2, hot, effect) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const dx = (x2 - x1) / length;
  const dy = (y2 - y1) / length;
  const fromX = x1 + dx * 5;
  const fromY = y1 + dy * 5;
  const reach = kind === "lost" ? length * 0.62 : length - 8;
  const toX = x1 + dx * reach;
  const toY = y1 + dy * reach;
  const line = `<line x1="${fromX}" y1="${fromY}" x2="${toX}" y2="${toY}"/>`;
  const at = (along, across) => `${toX + dx * along - dy * across} ${toY + dy * along + dx * across}`;
  let head = `<path class="head" d="M${at(2, 0)}L${at(-6, 3.6)}L${at(-6, -3.6)}Z"/>`;
  if (kind === "lost") {
    head = `<path d="M${toX - 4} ${toY - 4}l8 8m0 -8l-8 8"/>`;
  } else if (kind === "signal" || kind === "reply") {
    head = `<path d="M${at(-6, 4)}L${at(1, 0)}L${at(-6, -4)}"/>`;
  }
  if (kind === "call" && y1 === y2 && effect) {
    head += `<circle class="effect" cx="${x2}" cy="${y2}" r="3"/>`;
  }
  return `<g class="arrow ${kind}${hot ? " hot" : ""}">${line}${head}</g>`;
}

function marksIn(inSight) {
  return inSight.map(index => {
    const step = steps[index];
    const x = laneX.get(step.lane);
    const y = centre(index);
    let svg = "";
    if (TOUCHES_OWNER.has(step.kind) || step.kind === "PowerLoss") {
      svg += ownerMarks(step, y);
    }
    if (x !== undefined) {
      svg += step.fault ? diamond(x, y) : `<circle class="node ${step.part}" cx="${x}" cy="${y}" r="4.5"/>`;
      if (failed && index === steps.length - 1) {
        svg += `<circle class="ring" cx="${x}" cy="${y}" r="9.5"/>`;
      }
      if (index === selected) {
        svg += `<circle class="chosen" cx="${x}" cy="${y}" r="8"/>`;
      }
    }
    return svg;
  }).join("");
}

function diamond(x, y) {
  return `<path class="node fault" d="M${x} ${y - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5Z"/>`;
}

/** Crash, restart and eviction come from the world and strike an owner's lanes; a power loss strikes all. */
function ownerMarks(step, y) {
  const own = lanes.filter(lane => lane.id.startsWith("o") && (step.kind === "PowerLoss"
    ? step.index > 0 && activity[lane.id][step.index - 1] !== DOWN
    : lane.id.startsWith(`o${step.owner}.`)));
  const struck = step.kind === "Evict" ? own.slice(0, 1) : own;
  if (struck.length === 0) {
    return "";
  }
  const from = laneX.get(struck[0].id);
  let svg = `<line class="strike" x1="${from}" x2="${laneX.get("world")}" y1="${y}" y2="${y}"/>`;
  for (const lane of struck) {
    const x = laneX.get(lane.id);
    if (step.kind === "Restart") {
      svg += `<circle class="born" cx="${x}" cy="${y}" r="4.5"/>`;
    } else if (step.kind === "Evict") {
      svg += `<path class="hole" d="M${x} ${y - 5}l5 5l-5 5l-5 -5Z"/>`;
    } else {
      svg += `<path class="cross" d="M${x - 5.5} ${y - 5.5}l11 11m0 -11l-11 11"/>`;
    }
  }
  return svg;
}
