// The streams of everybody on stage.
import { keep, recall } from '../util/kept.js';
import { Stream } from './stream.js';
import { auto, soundOnly } from './wish.js';

/** What this browser remembers, if it can be. */
function remembered() {
  const q = recall('quality', auto);
  return Number.isInteger(q) && q >= soundOnly && q <= 16384 ? q : auto;
}

export class Streams {
  /** @param {(type: string, data: any) => Promise<any>} call @param {import('./sound.js').Sound} sound @param {() => void} changed */
  constructor(call, sound, changed) {
    Object.assign(this, { call, sound, changed });
    /** @type {Map<string, Stream>} */
    this.all = new Map();
    this.quality = remembered();
  }

  /** Plays those who are on stage, and no others. @param {any[]} anchors @param {string} me */
  set(anchors, me) {
    const here = new Set();
    for (const a of anchors) {
      if (a.userId === me) continue;
      here.add(a.userId);
      let s = this.all.get(a.userId);
      if (!s) {
        s = new Stream(a.userId, this.call, this.sound);
        s.listen(this.changed);
        s.wish.want(this.quality);
        this.all.set(a.userId, s);
        s.start();
      }
      s.expect(a.video, a.audio);
    }
    for (const [id, s] of this.all) {
      if (here.has(id)) continue;
      s.stop(true);
      this.all.delete(id);
    }
  }

  /** Chooses the quality of all pictures, also of those that come, in this browser. @param {number} quality see Wish.want */
  want(quality) {
    keep('quality', (this.quality = quality));
    for (const s of this.all.values()) s.wish.want(quality);
    this.changed();
  }

  /** @param {any} d PlayQualityEvent */
  hear(d) { this.all.get(d.userId)?.hear(d); }

  /** @param {string} userId */
  look(userId) { this.all.get(userId)?.look(); }

  /** After a reconnect of the link: what does not flow is asked for at once. */
  lookAll() { for (const s of this.all.values()) s.look(); }

  /** The server has another place for all of them now. */
  moveAll() { for (const s of this.all.values()) s.start(); }

  stop() {
    for (const s of this.all.values()) s.stop(false);
    this.all.clear();
  }
}
