// The player in a frame of another site: the picture, the title, how many watch, and
// the chat if the frame asks for it.
import { h, say, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { count, titleOf, viewersOf } from '../util/format.js';
import { button } from '../kit/button.js';
import { icon } from '../kit/icon.js';
import { pageOf } from '../paths.js';
import { chat } from './chat.js';
import { failureCard } from './failure.js';
import { openQuality } from './quality.js';
import { stage } from './stage.js';
import { toasts } from './toasts.js';

/** @param {import('../app.js').App} app @param {HTMLElement} root @param {{chat: boolean, begin: () => void}} o */
export function embedView(app, root, o) {
  const told = document.documentElement.dataset, id = Number(told.room);
  const title = h('a', { href: pageOf(id), target: '_blank', rel: 'noopener', data: { test: 'title' } }, told.title);
  const live = h('span', { class: 'badge live' }, T('live')), seen = h('span', { data: { test: 'viewer-count' } }, count(Number(told.viewers ?? 0)));
  const viewers = h('span', { class: 'badge', title: T('panel.viewers') }, icon('eye'), seen);
  const head = h('header', { class: 'embed-head' }, title, live, viewers);
  const failure = failureCard();
  const play = button({ icon: 'volume', text: T('web.watch'), class: 'primary large embed-play', test: 'play', press: () => o.begin() });
  const poster = h('div', { class: 'embed-poster' }, told.cover ? h('img', { src: told.cover, alt: '' }) : null, failure, play);
  const loud = button({ icon: 'volume', label: T('tip.sound'), class: 'glass small', test: 'sound', press: () => app.sound.set(!app.sound.on) });
  const quality = button({ icon: 'globe', label: T('web.quality'), class: 'glass small', test: 'quality', press: () => { if (parts) openQuality(parts.visit); } });
  const full = button({ icon: 'fullscreen', label: T('tip.full'), class: 'glass small', test: 'full', press: () => parts?.pictures.toggleFull() });
  const tools = h('div', { class: 'embed-tools' }, loud, quality, full);
  const screen = h('div', { class: 'embed-screen' }, poster, head, tools);
  const el = h('main', { class: 'embed' + (o.chat ? ' with-chat' : ''), data: { test: 'embed' } }, screen);
  const notes = toasts(app);
  root.replaceChildren(el);
  document.body.append(...notes.els);
  /** @type {{visit: any, pictures: any, words: any, stops: Array<() => void>}|null} */
  let parts = null;

  function build(visit) {
    drop();
    const pictures = stage(app, visit), words = o.chat ? chat(app, visit, () => {}) : null;
    screen.prepend(pictures.el);
    if (words) el.append(words.el);
    parts = { visit, pictures, words, stops: [visit.listen(update), app.sound.listen(update)] };
  }

  function drop() {
    if (!parts) return;
    for (const s of parts.stops) s();
    parts.pictures.close();
    parts.words?.close();
    parts.pictures.el.remove();
    parts.words?.el.remove();
    parts = null;
  }

  function update() {
    const visit = app.visit ?? null;
    if (visit !== (parts?.visit ?? null)) { if (visit) build(visit); else drop(); }
    const closed = app.server && !app.server.guests && !app.me;
    failure.set(app.signing.failure ?? app.ended ?? null, location.host);
    play.enable(!app.signing.busy && !closed, '');
    show(play, !closed);
    show(poster, !parts);
    show(tools, parts);
    show(live, parts ? visit.room.info.live : told.live);
    show(viewers, parts ? visit.room.phase === 'in' : told.viewers !== undefined);
    if (parts && visit.room.info.ownerId) {
      say(title, titleOf(visit.room.info));
      say(seen, count(viewersOf(visit.room.info)));
    }
    loud.setIcon(app.sound.on ? 'volume' : 'volume-off');
    loud.setLabel(T(app.sound.on ? 'tip.sound' : 'tip.soundOff'));
    parts?.pictures.update();
    parts?.words?.update();
    notes.update();
  }
  setInterval(() => { parts?.pictures.tick(); parts?.words?.tick(); }, 500);
  app.listen(update);
  update();
}
