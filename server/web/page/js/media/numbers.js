// The numbers of one stream that is watched, from one reading to the next.

/** @typedef {{width: number, height: number, fps: number, bitRate: number, roundTrip: number, loss: number, jitter: number, delay: number,
 *   freezes: number, dropped: number, codec: string}} Reading times in milliseconds, 0 or '' what is not known */

export class Numbers {
  constructor() { this.before = null; }

  /** @param {import('./stream.js').Stream} stream @param {number} now the server's time @returns {Promise<Reading>} */
  async read(stream, now) {
    const got = stream.via === 'hls' ? ofElement(stream, now) : stream.pc ? await ofConnection(stream.pc) : null;
    if (!got) { this.before = null; return { ...none }; }
    const at = performance.now(), b = this.before?.stream === stream ? this.before : null;
    this.before = { stream, at, ...got.totals };
    const s = b ? (at - b.at) / 1000 : 0, t = got.totals;
    const gone = b ? t.lost - b.lost : t.lost, came = b ? t.packets - b.packets : t.packets;
    return {
      ...none, width: stream.video.videoWidth, height: stream.video.videoHeight, ...got.now,
      fps: s ? Math.max(0, t.frames - b.frames) / s : 0, bitRate: s ? (Math.max(0, t.bytes - b.bytes) * 8) / s : 0,
      loss: gone > 0 ? gone / (gone + Math.max(0, came)) : 0, freezes: t.freezes, dropped: t.dropped,
    };
  }
}

const none = { width: 0, height: 0, fps: 0, bitRate: 0, roundTrip: 0, loss: 0, jitter: 0, delay: 0, freezes: 0, dropped: 0, codec: '' };

async function ofConnection(pc) {
  const totals = { bytes: 0, lost: 0, packets: 0, frames: 0, freezes: 0, dropped: 0 }, now = { roundTrip: 0, jitter: 0, codec: '' };
  const all = await pc.getStats();
  for (const s of all.values()) {
    if (s.type === 'candidate-pair' && s.nominated && s.currentRoundTripTime) now.roundTrip = s.currentRoundTripTime * 1000;
    if (s.type !== 'inbound-rtp') continue;
    totals.bytes += s.bytesReceived ?? 0;
    totals.lost += s.packetsLost ?? 0;
    totals.packets += s.packetsReceived ?? 0;
    if (s.kind !== 'video') continue;
    Object.assign(totals, { frames: s.framesDecoded ?? 0, freezes: s.freezeCount ?? 0, dropped: s.framesDropped ?? 0 });
    now.jitter = (s.jitter ?? 0) * 1000;
    now.codec = (all.get(s.codecId)?.mimeType ?? '').replace('video/', '');
  }
  return { totals, now };
}

function ofElement(stream, now) {
  const q = stream.video.getVideoPlaybackQuality(), h = stream.hls?.numbers();
  return {
    totals: { bytes: h?.bytes ?? 0, lost: 0, packets: 0, frames: q.totalVideoFrames, freezes: h?.stalls ?? 0, dropped: q.droppedVideoFrames },
    now: { delay: h?.playing ? Math.max(0, now - h.playing) : 0, codec: 'HLS' },
  };
}
