// Sees that B-frames have begun: pictures come and are not decoded.
const least = 8, times = 2, pause = 10;

export class Order {
  constructor() { Object.assign(this, { received: 0, decoded: 0, bad: 0, rest: 0 }); }

  /** Takes a second's numbers in. True: the server is to be asked, as a slow machine looks alike. @param {any} s of inbound-rtp */
  suspect(s) {
    const came = (s.framesReceived ?? 0) - this.received, shown = (s.framesDecoded ?? 0) - this.decoded;
    Object.assign(this, { received: s.framesReceived ?? 0, decoded: s.framesDecoded ?? 0 });
    this.bad = came >= least && shown < came / 2 ? this.bad + 1 : 0;
    if (this.rest > 0) this.rest--;
    if (this.bad < times || this.rest > 0) return false;
    this.rest = pause;
    return true;
  }
}
