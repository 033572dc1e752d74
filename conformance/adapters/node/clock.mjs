/** A clock that stands still until it is told to tick: capability virtualTime. */
export class VirtualClock {
  #nowMs = 0;
  #timers = new Set();

  /** Calls back in some time. Returns a function that cancels it. */
  after(ms, callback) {
    const timer = { atMs: this.#nowMs + ms, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  tick(ms) {
    this.#nowMs += ms;
    const due = [...this.#timers].filter((timer) => timer.atMs <= this.#nowMs).sort((a, b) => a.atMs - b.atMs);
    for (const timer of due) {
      if (this.#timers.delete(timer)) {
        timer.callback();
      }
    }
  }

  /** The time until the next timer, or undefined. */
  get wakeInMs() {
    const times = [...this.#timers].map((timer) => timer.atMs - this.#nowMs);
    return times.length === 0 ? undefined : Math.min(...times);
  }
}
