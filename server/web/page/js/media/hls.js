// Playing by HTTP alone, where a network lets neither UDP nor TCP to the media port.
import { assets, at } from '../paths.js';

const library = new URL('vendor/hls.min.mjs', assets);

/** Whether the browser plays playlists by itself. @param {HTMLMediaElement} el */
const native = (el) => el.canPlayType('application/vnd.apple.mpegurl') !== '';

/** Has the server begin to make what may be played soon, and the library at hand. @param {{url: string}} from */
export async function warmHLS(from) {
  await Promise.all([import(library.href), fetch(at(from.url.replace(/^\//, '')), { cache: 'no-store' })]);
}

/**
 * Plays a playlist in an element.
 * @param {HTMLVideoElement} el @param {{url: string, plainUrl?: string}} from
 * @param {() => void} lost it cannot go on
 * @returns {Promise<{stop: () => void, numbers: () => {bytes: number, playing: number, stalls: number}}>} playing: when what is seen was taken, 0 if that is not known
 */
export async function playHLS(el, from, lost) {
  const url = at(from.url.replace(/^\//, ''));
  const MSE = window.ManagedMediaSource ?? window.MediaSource;
  if (!MSE) {
    if (!native(el)) throw new Error('no way to play HLS');
    el.src = url;
    el.addEventListener('error', lost, { once: true });
    return { stop() { el.removeEventListener('error', lost); el.removeAttribute('src'); el.load(); }, numbers: () => ({ bytes: 0, playing: 0, stalls: 0 }) };
  }
  const { default: Hls } = await import(library.href);
  const hls = new Hls({ enableWorker: false, lowLatencyMode: true, liveSyncDuration: undefined, backBufferLength: 10 });
  let repaired = 0, bytes = 0, stalls = 0;
  hls.on(Hls.Events.BUFFER_APPENDING, (_name, data) => { bytes += data.data.byteLength; });
  hls.on(Hls.Events.ERROR, (_name, data) => {
    if (data.details === Hls.ErrorDetails.BUFFER_STALLED_ERROR) stalls++;
    if (!data.fatal) return;
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR && repaired++ < 3) hls.recoverMediaError();
    else lost();
  });
  hls.loadSource(url);
  hls.attachMedia(el);
  return { stop() { hls.destroy(); el.removeAttribute('src'); el.load(); }, numbers: () => ({ bytes, playing: hls.playingDate?.getTime() ?? 0, stalls }) };
}
