// The page around the diagram: headline, selection, keys, filters, theme.

const PAGE_STEPS = 10;
let timer = null;

function drawHead() {
  const verdict = byId("verdict");
  verdict.className = failed ? "bad" : "good";
  verdict.textContent = failed ? "✖ Violated" : "✔ Passed";
  byId("title").textContent = failed ? header.property : "All checks passed";
  document.title = `${failed ? "✖ " + header.property : "✔ passed"} · ${ran ? `seed ${header.seed} · ` : ""}isequencer`;
  if (failed) {
    byId("finding").innerHTML = findingHtml();
  }
  const options = Object.entries(header.options)
    .map(([name, value]) => `<span>${escapeHtml(name.replace(/[A-Z]/g, c => " " + c.toLowerCase()))} <b>${escapeHtml(value)}</b></span>`);
  const faults = steps.filter(step => step.fault).length;
  const run = `<span>seed <b>${escapeHtml(header.seed)}</b></span><span>moves <b>${steps.length}</b></span>`
    + `<span>of them faults <b>${faults}</b></span><span>virtual time <b>${longTime(steps.length ? steps[steps.length - 1].ms : 0)}</b></span>`;
  byId("facts").innerHTML = (ran ? run : "") + `<details><summary>options</summary><div class="pop">${options.join("")}</div></details>`
    + (header.replay ? `<span class="replay">${ran ? "replay" : "again"} <code>${escapeHtml(header.replay)}</code></span>` : "");
  byId("note").textContent = header.note;
  byId("note").hidden = header.note === "";
}

function longTime(ms) {
  const text = shortTime(ms);
  return text.endsWith("s") || text.endsWith("h") ? text : `${text} ms`;
}

function findingHtml() {
  const text = header.message.startsWith(`${header.property}: `)
    ? header.message.slice(header.property.length + 2) : header.message;
  const link = ([id, place, sentence]) => `<a href="${escapeHtml(place)}" title="${escapeHtml(sentence)}">${id}</a>`;
  const told = header.rules.filter(([, , sentence]) => sentence).map(rule => `<p>${link(rule)} ${escapeHtml(rule[2])}</p>`);
  const inWords = told.length ? `<details id="rules"><summary>in words</summary><div class="pop">${told.join("")}</div></details>` : "";
  const row = (name, value) => value ? `<dt>${name}</dt><dd>${value}</dd>` : "";
  const rules = header.rules.length ? `kept by ${header.rules.map(link).join(" ")} ${inWords}` : "";
  const mustHold = row("Must hold", `<b>${escapeHtml(header.mustHold)}</b>`);
  if (header.property === "Relation") {
    return `<dl>${mustHold}${misfitRows(text, row)}</dl>`;
  }
  const [, place, expected, got] = /^(?:(.*): )?expected (.*); got (.*)$/s.exec(text)
    ?? /^()(.*); got (.*)$/s.exec(text)
    ?? (([, found, wanted]) => ["", "", wanted, found])(/^(.*); expected (.*)$/s.exec(text) ?? ["", text, ""]);
  const where = place && suspect && place !== suspect ? `${suspect} (${place})` : place;
  return `<dl>${mustHold}${row("Where", escapeHtml(where ?? ""))}`
    + `${row("Expected", escapeHtml(expected))}${row("Got", escapeHtml(got))}${row("Rules", rules)}</dl>`;
}

/** What the relation says of a step that it does not have: a line each, of which those with an indent were possible. */
function misfitRows(text, row) {
  const BREAKS = "the state behind it would break ";
  const lines = text.split("\n");
  const list = some => some.length ? `<ul>${some.map(line => `<li>${escapeHtml(line)}</li>`).join("")}</ul>` : "";
  const possible = lines.filter(line => line.startsWith("  ")).map(line => line.trim());
  return row("Where", escapeHtml(lines[0].replace(/:$/, "")))
    + row("Got", escapeHtml(lines[1] ?? ""))
    + row("Possible", list(possible) || "nothing")
    + row("Would break", list(lines.filter(line => line.startsWith(BREAKS)).map(line => line.slice(BREAKS.length))));
}

