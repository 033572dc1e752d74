// What the selected step did, and the state after it.

const FIELD_WORDS = {
  client: "client", nextOffset: "next offset", actualizing: "actualizing", closing: "closing", flusher: "flusher",
  signalled: "flusher signalled", actualizer: "actualizer", pendingCheckpoint: "pending checkpoint",
  writingCheckpoint: "writing checkpoint", inproc: "in transaction", cache: "cache", pending: "pending",
  writing: "being written", checkpoint: "stored checkpoint", numbers: "stored", end: "log ends before",
  durableEnd: "durable before", largest: "logged", events: "event", issued: "issued",
  lateWrites: "late writes under way", lateAppends: "late appends under way",
  txWs: "transaction in", txOffset: "transaction at offset", txLast: "last in transaction", txIssued: "issued in transaction",
  txExplicit: "explicit in transaction", txAppend: "append", missSeq: "reading", missPending: "pending when it read",
  cancelled: "flusher is to stop", answered: "read answered", answer: "number read", left: "still to be written",
  tried: "tried to write", early: "checkpoint read early", highest: "highest up to offset", top: "highest in event",
  first: "first event with", txTop: "highest in transaction", txSize: "numbers in transaction", lateTop: "highest in append",
};

function fieldWords(field) {
  const [name, ...rest] = field.split(".");
  return [FIELD_WORDS[name] ?? name, ...rest].join(" ");
}

/** A path as the place and the field in it. */
function split(path) {
  const dot = path.indexOf(".");
  const place = dot < 0 ? "" : path.slice(0, dot);
  if (place.startsWith("owner")) {
    return { place: `owner ${place.slice(5)}`, field: path.slice(dot + 1) };
  }
  return { place: "devices", field: place === "storage" || place === "log" ? path.slice(dot + 1) : path };
}

function show(value) {
  if (value === undefined || value === null) {
    return `<span class="none">–</span>`;
  }
  return typeof value === "boolean" ? value ? "yes" : "no" : escapeHtml(String(value).replace(/_/g, " "));
}

const KIND_WORDS = {
  call: ["called at", "has its effect at"], reply: ["answers", "answered at"], late: ["timed out at", "lands at"],
  lost: ["began at", "fails at"], signal: ["signalled at", "wakes at"],
};

function jump(index) {
  return `<a href="#step=${index + 1}" data-step="${index}">${unit} ${index + 1}</a>`;
}

function linksOf(step) {
  const causes = step.arrows.filter(([, from]) => from > 0 && from !== step.index + 1)
    .map(([kind, from]) => `${KIND_WORDS[kind][0]} ${jump(from - 1)}`);
  const effects = (leadsTo.get(step.index) ?? []).map(({ kind, step: to }) => `${KIND_WORDS[kind][1]} ${jump(to)}`);
  const all = [...new Set([...causes, ...effects])];
  return all.length ? `<p class="links">↔ ${all.join(" · ")}</p>` : "";
}

function drawStep(state, before) {
  const step = steps[selected];
  const violating = failed && selected === steps.length - 1;
  const badges = (violating ? `<span class="badge bad">✖ violated here</span>` : "")
    + (step.fault ? `<span class="badge fault">◆ fault</span>` : "");
  const name = laneWords(step.lane);
  const who = step.part === "world" ? "" : `<em class="${step.part}">${name[0].toUpperCase()}${name.slice(1)}</em> `;
  const phrase = phraseOf(step);
  byId("step").innerHTML = `<p class="where">${Unit} <b id="current">${selected + 1}</b> of ${steps.length}${ran ? ` · ${step.ms.toLocaleString("en")} ms` : ""} ${badges}</p>`
    + `<h2 class="headline">${who}${escapeHtml(who ? phrase : phrase[0].toUpperCase() + phrase.slice(1))}</h2>`
    + (step.detail && step.detail !== phrase ? `<p>${escapeHtml(step.detail)}</p>` : "")
    + namesOf(step)
    + linksOf(step) + changesOf(step, state, before);
}

function namesOf(step) {
  const move = `in a capsule <code>${escapeHtml(step.move)}</code>`;
  const actions = step.actions ? `in the specification <code>${escapeHtml(step.actions)}</code>` : "";
  const names = [ran ? move : "", actions].filter(name => name);
  return names.length ? `<p class="names">${names.join(" · ")}</p>` : "";
}

function changesOf(step, state, before) {
  const items = [];
  for (let i = 0; i < step.delta.length && selected > 0; i += 2) {
    const path = step.delta[i];
    const { place, field } = split(header.paths[path]);
    if (field.startsWith("events.") && state[path] === null) {
      continue;
    }
    const was = field.startsWith("events.") ? "" : `<s>${show(before[path])}</s> → `;
    items.push(`<li><span class="place">${place}</span> ${escapeHtml(fieldWords(field))} ${was}<b>${show(state[path])}</b></li>`);
  }
  if (selected === 0) {
    return "";
  }
  return items.length ? `<ul class="changes" aria-label="What changed">${items.join("")}</ul>` : `<p class="none">No state changed.</p>`;
}

/** Fields in the order in which they were first seen, those of one map together. */
function fieldsOf(wanted) {
  const groups = new Map();
  for (const path of header.paths) {
    const { place, field } = split(path);
    if (wanted(place)) {
      const name = field.split(".")[0];
      (groups.get(name) ?? groups.set(name, new Set()).get(name)).add(field);
    }
  }
  return [...groups.values()].flatMap(fields => [...fields].sort((a, b) => a.localeCompare(b, "en", { numeric: true })));
}

const ownerFields = fieldsOf(place => place.startsWith("owner"));
const deviceFields = fieldsOf(place => place === "devices");
const devicePath = new Map(header.paths.filter(path => split(path).place === "devices").map(path => [split(path).field, path]));

function cell(state, before, path) {
  const now = valueOf(state, path);
  const was = valueOf(before, path);
  if (selected > 0 && now !== was) {
    return `<td class="changed">● ${show(now)} <small>was ${show(was)}</small></td>`;
  }
  return `<td>${show(now)}</td>`;
}

function stateRows(fields, columns, state, before) {
  return fields.map(field => {
    const paths = columns.map(column => column(field));
    const empty = paths.every(path => valueOf(state, path) === undefined && valueOf(before, path) === undefined);
    return empty ? "" : `<tr><th scope="row">${escapeHtml(fieldWords(field))}</th>`
      + paths.map(path => cell(state, before, path)).join("") + "</tr>";
  }).join("");
}

function drawState(state, before) {
  const own = owners();
  const columns = own.map(owner => field => `owner${owner}.${field}`);
  byId("state").innerHTML = `<h2>${ran || selected > 0 ? `State after this ${unit}` : "The state before"}</h2><table><thead><tr><th scope="col">owners</th>`
    + own.map(owner => `<th scope="col">owner ${owner}</th>`).join("") + "</tr></thead><tbody>"
    + stateRows(ownerFields, columns, state, before) + `</tbody></table>`
    + `<table><thead><tr><th scope="col">storage and log</th><th scope="col">value</th></tr></thead><tbody>`
    + stateRows(deviceFields, [field => devicePath.get(field)], state, before) + "</tbody></table>";
}

function drawPanel() {
  const state = stateAfter(selected);
  // A run begins with nothing, a proof's step with a state.
  const before = stateAfter(ran ? selected - 1 : Math.max(selected - 1, 0));
  drawStep(state, before);
  drawNumbers(state, before);
  drawState(state, before);
}
