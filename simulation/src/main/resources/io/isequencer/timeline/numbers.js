// Number lines: where each memory stands, for the offsets and for each key.

const LABEL = 148;
const LINE_ROW = 17;

function owners() {
  return [...Array(header.owners).keys()].filter(owner => !filters.hideIdle || activeOwners.has(owner));
}

/** A mark per owner that has a value at the path. */
function perOwner(state, field) {
  return owners()
    .map(owner => ({ value: valueOf(state, `owner${owner}.${field}`), tag: header.owners > 1 ? `o${owner}` : "" }))
    .filter(mark => mark.value);
}

function single(state, path) {
  const value = valueOf(state, path);
  return value ? [{ value, tag: "" }] : [];
}

function offsetRows(state) {
  return [
    ["next offset", "client", perOwner(state, "nextOffset")],
    ["log ends before", "log", single(state, "log.end")],
    ["durable before", "log", single(state, "log.durableEnd")],
    ["pending checkpoint", "client", perOwner(state, "pendingCheckpoint")],
    ["being written", "flusher", perOwner(state, "writingCheckpoint")],
    ["stored checkpoint", "storage", single(state, "storage.checkpoint")],
  ];
}

function keyRows(state, key) {
  return [
    ["issued", "client", single(state, `issued.${key}`)],
    ["logged", "log", single(state, `log.largest.${key}`)],
    ["in transaction", "client", perOwner(state, `inproc.${key}`)],
    ["cache", "client", perOwner(state, `cache.${key}`)],
    ["pending", "client", perOwner(state, `pending.${key}`)],
    ["being written", "flusher", perOwner(state, `writing.${key}`)],
    ["stored", "storage", single(state, `storage.numbers.${key}`)],
  ];
}

function scaleOf(range, width) {
  const [low, high] = range;
  const left = LABEL + 12;
  const right = width - 56;
  const span = Math.max(high - low, 1);
  return value => left + (value - low) / span * (right - left);
}

/** All of a short range; of a long one the part around what is shown, so that neighbours can be told apart. */
function windowOf(range, rows, before) {
  if (range[1] - range[0] <= 24) {
    return range;
  }
  const values = [...rows, ...before].flatMap(([, , marks]) => marks.map(mark => mark.value));
  const low = Math.min(...values);
  const high = Math.max(...values, low + 10);
  return values.length ? [Math.floor(low / 5) * 5, Math.ceil(high / 5) * 5] : range;
}

/** At most about eight round numbers in a range. */
function ticksOf([low, high]) {
  const rough = Math.max((high - low) / 7, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 5, 10].map(factor => factor * power).find(candidate => candidate >= rough);
  const ticks = [];
  for (let tick = Math.ceil(low / size) * size; tick <= high; tick += size) {
    ticks.push(tick);
  }
  return ticks.length ? ticks : [low];
}

function numberLine(whole, rows, before, width, label) {
  const range = windowOf(whole, rows, before);
  const x = scaleOf(range, width);
  const bottom = rows.length * LINE_ROW + 4;
  let svg = `<svg class="numberline" width="${width}" height="${bottom + 16}" role="img" aria-label="${escapeHtml(label)}">`;
  for (const tick of ticksOf(range)) {
    svg += `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="${bottom}"/>`
      + `<text class="tick" x="${x(tick)}" y="${bottom + 12}">${tick}</text>`;
  }
  rows.forEach(([name, part, marks], i) => {
    const y = i * LINE_ROW + 10;
    const was = before[i][2];
    const changed = JSON.stringify(was) !== JSON.stringify(marks);
    svg += `<text class="name${changed ? " changed" : ""}" x="0" y="${y + 4}">${changed ? "● " : ""}${name}</text>`;
    if (changed) {
      svg += was.map(mark => `<circle class="was" cx="${x(mark.value)}" cy="${y}" r="4"/>`).join("");
    }
    svg += marks.length ? lollipops(marks, part, x, y, width) : `<text class="none" x="${LABEL}" y="${y + 4}">–</text>`;
  });
  return svg + "</svg>";
}

/** Marks of equal value share one dot. */
function lollipops(marks, part, x, y, width) {
  const byValue = new Map();
  for (const { value, tag } of marks) {
    byValue.set(value, [...byValue.get(value) ?? [], tag]);
  }
  const largest = Math.max(...byValue.keys());
  let svg = `<line class="stem ${part}" x1="${LABEL}" x2="${x(largest)}" y1="${y}" y2="${y}"/>`;
  const labels = [...byValue].sort((a, b) => a[0] - b[0]).map(([value, tags]) => {
    const names = tags.filter(tag => tag).join(",");
    return { value, x: x(value), size: 12 + 6.5 * (`${value} ${names}`.length), html: `${value}<tspan class="tag"> ${names}</tspan>` };
  });
  svg += labels.map(label => `<circle class="node ${part}" cx="${label.x}" cy="${y}" r="4"/>`).join("");
  const text = (at, anchor, html) => `<text class="value" x="${at}" y="${y + 4}" text-anchor="${anchor}">${html}</text>`;
  // Labels that would cover each other are joined into one line, beside their dots.
  const clusters = [];
  for (const label of labels) {
    const last = clusters[clusters.length - 1];
    if (last && label.x - last.to < last.size) {
      Object.assign(last, { to: label.x, size: last.size + label.size, html: `${last.html} · ${label.html}` });
    } else {
      clusters.push({ ...label, from: label.x, to: label.x });
    }
  }
  return svg + clusters.map(({ from, to, size, html }) => {
    if (to + size < width || from - size < 0) {
      return text(to + 7, "start", html);
    }
    return `<rect class="plate" x="${from - size}" y="${y - 7}" width="${size - 6}" height="14"/>` + text(from - 8, "end", html);
  }).join("");
}

function spoken(title, rows) {
  return `${title}: ` + rows.map(([name, , marks]) =>
    `${name} ${marks.map(mark => `${mark.tag} ${mark.value}`).join(", ") || "none"}`).join("; ");
}

function drawNumbers(state, before) {
  const width = Math.max(sizes.panel - 34, 280);
  const rows = offsetRows(state);
  const offsets = numberLine(ranges.offsets ?? [1, 2], rows, offsetRows(before), width, spoken("Offsets", rows));
  byId("offsets").innerHTML = `<h2>Offsets of the log</h2>${offsets}`;
  const used = header.keys.filter(([name]) => ranges[name]);
  used.sort((a, b) => (b[0] === suspect) - (a[0] === suspect));
  let html = "<h2>Numbers of each key</h2>";
  for (const [name, wsId, seqId, initial] of used) {
    const lines = keyRows(state, name);
    const blamed = name === suspect ? ` <span class="blamed">✖ the violation is about this key</span>` : "";
    const long = `workspace ${wsId}, seqId ${seqId}`;
    html += `<h3>${name}<small>${name === long ? "" : `${long}, `}from ${initial}</small>${blamed}</h3>`
      + numberLine(ranges[name], lines, keyRows(before, name), width, spoken(`Key ${name}`, lines));
  }
  byId("numbers").innerHTML = used.length ? html : "";
}
