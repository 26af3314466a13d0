// The sign that stands for a gift.
import { assets } from '../paths.js';
import { SVG } from './icon.js';

const sheet = new URL('gifts.svg', assets);
// Drawn, not written: not every system has a typeface with these.
const drawn = new Set(['rose', 'clap', 'coffee', 'cake', 'star', 'fireworks', 'rocket', 'castle']);

/** Its own, where the server has one, else a picture of ours. @param {{giftId: string, icon?: string}} g @returns {Node} */
export function giftSign(g) {
  const own = Array.from(g.icon ?? '');
  if (own.length > 0 && own.length <= 2 && own[0].codePointAt(0) > 0x2000) return document.createTextNode(g.icon);
  const svg = document.createElementNS(SVG, 'svg'), use = document.createElementNS(SVG, 'use');
  svg.setAttribute('class', 'gift-picture');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `${sheet.pathname}#${drawn.has(g.giftId) ? g.giftId : 'gift'}`);
  svg.append(use);
  return svg;
}
