// How much of the picture comes: what there is to choose from, and what comes now and why.
import { fill, h, say, show } from '../util/dom.js';
import { T, has } from '../util/texts.js';
import { icon } from '../kit/icon.js';
import { choose, roving } from '../kit/radios.js';
import { openSheet } from '../kit/sheet.js';
import { auto, soundOnly } from '../media/wish.js';

const lines = (n) => `${n}p`;

/** @param {number} q */
export const choiceText = (q) => (q === auto ? T('quality.auto') : q === soundOnly ? T('quality.sound') : lines(q));

/** The encodings there are, in lines; with more than one, which comes. @param {import('../media/stream.js').Stream} stream */
export function layersText(stream) {
  const q = stream.quality, all = q?.layers.join(', ') ?? '';
  return q?.lines && q.layers.length > 1 ? T('stats.layer', { Lines: q.lines, All: all }) : all;
}

/** Why no more comes; '' if there is no more. @param {import('../media/stream.js').Stream} stream */
export function whyText(stream) {
  const key = 'quality.why.' + stream.quality?.why;
  return has(key) ? T(key) : '';
}

/** The choice among what there is that a wish comes to. @param {number} want @param {number[]} layers the largest first */
export function chosen(want, layers) {
  if (want <= 0 || !layers.length) return want;
  return layers.find((n) => n <= want) ?? layers.at(-1);
}

function nowText(stream) {
  if (stream?.via === 'hls') return T('web.quality.hls');
  const q = stream?.quality;
  if (!q || !(q.lines || q.sound)) return '';
  const now = q.sound ? T('quality.sound') : lines(q.lines);
  return T('quality.now', { Now: whyText(stream) ? T('quality.because', { Now: now, Why: whyText(stream) }) : now });
}

/** Opens the choice. @param {import('../room/visit.js').Visit} visit */
export function openQuality(visit) {
  const list = roving(h('div', { class: 'choices', role: 'radiogroup', 'aria-label': T('quality.picture'), data: { test: 'quality-choices' } }));
  const now = h('p', { class: 'muted', role: 'status', data: { test: 'quality-now' } });
  const stop = visit.listen(() => update());
  const el = openSheet({ title: T('web.quality'), class: 'side', test: 'quality-sheet', body: [list, now], closed: stop });
  /** @type {Map<number, HTMLElement>} */
  const made = new Map();

  function choice(n) {
    if (!made.has(n)) {
      made.set(n, h('button', { type: 'button', role: 'radio', class: 'button plain wide choice', data: { test: 'quality-' + n, quality: n }, on: { click: () => visit.streams.want(n) } }, icon('check'), choiceText(n)));
    }
    return made.get(n);
  }

  function update() {
    if (visit.room.phase !== 'in') { el.close(); return; }
    const stream = visit.main, layers = stream?.quality?.layers ?? [], is = chosen(visit.streams.quality, layers);
    const had = list.contains(document.activeElement);
    fill(list, [auto, ...new Set(layers.length || is <= 0 ? layers : [is]), soundOnly].map(choice));
    choose(list, (b) => Number(b.dataset.quality) === is);
    if (had && !list.contains(document.activeElement)) choice(is).focus();
    show(list, stream?.via !== 'hls');
    say(now, nowText(stream));
  }
  update();
}
