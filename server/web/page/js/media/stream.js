// One user's stream as it is watched: by WebRTC, or by HLS where nothing else gets
// through. It owns the element that shows it.
import { Emitter } from '../util/emitter.js';
import { h } from '../util/dom.js';
import { Code, codeOf } from '../net/codes.js';
import { playHLS, warmHLS } from './hls.js';
import { Losses } from './losses.js';
import { Order } from './order.js';
import { connected, negotiate, soundAgain, transportOf } from './peer.js';
import { Wish, soundOnly } from './wish.js';

const patience = 9000, shortPatience = 4000, warmAfter = 3500, longestWait = 8000, standstill = 4000, orderPause = 10000;

/** A network that lets no media through stays one: the next stream does not try again for a while. Where media came through before, one failure is the stream's and not the network's. */
const network = { blockedUntil: 0, failures: 0, let: false };
const mostFailures = 3;

/** Refusals that say nothing of HLS itself. */
const passing = new Set([Code.closed, Code.linkLost, Code.timeout, Code.tooFast, Code.unreachable, Code.notPublishing]);

/** Some browsers have H.264 for files and not for WebRTC, Firefox without its plugin for one. */
const takesH264 = () => globalThis.RTCRtpReceiver?.getCapabilities?.('video')?.codecs
  .some((c) => c.mimeType.toLowerCase() === 'video/h264') ?? true;

