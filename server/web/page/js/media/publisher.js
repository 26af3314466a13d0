// The own camera and microphone: seen by oneself first, then sent.
import { connected, negotiate } from './peer.js';

const patience = 15000;

/** Puts H.264 in front, as the relay's other viewers have it cheapest. */
function preferH264(transceiver) {
  const all = RTCRtpReceiver.getCapabilities?.('video')?.codecs;
  if (!all || !transceiver.setCodecPreferences) return;
  const good = (c) => c.mimeType.toLowerCase() === 'video/h264' && /packetization-mode=1/.test(c.sdpFmtpLine ?? '') && /profile-level-id=42/i.test(c.sdpFmtpLine ?? '');
  const kept = [...all.filter(good), ...all.filter((c) => !good(c))];
  try { transceiver.setCodecPreferences(kept); } catch { /* its own order */ }
}

export class Publisher {
  /** @param {(type: string, data: any) => Promise<any>} call @param {() => void} changed @param {(key: string) => void} failed a device fails while it is sent */
  constructor(call, changed, failed) {
    Object.assign(this, { call, changed, failed });
    this.reset();
  }

  reset() {
    this.stream = null; // MediaStream of what is chosen
    this.camera = ''; // device IDs; '' the browser's choice
    this.microphone = '';
    this.micOff = false;
    this.camOff = false;
    this.failure = null; // of the devices: key of words
    this.devices = [];
  }

  track(kind) { return this.stream?.getTracks().find((t) => t.kind === kind) ?? null; }

