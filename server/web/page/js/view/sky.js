// What moves over the picture: lines that fly, hearts that rise, large gifts.
import { h } from '../util/dom.js';
import { recall } from '../util/kept.js';
import { T } from '../util/texts.js';
import { giftName, nameOf, shorten } from '../util/format.js';
import { giftSign } from '../kit/giftsign.js';
import { nameColor } from '../util/look.js';
import { avatar } from '../kit/avatar.js';
import { playGrand } from './grand.js';

const rows = 5, rowHeight = 30, crossing = 10000, most = 40, mostHearts = 24, grandTime = 4500;

const still = matchMedia('(prefers-reduced-motion: reduce)');

/** How flying lines are shown: kept by the browser. */
export const flying = { get on() { return recall('fly', true); }, get opacity() { return recall('fade', 100); } };

/** @param {import('../room/visit.js').Visit} visit */
export function sky(visit) {
  const room = visit.room;
  const el = h('div', { class: 'sky', 'aria-hidden': 'true' });
  const free = new Array(rows).fill(0);
  let seen = room.chat.next - 1, hearts = room.likes.others, lines = 0, rising = 0, grand = room.grand?.id ?? 0, queue = [], until = 0, timer = 0;
  const flights = new Map();

  function move(thing, frames, options, over) {
    const a = thing.animate(frames, { fill: 'both', ...options });
    a.onfinish = a.oncancel = () => { thing.remove(); over(); };
    return a;
  }

  function fly(line) {
    const room_ = el.clientHeight, wide = el.clientWidth, now = performance.now();
    const usable = Math.min(rows, Math.max(1, Math.floor(room_ / 3 / rowHeight)));
    const row = free.slice(0, usable).findIndex((t) => t <= now);
    if (row < 0 || lines >= most) return; // too close already; it is in the chat
    const text = h('span', { class: 'fly' }, shorten(line.text, 60));
    Object.assign(text.style, { top: `${12 + row * rowHeight}px`, color: nameColor(line.user.userId), opacity: String(flying.opacity / 100) });
    el.append(text);
    const w = text.offsetWidth;
    const time = (crossing * (wide + w)) / (wide + 200); // all at one speed: none runs into another
    free[row] = now + ((w + 40) / (wide + w)) * time;
    lines++;
    flights.set(line.seq, text);
    move(text, [{ transform: `translateX(${wide}px)` }, { transform: `translateX(${-w}px)` }], { duration: time }, () => { lines--; flights.delete(line.seq); });
  }

  function heart() {
    if (rising >= mostHearts || still.matches) return;
    const signs = ['❤️', '💜', '💙', '🧡', '💗'];
    const s = h('span', { class: 'heart' }, signs[Math.floor(Math.random() * signs.length)]);
    el.append(s);
    rising++;
    const drift = (Math.random() - 0.5) * 80;
    move(s, [
      { transform: 'translate(0, 0) scale(0.4)', opacity: 0 }, { transform: `translate(${drift * 0.3}px, -60px) scale(1)`, opacity: 1, offset: 0.2 },
      { transform: `translate(${drift}px, -260px) scale(1.1)`, opacity: 0 },
    ], { duration: 2000, easing: 'ease-out' }, () => { rising--; });
  }

  function nextGrand() {
    const wait = until - performance.now();
    if (!queue.length || wait > 0) return;
    const b = queue.shift();
    until = performance.now() + grandTime;
    timer = setTimeout(nextGrand, grandTime + 20);
    const card = h('div', { class: 'grand-card' }, avatar(b.from), h('span', {}, T('gift.grand', { Name: shorten(nameOf(b.from), 18), Gift: giftName(b.gift), Number: b.count })));
    el.append(card);
    const plain = still.matches;
    move(card, plain ? [{ opacity: 0 }, { opacity: 1, offset: 0.1 }, { opacity: 1, offset: 0.9 }, { opacity: 0 }] : [
      { transform: 'translateX(-120vw)' }, { transform: 'translateX(-50%)', offset: 0.12, easing: 'linear' }, { transform: 'translateX(-50%)', offset: 0.9, easing: 'ease-in' }, { transform: 'translateX(120vw)' },
    ], { duration: grandTime, easing: 'ease-out' }, () => {});
    if (!plain) playGrand(el, b.gift.giftId, giftSign(b.gift), grandTime);
  }

  return {
    el, heart,
    update() {
      for (const line of room.chat.lines) {
        if (line.id <= seen) continue;
        seen = Math.max(seen, line.id);
        if (flying.on && !still.matches && line.kind === 'text' && !line.old && !document.hidden) fly(line);
      }
      for (const [seq, f] of flights) if (room.chat.deleted.has(seq)) f.remove();
      const n = room.likes.others - hearts;
      hearts = room.likes.others;
      if (!document.hidden) for (let i = 0; i < Math.min(n, 8); i++) setTimeout(heart, i * 90);
      if (room.grand && room.grand.id !== grand) {
        grand = room.grand.id;
        if (queue.length < 3 && !document.hidden) queue.push(room.grand);
        nextGrand();
      }
    },
    close() { clearTimeout(timer); el.replaceChildren(); },
  };
}