function drawLegend() {
  const sample = (svg, name) => `<span><svg width="30" height="16" viewBox="2 0 30 16" aria-hidden="true">${svg}</svg>${name}</span>`;
  byId("legend").innerHTML = sample(`<circle class="node client" cx="17" cy="8" r="4.5"/>`, unit)
    + sample(diamond(17, 8), "fault")
    + sample(`<path class="cross" d="M11 2.5l11 11m0 -11l-11 11"/>`, "crash")
    + sample(arrow("call", 0, 8, 36, 8), "call")
    + sample(arrow("reply", 0, 8, 36, 8), "answer")
    + sample(arrow("signal", 0, 8, 36, 8), "signal")
    + sample(arrow("late", 0, 8, 36, 8), "late effect")
    + sample(arrow("lost", 0, 8, 44, 8), "lost or refused")
    + (failed ? sample(`<circle class="ring" cx="17" cy="8" r="6.5"/>`, "violation") : "");
}

/** Marks of faults and of the violation along the slider. */
function drawStrip() {
  const canvas = byId("strip");
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  canvas.width = width * ratio;
  canvas.height = 14 * ratio;
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  const style = getComputedStyle(document.documentElement);
  const at = index => 8 + (width - 16) * (steps.length > 1 ? index / (steps.length - 1) : 0);
  for (const step of steps) {
    if (step.fault) {
      const crash = step.kind === "Crash" || step.kind === "PowerLoss";
      pen.fillStyle = style.getPropertyValue("--fault");
      pen.fillRect(at(step.index) - 0.5, crash ? 0 : 6, 1, crash ? 14 : 8);
    }
  }
  if (header.faultsStoppedAt > 0) {
    pen.fillStyle = style.getPropertyValue("--ink");
    pen.fillRect(at(header.faultsStoppedAt - 1), 0, 1, 14);
  }
  if (failed) {
    pen.fillStyle = style.getPropertyValue("--bad");
    pen.fillRect(at(steps.length - 1) - 2, 0, 4, 14);
  }
}

/** Sizes that change only with the window; asking for them at each step would cost a layout each time. */
const sizes = { head: 0, room: 0, panel: 0, width: 0 };

/** Lays everything out anew: sizes or filters have changed. */
function relayout() {
  computeRows();
  sizes.width = byId("scroll").clientWidth;
  computeLanes(sizes.width);
  drawLaneHead();
  byId("diagram").classList.toggle("narrow", narrow);
  byId("paper").style.minWidth = `${narrow ? textX : textX + 280}px`;
  byId("only").hidden = filters.text === "";
  byId("hits").textContent = filters.text ? `${hits.length} found` : "";
  rowsHtml = "";
  byId("idle").hidden = activeOwners.size === header.owners;
  drawStrip();
  sizes.head = byId("lanehead").offsetHeight;
  sizes.room = byId("scroll").clientHeight;
  sizes.panel = byId("panel").clientWidth;
  reveal();
  drawDiagram();
  drawPanel();
}

/** Scrolls only if the selected row is not in sight. */
function reveal() {
  const scroll = byId("scroll");
  const y = Math.floor(rowOf[selected]) * ROW;
  const room = sizes.room - sizes.head;
  if (y < scroll.scrollTop + ROW || y > scroll.scrollTop + room - 3 * ROW) {
    scroll.scrollTop = y - room / 2;
  }
}

const ADDRESS_MS = 250;
let addressTimer = null;
let addressNotedAt = -ADDRESS_MS;

/** Keeps the address up to date, but not more often than browsers allow. */
function noteInAddress() {
  clearTimeout(addressTimer);
  const wait = addressNotedAt + ADDRESS_MS - performance.now();
  if (wait > 0) {
    addressTimer = setTimeout(noteInAddress, wait);
  } else {
    addressNotedAt = performance.now();
    history.replaceState(null, "", `#step=${selected + 1}`);
  }
}

function select(index) {
  selected = Math.min(Math.max(index, 0), steps.length - 1);
  byId("slider").value = selected + 1;
  byId("slider").setAttribute("aria-valuetext", `${unit} ${selected + 1}: ${laneWords(steps[selected].lane)} ${phraseOf(steps[selected])}`);
  byId("number").value = selected + 1;
  byId("scroll").setAttribute("aria-activedescendant", `row-${selected + 1}`);
  noteInAddress();
  reveal();
  drawDiagram();
  drawPanel();
}

/** The next step, in one direction, among those that are shown. */
function move(by) {
  const row = rowOf[selected];
  const target = by > 0 ? Math.floor(row) + by : Math.ceil(row) + by;
  select(shown[Math.min(Math.max(target, 0), shown.length - 1)] ?? selected);
}

