// Lines that lose packets. A browser asks again, and a tenth of a second later once more if that
// got lost, too; on a line that loses a tenth somebody always waits. Pictures and sound are then
// kept for so long that three questions are answered before they are due.
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
