// What the server is told of one picture: how large it is shown, whether it can be seen, and
// which quality is wanted. It sends no more than that.
import { Sight } from './sight.js';

const again = 3000;

/** The qualities that are no number of lines. */
export const auto = 0, soundOnly = -1;

const same = (a, b) => !!a && a.quality === b.quality && ['width', 'height', 'hidden'].every((k) => a.view[k] === b.view[k]);

export class Wish {
  /** @param {HTMLVideoElement} video @param {(wish: object) => Promise<any>} send @param {() => void} changed the server is told something else */
  constructor(video, send, changed) {
    Object.assign(this, { video, send, changed });
    this.quality = auto;
    this.open = false; // the server has somebody who plays
    this.after = 0;
    this.sight = new Sight(video, () => this.#seen());
    this.told = this.#now();
  }

  /** In pixels of the screen and steps of 16. */
  #now() {
    const up = (n) => Math.min(16384, Math.ceil((n * devicePixelRatio) / 16) * 16);
    const view = this.sight.hidden ? { width: 0, height: 0, hidden: true } : { width: up(this.video.clientWidth), height: up(this.video.clientHeight), hidden: false };
    return { view, quality: this.quality };
  }

  /** What a new stream is asked for with. */
  begin() {
    this.open = false;
    return (this.last = this.told = this.#now());
  }

  /** The stream plays. */
  opened() {
    this.open = true;
    this.#seen();
  }

  closed() { this.open = false; }

  /** What is seen again is told at once, what is not when it has stood for a while. */
  #seen() {
    const now = this.#now();
    if (this.open && this.told.view.hidden && !now.view.hidden) this.#tell(now);
  }

  /** Looks at it, once a second: a window that is drawn larger is not told step by step. */
  tick() {
    const now = this.#now(), stands = same(this.last, now);
    this.last = now;
    if (this.open && stands && !same(this.told, now) && Date.now() >= this.after) this.#tell(now);
  }

  /** @param {number} quality 0 for what line and picture allow, -1 for sound alone, or lines at most */
  want(quality) {
    this.quality = quality;
    if (this.open && this.told.quality !== quality) this.#tell(this.#now());
  }

  #tell(now) {
    const before = this.told;
    this.told = now;
    this.changed();
    this.send(now).catch(() => {
      if (this.told !== now) return;
      this.told = before; // as the server has it
      this.after = Date.now() + again;
      this.changed();
    });
  }

  /** Whether a picture is to come. */
  get pictures() { return !this.told.view.hidden && this.told.quality !== soundOnly; }

  stop() {
    this.open = false;
    this.sight.stop();
  }
}
