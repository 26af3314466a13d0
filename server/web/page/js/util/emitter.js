/** Tells listeners that something has changed, once for all changes of one step. */
export class Emitter {
  constructor() {
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.due = false;
  }

  /** @param {() => void} f @returns {() => void} which ends it */
  listen(f) {
    this.listeners.add(f);
    return () => this.listeners.delete(f);
  }

  changed() {
    if (this.due) return;
    this.due = true;
    queueMicrotask(() => {
      this.due = false;
      for (const f of [...this.listeners]) f();
    });
  }
}
