// Whether a picture can be seen: not in a tab that is hidden, nor scrolled out of sight.

/** Some browsers do not tell of a picture in a window of its own, which is seen whatever becomes of the tab. */
const tells = 'pictureInPictureElement' in document;

export class Sight {
  /** @param {HTMLVideoElement} el @param {() => void} changed it may be another now */
  constructor(el, changed) {
    Object.assign(this, { el, changed, away: false });
    this.observer = new IntersectionObserver((all) => { this.away = !all.at(-1).isIntersecting; changed(); });
    this.observer.observe(el);
    document.addEventListener('visibilitychange', changed);
    for (const e of ['enterpictureinpicture', 'leavepictureinpicture']) el.addEventListener(e, changed);
  }

  get hidden() { return tells && document.pictureInPictureElement !== this.el && (document.hidden || this.away); }

  stop() {
    this.observer.disconnect();
    document.removeEventListener('visibilitychange', this.changed);
  }
}
