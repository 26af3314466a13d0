/** How far the server's clock is ahead of this one's, by the best of the last answers (RFC 5905). */
export class Clock {
  constructor() {
    this.samples = [];
    this.offset = 0;
  }

  /** @param {{sent: number, received: number, replied: number}} ping microseconds @param {number} arrived milliseconds */
  take(ping, arrived) {
    const [sent, received, replied] = [ping.sent / 1000, ping.received / 1000, ping.replied / 1000];
    this.samples.push({ trip: arrived - sent - (replied - received), offset: (received - sent + (replied - arrived)) / 2 });
    if (this.samples.length > 8) this.samples.shift();
    this.offset = this.samples.reduce((a, b) => (b.trip < a.trip ? b : a)).offset;
  }

  /** The server's time, milliseconds. */
  now() { return Date.now() + this.offset; }

  /** The round trip, milliseconds; 0 before the first. */
  get trip() { return this.samples.length ? Math.min(...this.samples.map((s) => s.trip)) : 0; }
}
