// Keeps, from before a page's own scripts, what the page shows and what its connections count.
window.lines = (() => {
  const connections = [], pictures = [], seen = new WeakSet(), streams = new Map(), delays = [];
  const Own = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Own {
    constructor(...args) {
      super(...args);
      connections.push(this);
    }
  };

  // Each picture: its time on screen since 1970, lines, and how many the screen had since the one before.
  const follow = (video) => {
    let before;
    const next = (_, of) => {
      pictures.push([performance.timeOrigin + of.presentationTime, Math.min(of.width, of.height), before === undefined ? 1 : of.presentedFrames - before]);
      before = of.presentedFrames;
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  };
  setInterval(() => {
    for (const v of document.querySelectorAll('video')) if (!seen.has(v)) { seen.add(v); follow(v); }
  }, 20);

  const since1900 = 2208988800000;
  const count = async () => {
    for (const [i, c] of connections.entries()) {
      const all = await c.getStats().catch(() => []);
      for (const s of all.values()) {
        if (s.type !== 'inbound-rtp') continue;
        streams.set(i + s.id, { ...s, codec: all.get(s.codecId)?.mimeType ?? '' });
        if (s.kind === 'video' && s.estimatedPlayoutTimestamp) delays.push(s.timestamp + since1900 - s.estimatedPlayoutTimestamp);
      }
    }
  };
  setInterval(count, 500);

  return {
    // What came after the first n pictures and m delays, and the counts by now.
    async look(n, m) {
      await count();
      return { began: performance.timeOrigin, pictures: pictures.slice(n), delays: delays.slice(m), streams: [...streams.values()],
        bytes: performance.getEntries().reduce((sum, e) => sum + (e.transferSize ?? 0), 0) };
    },
  };
})();