function play(on) {
  clearInterval(timer);
  timer = null;
  if (on) {
    if (selected === steps.length - 1) {
      select(0);
    }
    timer = setInterval(() => {
      move(1);
      if (rowOf[selected] >= shown.length - 1) {
        play(false);
      }
    }, 1000 / Number(byId("speed").value));
  }
  byId("play").textContent = on ? "⏸ Pause" : "▶ Play";
  byId("play").setAttribute("aria-label", on ? "Pause" : "Play");
}

const KEYS = {
  ArrowLeft: () => move(-1), ArrowUp: () => move(-1), ArrowRight: () => move(1), ArrowDown: () => move(1),
  PageUp: () => move(-PAGE_STEPS), PageDown: () => move(PAGE_STEPS),
  Home: () => select(shown[0] ?? 0), End: () => select(shown[shown.length - 1] ?? 0),
  " ": () => play(timer === null), "/": () => byId("search").focus(),
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const target = event.target;
  const typing = target.matches("input:not([type=range]):not([type=checkbox]), select");
  const pressing = event.key === " " && target.matches("button, summary, a, input");
  if (target.id === "search" && event.key === "Enter") {
    const step = event.shiftKey ? [...hits].reverse().find(hit => hit < selected) : hits.find(hit => hit > selected);
    select(step ?? hits[event.shiftKey ? hits.length - 1 : 0] ?? selected);
  } else if (event.key === "Escape") {
    target.blur();
  } else if (!typing && !pressing && KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function setTheme(theme) {
  if (theme) {
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem("isequencer-theme", theme);
    } catch {
      // A page from a file may have no storage; the choice then lasts as long as the page.
    }
  }
  byId("theme").textContent = isDark() ? "☀ Light" : "☾ Dark";
  drawStrip();
}

function storedTheme() {
  try {
    return localStorage.getItem("isequencer-theme");
  } catch {
    return null;
  }
}

function hashStep() {
  const named = /^#step=(\d+)$/.exec(location.hash);
  return named ? Number(named[1]) - 1 : null;
}

function wire() {
  const on = (id, type, action) => byId(id).addEventListener(type, action);
  const filter = (id, name) => on(id, "change", event => {
    filters[name] = event.target.checked;
    relayout();
  });
  filter("only-hits", "onlyHits");
  filter("only-faults", "onlyFaults");
  filter("hide-idle", "hideIdle");
  filter("fold", "fold");
  on("search", "input", event => {
    filters.text = event.target.value.trim().toLowerCase();
    relayout();
  });
  on("first", "click", KEYS.Home);
  on("back", "click", () => move(-1));
  on("play", "click", () => play(timer === null));
  on("forth", "click", () => move(1));
  on("last", "click", KEYS.End);
  on("speed", "change", () => play(timer !== null));
  on("slider", "input", event => select(Number(event.target.value) - 1));
  on("number", "change", event => select(Number(event.target.value) - 1));
  on("theme", "click", () => setTheme(isDark() ? "light" : "dark"));
  on("scroll", "scroll", () => requestAnimationFrame(drawDiagram));
  const pick = event => {
    const holder = event.target.closest("[data-step]");
    if (holder) {
      event.preventDefault();
      select(Number(holder.dataset.step));
    }
  };
  on("paper", "click", pick);
  on("panel", "click", pick);
  document.addEventListener("keydown", onKey);
  window.addEventListener("hashchange", () => select(hashStep() ?? selected));
  window.addEventListener("resize", relayout);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTheme(null));
}

/** The words of the page itself that depend on what a row is. */
function nameUnits() {
  for (const holder of document.querySelectorAll("[data-unit]")) {
    holder.textContent = holder.dataset.unit === "capital" ? Unit : unit;
  }
  for (const id of ["slider", "scrub", "panel", "scroll", "first", "back", "forth", "last"]) {
    byId(id).setAttribute("aria-label", byId(id).getAttribute("aria-label").replace("Step", Unit).replace("step", unit));
  }
}

nameUnits();
drawHead();
drawLegend();
setTheme(storedTheme());
if (steps.length > 0) {
  byId("slider").max = steps.length;
  byId("number").max = steps.length;
  byId("count").textContent = `of ${steps.length}`;
  selected = hashStep() ?? (failed ? steps.length - 1 : 0);
  selected = Math.min(Math.max(selected, 0), steps.length - 1);
  wire();
  relayout();
  select(selected);
}
document.documentElement.dataset.ready = "true";
