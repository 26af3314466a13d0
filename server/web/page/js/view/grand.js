// The shows of the dearest gifts: shapes that only move, drawn by the browser's compositor.
import { h } from '../util/dom.js';

const colours = ['#f5b83d', '#e52236', '#5163ff', '#3dd68c', '#1770ee', '#f4f6ff'];

/** @param {HTMLElement} layer @param {string} kind the gift's ID @param {Node} sign @param {number} time milliseconds */
export function playGrand(layer, kind, sign, time) {
  const w = layer.clientWidth, high = layer.clientHeight;
  if (kind === 'fireworks') fireworks(layer, w, high, time);
  else if (kind === 'rocket') rocket(layer, w, high, sign, time);
  else fountain(layer, w, high, sign, time);
}

function spark(layer, colour, size, frames, options) {
  const s = h('span', { class: 'spark' });
  Object.assign(s.style, { background: colour, width: `${size}px`, height: `${size}px` });
  layer.append(s);
  s.animate(frames, { fill: 'both', ...options }).onfinish = () => s.remove();
}

const at = (x, y, scale) => `translate(${x}px, ${y}px) scale(${scale})`;

function fireworks(layer, w, high, time) {
  [[0.28, 0.34, 0], [0.7, 0.26, 0.18], [0.5, 0.42, 0.36]].forEach(([bx, by, from], burst) => {
    for (let i = 0; i < 16; i++) {
      const angle = (2 * Math.PI * i) / 16, reach = (0.13 + 0.05 * (i % 3)) * high * 1.6;
      const x = bx * w, y = by * high, dx = Math.cos(angle) * reach, dy = Math.sin(angle) * reach;
      spark(layer, colours[(burst * 2 + (i % 2)) % colours.length], 14, [
        { transform: at(x, y, 0.2), opacity: 1 }, { transform: at(x + dx * 0.8, y + dy * 0.8, 1), opacity: 1, offset: 0.5 },
        { transform: at(x + dx, y + dy + high * 0.12, 0), opacity: 0 },
      ], { duration: time / 2, delay: from * time, easing: 'ease-out' });
    }
  });
}

function large(layer, sign, frames, time) {
  const s = h('span', { class: 'grand-sign' }, sign);
  layer.append(s);
  s.animate(frames, { duration: time, fill: 'both', easing: 'ease-in-out' }).onfinish = () => s.remove();
}

function rocket(layer, w, high, sign, time) {
  const y = (p) => high * (1.15 - p * 1.35);
  for (let i = 0; i < 24; i++) {
    const p = (i / 24) * 0.8, x = w / 2 + ((i % 5) - 2) * 12;
    spark(layer, colours[i % 2], 10 + (i % 4) * 4, [{ transform: at(x, y(p) + 50, 1), opacity: 0.9 }, { transform: at(x, y(p) + 110, 0), opacity: 0 }],
      { duration: time * 0.22, delay: p * time });
  }
  large(layer, sign, [{ transform: at(w / 2 - 55, y(0), 1) }, { transform: at(w / 2 - 35, y(0.6), 1), offset: 0.55 }, { transform: at(w / 2 - 55, y(1.1), 1) }], time);
}

function fountain(layer, w, high, sign, time) {
  for (let i = 0; i < 30; i++) {
    const angle = Math.PI * (0.15 + (0.7 * (i % 15)) / 14), start = (i / 30) * 0.5, far = high * 0.7, up = high * (0.4 + 0.05 * (i % 6));
    const x = w / 2, y = high * 0.62, dx = -Math.cos(angle) * far;
    spark(layer, colours[i % colours.length], 8 + (i % 3) * 4, [
      { transform: at(x, y, 1), opacity: 1 }, { transform: at(x + dx * 0.5, y - Math.sin(angle) * up, 0.9), opacity: 1, offset: 0.45 }, { transform: at(x + dx, y + high * 0.3, 0.3), opacity: 0 },
    ], { duration: time * 0.45, delay: start * time });
  }
  large(layer, sign, [{ transform: at(w / 2 - 55, high * 1.15, 1) }, { transform: at(w / 2 - 55, high * 0.42, 1), offset: 0.2 }, { transform: at(w / 2 - 55, high * 0.42, 1.08), offset: 0.88 }, { transform: at(w / 2 - 55, high * 1.15, 1) }], time);
}
