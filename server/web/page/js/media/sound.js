// Whether the page is heard, and how loud. Browsers let a page sound only after
// somebody has pressed something on it.
import { Emitter } from '../util/emitter.js';
import { keep, recall } from '../util/kept.js';

export class Sound extends Emitter {
  constructor() {
    super();
    this.on = false;
    this.volume = recall('volume', 1);
    /** @type {Map<HTMLMediaElement, boolean>} and whether it is muted by itself */
    this.elements = new Map();
  }

  /** Takes an element in: it is heard as all are. @param {HTMLMediaElement} el */
  add(el) {
    this.elements.set(el, false);
    this.#apply(el);
  }

  /** @param {HTMLMediaElement} el */
  remove(el) { this.elements.delete(el); }

  /** Mutes one of them for this person alone. */
  muteOne(el, muted) {
    if (!this.elements.has(el)) return;
    this.elements.set(el, muted);
    this.#apply(el);
    this.changed();
  }

  mutedOne(el) { return !!this.elements.get(el); }

  /** Plays an element; where sound is refused, without it. @param {HTMLMediaElement} el */
  async play(el) {
    try {
      await el.play();
    } catch (err) {
      if (err.name !== 'NotAllowedError' || el.muted) return;
      this.set(false);
      await el.play().catch(() => {});
    }
  }

  /** Switches the sound on or off; on has to come from a press. @param {boolean} on */
  set(on) {
    this.on = on;
    for (const el of this.elements.keys()) this.#apply(el);
    if (on) for (const el of this.elements.keys()) void this.play(el);
    this.changed();
  }

  /** @param {number} v 0 to 1 */
  setVolume(v) {
    this.volume = Math.min(1, Math.max(0, v));
    keep('volume', this.volume);
    for (const el of this.elements.keys()) this.#apply(el);
    this.changed();
  }

  #apply(el) {
    el.muted = !this.on || this.elements.get(el);
    el.volume = this.volume;
  }
}
