// Lines that lose packets. A browser asks again, and some time later once more if that got lost,
// too: where a tenth gets lost some picture always waits for it. Pictures and sound are then kept
// until a few questions can have been answered.
const some = 0.03, questions = 300, most = 600, calm = 20;

export class Losses {
  constructor() { Object.assign(this, { asked: 0, came: 0, bad: 0, left: 0, kept: null }); }

  /**
   * Takes a second's numbers of the picture in.
   * @param {any} s of inbound-rtp @param {number} roundTrip milliseconds @returns {number|null} for how long to keep what comes, milliseconds; null for the browser's own
   */
  keep(s, roundTrip) {
    const asked = (s.nackCount ?? 0) - this.asked, came = (s.packetsReceived ?? 0) - this.came;
    Object.assign(this, { asked: s.nackCount ?? 0, came: s.packetsReceived ?? 0 });
    this.bad = asked > came * some ? this.bad + 1 : 0;
    if (this.bad > 1) this.left = calm;
    else if (this.left > 0) this.left--;
    if (!this.left) this.kept = null;
    else this.kept ??= Math.min(most, questions + roundTrip);
    return this.kept;
  }
}
