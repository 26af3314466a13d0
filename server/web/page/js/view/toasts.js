// Short messages, and the note that the link to the server is lost.
import { h, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { left } from '../util/format.js';
import { button } from '../kit/button.js';

/** @param {import('../app.js').App} app */
export function toasts(app) {
  const list = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite', data: { test: 'toasts' } });
  const shown = new Map();
  const words = h('span', {});
  const lost = h('div', { class: 'banner', role: 'status', data: { test: 'link-lost' } }, words,
    button({ text: T('banner.retry'), class: 'small', press: () => app.link?.retryNow() }));
  lost.hidden = true;
  const update = () => {
    for (const [n, el] of shown) if (!app.notices.includes(n)) { el.remove(); shown.delete(n); }
    for (const n of app.notices) {
      if (shown.has(n)) continue;
      const el = h('div', { class: 'toast' }, n.text);
      shown.set(n, el);
      list.append(el);
    }
    const s = app.linkState;
    show(lost, app.me && (s.phase === 'down' || s.phase === 'seeking'));
    if (s.phase !== 'down' && s.phase !== 'seeking') return;
    const key = s.phase === 'seeking' ? 'banner.seeking' : s.gone ? 'banner.gone' : s.next ? 'banner.lost' : 'banner.retrying';
    const text = T(key, { Seconds: s.next ? left(s.next, Date.now()) : 0 });
    if (words.textContent !== text) words.textContent = text;
  };
  const ticking = setInterval(() => { if (app.linkState.phase === 'down') update(); }, 500);
  return {
    els: [lost, list], update,
    close() { clearInterval(ticking); lost.remove(); list.remove(); },
  };
}