export class Stream extends Emitter {
  /**
   * @param {string} userId
   * @param {(type: string, data: any) => Promise<any>} call
   * @param {import('./sound.js').Sound} sound
   */
  constructor(userId, call, sound) {
    super();
    Object.assign(this, { userId, call, sound });
    this.video = h('video', { playsinline: true, autoplay: true, disablepictureinpicture: false });
    this.video.muted = true;
    this.state = 'connecting';
    this.via = '';
    this.tries = 0;
    this.bytes = 0;
    this.ended = false;
    this.refused = false; // HLS was
    this.lostHLS = 0; // how often in a row HLS failed where the pictures need it
    this.cut = false; // nothing was sent for a moment while it connected
    this.reordered = false; // it is watched by HLS for its B-frames, which WebRTC has no place for
    /** @type {{lines: number, layers: number[], why: string, sound: boolean}|null} what the server says that it sends */
    this.quality = null;
    this.wish = new Wish(this.video, (wish) => this.call('setPlay', { userId, ...wish }), () => this.#due());
    sound.add(this.video);
    for (const e of ['playing', 'resize']) this.video.addEventListener(e, () => this.#shown());
  }

  /** Begins, or begins again. */
  start() {
    clearTimeout(this.retry);
    this.#hangUp();
    this.reordered = false;
    this.cut = false;
    this.quality = null;
    if (this.ended) return;
    const turn = (this.turn = {});
    const alive = () => this.turn === turn && !this.ended;
    const way = Date.now() < network.blockedUntil || (!this.refused && !takesH264()) ? this.#byHTTP(alive) : this.#byRTC(alive);
    way.catch((err) => { if (alive()) this.#again(err); });
  }

  async #byRTC(alive) {
    const pc = (this.pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' }));
    const media = (this.media = new MediaStream());
    pc.addTransceiver('audio', { direction: 'recvonly' });
    pc.addTransceiver('video', { direction: 'recvonly' });
    pc.ontrack = (e) => {
      if (e.track.kind === 'audio') media.addTrack(e.track);
      else if (alive()) { this.picture = e.track; this.#join(); }
    };
    let reordered = false;
    await negotiate(pc, async (sdp) => {
      const answer = await this.call('play', { userId: this.userId, sdp: soundAgain(sdp), ...this.wish.begin() });
      reordered = !!answer.reordered;
      return answer.sdp;
    });
    if (!alive()) return;
    if (reordered && !this.refused) {
      this.#hangUp();
      this.call('stopPlay', { userId: this.userId }).catch(() => {});
      this.reordered = true;
      await this.#byHTTP(alive);
      return;
    }
    const warm = network.let ? 0 : setTimeout(() => { if (alive()) this.#warm(); }, warmAfter);
    const through = await connected(pc, network.let ? shortPatience : patience);
    clearTimeout(warm);
    if (!through) {
      if (!alive()) return;
      if (network.let && ++network.failures < mostFailures) { this.#again(); return; }
      network.blockedUntil = Date.now() + 60000;
      const turn = this.turn; // it is the same turn that goes on another way
      this.#hangUp();
      this.turn = turn;
      await this.#byHTTP(alive);
      return;
    }
    if (!alive()) return;
    Object.assign(network, { let: true, failures: 0 });
    this.video.srcObject = media;
    void this.sound.play(this.video);
    this.tries = 0;
    this.bytes = -1;
    this.wish.opened();
    this.#is('playing');
    pc.addEventListener('connectionstatechange', () => {
      if (!alive()) return;
      if (pc.connectionState === 'failed' || pc.connectionState === 'closed') this.#again();
    });
    pc.getReceivers()[0]?.transport?.addEventListener('statechange', (e) => {
      if (alive() && (e.target.state === 'closed' || e.target.state === 'failed')) this.#again();
    });
    transportOf(pc).then((t) => { if (alive()) { this.via = t; this.changed(); } }, () => {});
    this.order = new Order();
    this.losses = new Losses();
    this.watch = setInterval(() => this.#watch(alive), 1000);
  }

  /** The server's word on how the stream can be watched now. */
  #address() { return this.call('playAddress', { userId: this.userId }); }

  /** What may be the only way is made ready while the better one is still tried. */
  #warm() { this.#address().then(warmHLS).catch(() => {}); }

  /** Goes back when B-frames have ended. */
  async #ordered(alive) {
    const { reordered } = await this.#address();
    if (alive() && !reordered) this.start();
  }

  async #byHTTP(alive) {
    let address;
    try {
      address = await this.#address();
    } catch (err) {
      network.blockedUntil = 0; // no way by HTTP either: the other one is tried again
      this.refused = !passing.has(codeOf(err));
      throw err;
    }
    if (!alive()) return;
    this.video.srcObject = null; // it would hide what src names
    const failed = () => { // a picture that hardly moves is better than none
      if (this.reordered && ++this.lostHLS >= 3) this.refused = true;
    };
    const hls = await playHLS(this.video, address, () => { if (alive()) { failed(); this.#again(); } })
      .catch((err) => { failed(); throw err; });
    if (!alive()) { hls.stop(); return; }
    this.hls = hls;
    this.via = 'hls';
    this.tries = 0;
    void this.sound.play(this.video);
    this.#is('playing');
    if (this.reordered) this.watch = setInterval(() => this.#ordered(alive).catch(() => {}), orderPause);
    if (address.expires) this.retry = setTimeout(() => this.start(), Math.max(30000, address.expires - Date.now() - 30000));
  }

  /** The server says what it sends. @param {{height?: number, layers?: number[], why?: string}} d PlayQualityEvent */
  hear({ height = 0, layers = [], why = '' }) {
    this.quality = { lines: height, layers, why, sound: !height && !!why && why !== 'source' };
    this.#due();
  }

  /** Something else is to come than before. */
  #due() {
    this.movedAt = Date.now();
    this.#join();
    this.changed();
  }

  /** Browsers hold the sound up until the first picture is there: where none is to come, it has no part in what is played. */
  #join() {
    const { media, picture } = this;
    if (!media || !picture) return;
    const on = media.getTracks().includes(picture), due = this.pictured && this.wish.pictures && !this.quality?.sound;
    if (due && !on) media.addTrack(picture);
    else if (!due && on && !this.video.videoWidth) media.removeTrack(picture);
  }

  /** Whether anything is to flow. */
  get flows() { return this.heard || (this.pictured && this.wish.pictures && !this.quality?.sound); }

  /** Sees a connection that stands still though it is said to be up. */
  async #watch(alive) {
    this.wish.tick();
    const stats = await this.pc.getStats();
    if (!alive()) return;
    let bytes = 0, roundTrip = 0;
    for (const s of stats.values()) {
      if (s.type === 'candidate-pair' && s.nominated) roundTrip = (s.currentRoundTripTime ?? 0) * 1000;
    }
    for (const s of stats.values()) {
      if (s.type !== 'inbound-rtp') continue;
      bytes += s.bytesReceived ?? 0;
      if (s.kind === 'video') {
        const kept = this.losses.keep(s, roundTrip);
        for (const r of this.pc.getReceivers()) if ('jitterBufferTarget' in r && r.jitterBufferTarget !== kept) r.jitterBufferTarget = kept;
      }
      if (s.kind === 'video' && this.order.suspect(s) && !this.refused) {
        const { reordered } = await this.#address().catch(() => ({}));
        if (!alive()) return;
        if (reordered) { this.start(); return; }
      }
    }
    if (bytes !== this.bytes || !this.flows) this.movedAt = Date.now();
    this.bytes = bytes;
    if (Date.now() - this.movedAt > standstill) this.start();
  }

  /** The server says what comes. @param {boolean} video @param {boolean} audio */
  expect(video, audio) {
    Object.assign(this, { pictured: video, heard: audio, expected: video || audio });
    if (!this.flows) this.movedAt = Date.now();
    this.#join();
    if (this.state !== 'connecting' || !this.pc) return;
    if (!this.expected) this.cut = true; // the server ends what it could not tell yet
    else if (this.cut) this.start();
  }

  /** Something is available again: if nothing flows, it is asked for. */
  look() {
    const refused = this.refused;
    Object.assign(this, { refused: false, lostHLS: 0 });
    if (refused && !takesH264()) { // what came by WebRTC may be sound alone
      this.tries = 0;
      this.start();
      return;
    }
    if (this.state === 'playing' && (this.via === 'hls' || this.pc?.connectionState === 'connected')) return;
    this.tries = 0;
    if (this.state !== 'connecting') this.start();
  }

  #again(err) {
    this.turn = null;
    this.#hangUp();
    this.#is('waiting');
    if (codeOf(err) === Code.notInRoom || codeOf(err) === Code.closed) return;
    const wait = Math.min(longestWait, 300 * 2 ** this.tries++);
    this.retry = setTimeout(() => { this.#is('connecting'); this.start(); }, wait);
  }

  #is(state) {
    this.state = state;
    this.changed();
  }

  #shown() {
    if (this.via === 'hls') this.lostHLS = 0;
    this.changed();
  }

  /** Whether a picture is to be seen. */
  get showing() { return this.state === 'playing' && !this.soundAlone && this.video.videoWidth > 0 && this.video.readyState >= 2; }

  /** Whether sound alone is sent, by choice or because the line carries no picture. Out of sight the last picture stays. */
  get soundAlone() {
    return this.state === 'playing' && this.via !== 'hls' && (this.wish.quality === soundOnly || (!!this.quality?.sound && this.quality.why !== 'hidden'));
  }

  /** How loud it is, 0 to 1. */
  level() {
    for (const r of this.pc?.getReceivers() ?? []) {
      if (r.track.kind === 'audio') return r.getSynchronizationSources()[0]?.audioLevel ?? 0;
    }
    return 0;
  }

  #hangUp() {
    clearInterval(this.watch);
    this.wish.closed();
    this.media = this.picture = null;
    this.hls?.stop();
    this.hls = null;
    if (this.pc) {
      this.pc.onconnectionstatechange = null;
      this.pc.close();
      this.pc = null;
    }
  }

  /** Ends for good. @param {boolean} tell whether the server is to be told */
  stop(tell) {
    this.ended = true;
    clearTimeout(this.retry);
    this.#hangUp();
    this.wish.stop();
    this.sound.remove(this.video);
    this.video.srcObject = null;
    this.video.remove();
    if (tell) this.call('stopPlay', { userId: this.userId }).catch(() => {});
  }
}
