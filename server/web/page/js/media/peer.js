// What playing and publishing have in common: one offer, one answer.

/** Describes the connection to the server and takes its answer over. The server is ICE-lite: it needs no candidates of ours.
 * @param {RTCPeerConnection} pc @param {(sdp: string) => Promise<string>} exchange */
export async function negotiate(pc, exchange) {
  await pc.setLocalDescription(await pc.createOffer());
  const sdp = await exchange(pc.localDescription.sdp);
  await pc.setRemoteDescription({ type: 'answer', sdp });
}

/** An offer by which lost sound may be asked for again: Chromium does so where the answer says it, and never offers it.
 * @param {string} sdp */
export const soundAgain = (sdp) => sdp.replace(/^a=rtpmap:(\d+) opus\/.*\r\n/gim, (line, type) => {
  const again = `a=rtcp-fb:${type} nack\r\n`;
  return sdp.includes(again) ? line : line + again;
});

/**
 * Waits until media can flow. @param {RTCPeerConnection} pc @param {number} time milliseconds
 * @returns {Promise<boolean>} false: no way to the server
 */
export function connected(pc, time) {
  return new Promise((done) => {
    const end = (ok) => { clearTimeout(t); pc.removeEventListener('connectionstatechange', look); done(ok); };
    const look = () => {
      if (pc.connectionState === 'connected') end(true);
      else if (pc.connectionState === 'failed' || pc.connectionState === 'closed') end(false);
    };
    const t = setTimeout(() => end(false), time);
    pc.addEventListener('connectionstatechange', look);
    look();
  });
}

/** The transport that media took: udp or tcp. @param {RTCPeerConnection} pc */
export async function transportOf(pc) {
  const stats = await pc.getStats();
  for (const s of stats.values()) {
    if (s.type !== 'transport' || !s.selectedCandidatePairId) continue;
    const pair = stats.get(s.selectedCandidatePairId);
    return stats.get(pair?.localCandidateId)?.protocol ?? '';
  }
  return '';
}
