// The pictures of a room, and what is said on them.
import { fill, h, set, show } from '../util/dom.js';
import { keep, recall } from '../util/kept.js';
import { T } from '../util/texts.js';
import { nameOf } from '../util/format.js';
import { button } from '../kit/button.js';
import { hostSends } from '../room/state.js';
import { cells } from './layout.js';
import { stageNote } from './note.js';
import { pkLayer } from './pk.js';
import { sky } from './sky.js';
import { giftBanners } from './banners.js';
import { tile } from './tile.js';
import { callCard } from './calls.js';
import { numbersPanel } from './numbers.js';
import { switcher } from './switcher.js';

const phone = matchMedia('(max-width: 699px), (max-height: 499px)');
const arrangements = ['focus', 'grid', 'side'];

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit */
export function stage(app, visit) {
  const room = visit.room;
  let arrange = recall('arrange', 'focus');
  let order = [], last = '';
  const tiles = new Map();
  const area = h('div', { class: 'tiles', data: { test: 'tiles' } });
  const own = h('video', { playsinline: true, autoplay: true, muted: true, class: 'mirrored' });
  own.muted = true;
  const note = stageNote(app, visit), pk = pkLayer(app, visit), air = sky(visit), banners = giftBanners(visit), calls = callCard(app, visit), numbers = numbersPanel(app, visit);
  const loud = button({ icon: 'volume-off', text: T('web.tapSound'), class: 'sound-tap', test: 'tap-sound', press: () => app.sound.set(true) });
  const choose = h('div', { class: 'arrange', role: 'group', 'aria-label': T('key.layout') }, ...arrangements.map((a) => button({
    icon: 'layout-' + a, label: T('tip.layout.' + a), class: 'glass small', test: 'layout-' + a, press: () => { keep('arrange', (arrange = a)); place(); update(); },
  })));
  const el = h('section', { class: 'stage', 'aria-label': T('key.layout'), data: { test: 'stage' } }, area, pk.el, air.el, banners.el, numbers.el, note.el, choose, loud, calls.el);
  const others = app.lists ? switcher(app, visit, el) : null;
  el.addEventListener('dblclick', (e) => { if (!(e.target instanceof Element && e.target.closest('button'))) toggleFull(); });
  new ResizeObserver(() => place(true)).observe(area);

  function toggleFull() {
    if (document.fullscreenElement) void document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  /** Who has a tile: those who send, the host also while nothing comes. */
  function people() {
    const up = room.stage.phase === 'up', me = room.me.userId;
    const list = room.anchors.filter((a) => a.userId !== me).map((a) => ({ ...a }));
    if (up) list.push({ ...app.me, role: 'coanchor', ...visit.stage.publisher.flags() }); // the server does not tell oneself
    if (!hostSends(room) && (room.phase === 'in' || room.phase === 'joining') && room.info.ownerId) {
      list.unshift({ userId: room.info.ownerId, userName: room.info.ownerName, avatarUrl: room.info.ownerAvatar, role: 'anchor', video: false, audio: false, silent: true });
    }
    return list;
  }

  function wordsFor(a, stream) {
    if (a.silent) return '';
    if (!a.video && a.audio) return room.seats.find((s) => s.userId === a.userId)?.soundOnly ? T('tile.soundOnly') : T('tile.camOff');
    if (!a.video) return T('tile.noPicture');
    if (stream?.soundAlone) return stream.quality?.why === 'line' ? T('quality.because', { Now: T('quality.sound'), Why: T('quality.why.line') }) : T('quality.sound');
    return stream?.showing ? '' : T('tile.waiting');
  }

  function place(force) {
    const w = area.clientWidth, high = area.clientHeight, n = order.length;
    const sides = room.pk ? room.pk.sides.filter((s) => order.includes(s.user.userId)).length : 0;
    const shape = tiles.get(order[0])?.aspect || 0;
    const upright = phone.matches && shape > 0 && shape < 0.9 && n === 1;
    el.classList.toggle('upright', upright);
    const key = [w, high, n, sides, arrange, shape, order.join(), room.pk?.sides.map((s) => s.user.userId)].join();
    if (!force && key === last) return;
    last = key;
    const at = cells({ n, sides, arrange, aspect: shape || 16 / 9, w, h: high });
    order.forEach((id, i) => tiles.get(id).place(at[i]));
    pk.place(new Map(order.slice(0, sides).map((id, i) => [id, at[i]])), area);
    order.forEach((id, i) => {
      const list = tiles.get(id).el.classList;
      list.toggle('cover', i < sides && n > 1 || i > 0);
      list.toggle('side', i < sides && n > 1); // its name is on the PK's label
    });
  }

  function update() {
    const list = people(), pub = visit.stage.publisher;
    if (own.srcObject !== pub.stream) own.srcObject = pub.stream;
    // The sides of a PK in its order come first, as on the bar of points.
    if (room.pk) {
      const side = (u) => { const i = room.pk.sides.findIndex((s) => s.user.userId === u.userId); return i < 0 ? 99 : i; };
      list.sort((a, b) => side(a) - side(b));
    }
    order = list.map((a) => a.userId);
    for (const [id, t] of tiles) if (!order.includes(id)) { t.close(); tiles.delete(id); }
    for (const a of list) {
      let t = tiles.get(a.userId);
      if (!t) tiles.set(a.userId, (t = tile(a.userId, app.sound)));
      const mine = a.userId === room.me.userId, stream = visit.streams.all.get(a.userId);
      const flags = pub.flags();
      t.update({
        user: a, own: mine, view: own, local: mine ? pub.stream : null, stream, alone: list.length === 1,
        video: mine ? flags.video && !visit.stage.blocked.video : a.video, audio: mine ? flags.audio && !visit.stage.blocked.audio : a.silent || a.audio,
        words: wordsFor(a, stream), broken: room.lost.has(a.userId) || (a.video && stream?.state !== 'playing'),
      });
    }
    fill(area, order.map((id) => tiles.get(id).el));
    pk.update();
    place();
    air.update(); banners.update(); note.update(); calls.update();
    const heard = room.phase === 'in' && room.anchors.some((a) => a.userId !== room.me.userId);
    show(loud, heard && !app.sound.on);
    show(choose, order.length > 1 && !room.pk);
    [...choose.children].forEach((b, i) => b.setOn(arrangements[i] === arrange));
    set(el, 'data-phase', room.phase);
    set(el, 'aria-label', room.info.ownerId ? nameOf({ userId: room.info.ownerId, userName: room.info.ownerName }) : T('app.name'));
  }

  const meter = setInterval(() => {
    if (document.hidden) return;
    for (const [id, t] of tiles) t.level(visit.streams.all.get(id)?.level() ?? 0);
  }, 150);

  return {
    el, update, toggleFull, numbers, switcher: others,
    next() { if (order.length > 1 && !room.pk) { keep('arrange', (arrange = arrangements[(arrangements.indexOf(arrange) + 1) % 3])); place(); update(); } },
    tick() { pk.tick(); calls.tick(); note.update(); },
    heart: () => air.heart(),
    close() { clearInterval(meter); numbers.close(); others?.close(); for (const t of tiles.values()) t.close(); air.close(); },
  };
}
