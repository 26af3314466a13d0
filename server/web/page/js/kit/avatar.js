import { h, say } from '../util/dom.js';
import { avatarColors, ownPicture } from '../util/look.js';
import { nameOf } from '../util/format.js';

function initial(name) {
  for (const c of name) if (/[\p{L}\p{N}]/u.test(c)) return c.toUpperCase();
  return '?';
}

/** A round picture of a user. @param {any} u User @param {string} [size] a class */
export function avatar(u, size = '') {
  const el = h('span', { class: 'avatar ' + size, 'aria-hidden': 'true' });
  setAvatar(el, u);
  return el;
}

/** @param {HTMLElement} el @param {any} u */
export function setAvatar(el, u) {
  const key = `${u.userId}\n${u.avatarUrl ?? ''}\n${nameOf(u)}`;
  if (el.key === key) return;
  el.key = key;
  const [a, b] = avatarColors(u.avatarUrl, u.userId);
  el.style.backgroundImage = `linear-gradient(135deg, ${a}, ${b})`;
  say(el, initial(nameOf(u)));
  const picture = ownPicture(u.avatarUrl);
  if (picture) el.append(h('img', { src: picture, alt: '', on: { error: (e) => e.target.remove() } }));
}
