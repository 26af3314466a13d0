// The numbers over the stage's corner: of the host's stream, or the first there is.
import { h, say, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { bitRate, millis, shorten } from '../util/format.js';
import { Numbers } from '../media/numbers.js';
import { layersText, whyText } from './quality.js';

const rows = ['size', 'fps', 'bitRate', 'roundTrip', 'loss', 'jitter', 'delay', 'freezes', 'dropped', 'encoder', 'layers', 'why'];

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit */
export function numbersPanel(app, visit) {
  const numbers = new Numbers(), values = rows.map(() => h('dd', {}, '–'));
  const el = h('dl', { class: 'numbers', 'aria-label': T('key.stats'), data: { test: 'numbers' } }, ...rows.map((key, i) => h('div', {}, h('dt', {}, T('stats.' + key)), values[i])));
  const why = h('div', {}, h('dd', { data: { test: 'numbers-why' } }, T('web.bFrames')));
  why.hidden = true;
  el.append(why);
  el.hidden = true;
  let reading = 0, busy = false;

  async function read() {
    const stream = visit.main;
    if (busy || !stream) return;
    busy = true;
    try {
      const n = await numbers.read(stream, app.now());
      const or = (on, text) => (on ? text : '–');
      const texts = [
        or(n.width && !stream.soundAlone, `${n.width} × ${n.height}`), or(n.fps, n.fps.toFixed(1)), or(n.bitRate, bitRate(n.bitRate)), or(n.roundTrip, millis(n.roundTrip)),
        or(n.width && stream.via !== 'hls', `${(n.loss * 100).toFixed(1)} %`), or(n.jitter, millis(n.jitter)), or(n.delay, millis(n.delay)), String(n.freezes), String(n.dropped),
        [n.codec && shorten(n.codec, 24), stream.via !== 'hls' && stream.via.toUpperCase()].filter(Boolean).join(' · ') || '–',
        or(layersText(stream), layersText(stream)), or(whyText(stream), whyText(stream)),
      ];
      texts.forEach((text, i) => say(values[i], text));
      show(why, stream.reordered);
    } finally { busy = false; }
  }

  function toggle() {
    show(el, el.hidden);
    clearInterval(reading);
    if (el.hidden) return;
    void read();
    reading = setInterval(() => void read(), 1000);
  }
  return { el, toggle, get on() { return !el.hidden; }, close() { clearInterval(reading); } };
}
