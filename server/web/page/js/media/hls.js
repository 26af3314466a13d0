// Playing by HTTP alone, where a network lets neither UDP nor TCP to the media port.
import { assets, at } from '../paths.js';

const library = new URL('vendor/hls.min.mjs', assets);

/** Whether the browser plays playlists by itself. @param {HTMLMediaElement} el */
const native = (el) => el.canPlayType('application/vnd.apple.mpegurl') !== '';

/**
 * Plays a playlist in an element.
 * @param {HTMLVideoElement} el @param {{url: string, plainUrl?: string}} from
 * @param {() => void} lost it cannot go on
 * @returns {Promise<() => void>} which ends it
 */
export async function playHLS(el, from, lost) {
  const url = at(from.url.replace(/^\//, ''));
  const MSE = window.ManagedMediaSource ?? window.MediaSource;
  if (!MSE) {
    if (!native(el)) throw new Error('no way to play HLS');
    el.src = url;
    el.addEventListener('error', lost, { once: true });
    return () => { el.removeEventListener('error', lost); el.removeAttribute('src'); el.load(); };
  }
  const { default: Hls } = await import(library.href);
  const hls = new Hls({ enableWorker: false, lowLatencyMode: true, liveSyncDuration: undefined, backBufferLength: 10 });
  let repaired = 0;
  hls.on(Hls.Events.ERROR, (_name, data) => {
    if (!data.fatal) return;
    if (data.type === Hls.ErrorTypes.MEDIA_ERROR && repaired++ < 3) hls.recoverMediaError();
    else lost();
  });
  hls.loadSource(url);
  hls.attachMedia(el);
  return () => { hls.destroy(); el.removeAttribute('src'); el.load(); };
}