  /**
   * Opens camera and microphone for the preview, or others than before.
   * @param {boolean} soundOnly
   */
  async prepare(soundOnly) {
    const turn = (this.turn = {});
    const video = soundOnly ? false : { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 }, ...(this.camera ? { deviceId: { exact: this.camera } } : { facingMode: 'user' }) };
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...(this.microphone ? { deviceId: { exact: this.microphone } } : {}) };
    this.stopTracks();
    this.failure = null;
    try {
      const got = await this.#open(video, audio);
      if (this.turn !== turn) { for (const t of got.getTracks()) t.stop(); return; }
      this.stream = got;
      this.#apply();
      for (const t of got.getTracks()) t.onended = () => this.#unplugged(t);
      await this.list();
    } catch (err) {
      if (this.turn === turn) this.failure = failureOf(err, soundOnly);
    }
    this.changed();
  }

  /** Both, or the one there is. */
  async #open(video, audio) {
    if (!navigator.mediaDevices) throw new DOMException('not over plain http', 'SecurityError');
    try {
      return await navigator.mediaDevices.getUserMedia({ video, audio });
    } catch (err) {
      if (!video || err.name === 'NotAllowedError') throw err;
      const got = await navigator.mediaDevices.getUserMedia({ audio }).catch(() => null) ?? await navigator.mediaDevices.getUserMedia({ video }).catch(() => null);
      if (!got) throw err;
      this.failure = got.getVideoTracks().length ? 'noMicrophone' : 'noCamera';
      return got;
    }
  }

  /** Sends what is previewed. @param {boolean} soundOnly */
  async publish(soundOnly) {
    this.soundOnly = soundOnly;
    if (soundOnly) {
      const v = this.track('video');
      if (v) { v.stop(); this.stream.removeTrack(v); }
    }
    if (!this.stream) await this.prepare(soundOnly);
    if (!this.stream) throw new Error(this.failure ?? 'no media');
    await this.#send();
    this.sending = true;
  }

  async #send() {
    this.pc?.close();
    const pc = (this.pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' }));
    const [audio, video] = [this.track('audio'), this.track('video')];
    if (audio) pc.addTransceiver(audio, { direction: 'sendonly', streams: [this.stream] });
    if (video && !this.soundOnly) {
      const t = pc.addTransceiver(video, { direction: 'sendonly', streams: [this.stream], sendEncodings: [{ maxBitrate: 1500000, maxFramerate: 30 }] });
      preferH264(t);
      if ('contentHint' in video) video.contentHint = 'motion';
    }
    await negotiate(pc, async (sdp) => (await this.call('publish', { sdp, ...this.flags() })).sdp);
    if (this.pc !== pc) return;
    if (!await connected(pc, patience)) throw new Error('media blocked');
    pc.addEventListener('connectionstatechange', () => {
      if (this.pc === pc && this.sending && (pc.connectionState === 'failed' || pc.connectionState === 'closed')) this.again();
    });
  }

  /** Sends again after a loss. @param {boolean} [anew] the server knows nothing of the connection any more */
  again(anew = true) {
    if (!this.sending || (!anew && this.pc?.connectionState === 'connected')) return;
    clearTimeout(this.retry);
    const sent = this.#send(), pc = this.pc; // the one that it has made
    sent.catch(() => { if (this.sending && this.pc === pc) this.retry = setTimeout(() => this.again(), 2000); });
  }

  flags() { return { video: !!this.track('video') && !this.camOff && !this.soundOnly, audio: !!this.track('audio') && !this.micOff }; }

  /** Mutes the microphone or switches the camera off. */
  mute(what, off) {
    if (what === 'audio') this.micOff = off;
    else this.camOff = off;
    this.#apply();
    if (this.sending) this.call('setMedia', this.flags()).catch(() => {});
    this.changed();
  }

  #apply() {
    const [a, v] = [this.track('audio'), this.track('video')];
    if (a) a.enabled = !this.micOff;
    if (v) v.enabled = !this.camOff;
  }

  /** Another device, also while sending. @param {'video'|'audio'} kind @param {string} id */
  async choose(kind, id) {
    const { camera, microphone, sending } = this, soundOnly = !!this.soundOnly || (sending && kind !== 'video' && !this.track('video'));
    if (kind === 'video') this.camera = id;
    else this.microphone = id;
    await this.prepare(soundOnly);
    if (!sending || !this.sending) return;
    if (this.failure && (camera !== this.camera || microphone !== this.microphone)) { // what was sent before goes on
      const failed = this.failure;
      Object.assign(this, { camera, microphone });
      await this.prepare(soundOnly);
      this.failed(failed);
    }
    await this.#swap();
  }

  /** Opens what was chosen again: it may be allowed or connected by now. */
  async retry() {
    await this.prepare(!!this.soundOnly);
    if (!this.sending) return;
    if (this.failure) this.failed(this.failure);
    await this.#swap();
  }

  /** Has what is sent come from the devices in use now. */
  async #swap() {
    const senders = this.pc?.getSenders() ?? [], kinds = (this.stream?.getTracks() ?? []).map((t) => t.kind);
    if (kinds.some((k) => !senders.some((s) => s.track?.kind === k))) { this.again(); return; }
    for (const s of senders) if (s.track && this.track(s.track.kind)) await s.replaceTrack(this.track(s.track.kind));
    this.call('setMedia', this.flags()).catch(() => {});
    this.changed();
  }

  /** A device is gone, as when it is unplugged or no longer allowed: the browser's choice takes its place, if there is one. */
  async #unplugged(track) {
    if (!this.stream?.getTracks().includes(track)) return;
    this.stream.removeTrack(track);
    this[track.kind === 'video' ? 'camera' : 'microphone'] = '';
    await this.choose(track.kind, '');
    if (this.sending && !this.track(track.kind)) this.failed(this.failure ?? (track.kind === 'video' ? 'noCamera' : 'noMicrophone'));
  }

  /** The devices there are, anew. */
  async list() {
    this.devices = (await navigator.mediaDevices?.enumerateDevices() ?? []).filter((d) => d.kind !== 'audiooutput');
    this.changed();
  }

  stopTracks() {
    for (const t of this.stream?.getTracks() ?? []) t.stop();
    this.stream = null;
  }

  /** The stream is watched where a picture may not change its size: then pictures are left out instead. @param {boolean} on */
  steady(on) {
    for (const s of this.pc?.getSenders() ?? []) {
      if (s.track?.kind !== 'video') continue;
      const p = s.getParameters();
      p.degradationPreference = on ? 'maintain-resolution' : 'balanced';
      s.setParameters(p).catch(() => {});
    }
  }

  /** Lets go of everything. */
  release() {
    clearTimeout(this.retry);
    this.turn = null;
    this.sending = false;
    this.soundOnly = false;
    this.stopTracks();
    this.pc?.close();
    this.pc = null;
    this.micOff = this.camOff = false;
    this.changed();
  }
}

/** Which words fit what getUserMedia says. */
function failureOf(err, soundOnly) {
  const mic = soundOnly ? 'microphone' : 'camera';
  if (err.name === 'NotAllowedError' || err.name === 'SecurityError') return mic + 'Denied';
  if (err.name === 'NotReadableError') return mic + 'Busy';
  return soundOnly ? 'noMicrophone' : 'noCamera';
}
