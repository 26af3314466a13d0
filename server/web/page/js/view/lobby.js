// Who is live, and the ways in.
import { fill, h, say, show } from '../util/dom.js';
import { N, T } from '../util/texts.js';
import { count, nameOf, shorten, titleOf, viewersOf } from '../util/format.js';
import { coverColors, ownPicture } from '../util/look.js';
import { avatar, setAvatar } from '../kit/avatar.js';
import { button } from '../kit/button.js';
import { chooser, field } from '../kit/field.js';
import { icon } from '../kit/icon.js';
import { ask } from '../kit/sheet.js';
import { pageOf } from '../paths.js';
import { failureCard } from './failure.js';
import { openFollows } from './follows.js';
import { languageChooser, logo } from './signin.js';
import { signedOut } from '../account.js';

const maxCards = 200;

/** A number, or the number and invitation of a link; null if it is neither. @param {string} text */
export function readLink(text) {
  const found = /(?:^|\/)(\d{1,10})\/?(?:[?#&](?:.*&)?invite=([A-Za-z0-9]{1,64}).*)?$/.exec(text.trim());
  const id = found ? Number(found[1]) : 0;
  return id >= 1 && id <= 4294967294 ? { id, key: found[2] ? { invite: found[2] } : {} } : null;
}

/** @param {import('../app.js').App} app */
export function lobbyView(app) {
  const lobby = app.lobby;
  const search = h('input', { type: 'search', class: 'search', placeholder: T('lobby.search'), 'aria-label': T('lobby.search'), data: { test: 'search' }, on: { input: () => { lobby.search = search.value; lobby.changed(); } } });
  search.value = lobby.search;
  const sort = chooser({ label: T('web.sort'), hidden: true, test: 'sort', options: ['viewers', 'newest', 'title'].map((s) => [s, T('lobby.sort.' + s)]), value: lobby.sort, choose: (v) => lobby.setSort(v) });
  const only = button({ icon: 'heart', label: T('tip.onlyFollowed'), class: 'plain', test: 'only-followed', press: () => { lobby.onlyFollowed = !lobby.onlyFollowed; lobby.changed(); } });
  const people = button({ icon: 'users', label: T('follow.people'), class: 'plain', test: 'follow-people', press: () => openFollows(app) });
  const open = button({ icon: 'link', text: T('lobby.open'), label: T('lobby.open'), class: 'plain by-number', test: 'enter-by-id', press: () => askNumber(app) });
  const number = h('span', { class: 'muted', role: 'status', data: { test: 'room-count' } });
  const me = h('button', { type: 'button', class: 'me', data: { test: 'me' }, on: { click: () => openMe(app) } }, avatar(app.me));
  const grid = h('ul', { class: 'cards', data: { test: 'cards' } });
  const failure = failureCard();
  const empty = h('div', { class: 'empty' }, icon('live'), h('h2', {}), h('p', { class: 'muted' }));
  const wait = h('p', { class: 'muted', role: 'status' }, T('lobby.loading'));
  const el = h('div', { class: 'lobby', data: { test: 'lobby' } },
    h('header', { class: 'lobby-top' }, h('div', { class: 'brand' }, logo(), h('div', {}, h('h1', {}, T('lobby.title')), number)), h('div', { class: 'lobby-tools' }, search, sort, only, people, open), me),
    h('main', {}, failure, wait, grid, empty));
  const cards = new Map();

  function update() {
    const rooms = lobby.visible().slice(0, maxCards);
    setAvatar(me.firstChild, app.me);
    me.setAttribute('aria-label', T('tip.me', { Name: nameOf(app.me), ID: app.me.userId }));
    say(number, N('lobby.count', lobby.rooms.size));
    only.setOn(lobby.onlyFollowed);
    only.setLabel(T(lobby.onlyFollowed ? 'tip.everybody' : 'tip.onlyFollowed'));
    failure.set(lobby.failure ? 'list' : null);
    show(wait, !lobby.loaded && !lobby.failure);
    show(empty, lobby.loaded && rooms.length === 0);
    const none = lobby.rooms.size === 0;
    say(empty.children[1], none ? T('lobby.empty.title') : '');
    say(empty.children[2], none ? T('web.lobby.empty') : T(lobby.onlyFollowed && !lobby.search ? 'follow.noneLive' : 'lobby.nothing'));
    for (const id of cards.keys()) if (!rooms.some((r) => r.roomId === id)) cards.delete(id);
    for (const r of rooms) {
      if (!cards.has(r.roomId)) cards.set(r.roomId, card(app, r.roomId));
      cards.get(r.roomId).update(r, lobby.follows.has(r.ownerId), r.ownerId === app.me.userId);
    }
    fill(grid, rooms.map((r) => cards.get(r.roomId).el));
  }
  const stop = lobby.listen(update);
  return { el, update, close: stop };
}

/** One room: cover, title, host, viewers. */
function card(app, id) {
  const cover = h('img', { alt: '', loading: 'lazy', on: { error: () => { cover.hidden = true; } } });
  cover.hidden = true;
  const badge = (cls, sign) => { const t = h('span', {}); return Object.assign(h('span', { class: 'badge ' + cls }, sign && icon(sign), t), { text: t }); };
  const live = badge('live'), mine = badge('accent'), follows = badge('accent', 'check'), viewers = badge('', 'eye'), lock = badge('', 'lock'), pk = badge('rival', 'pk'), guests = badge('', 'users');
  const face = avatar({ userId: '?' }), title = h('strong', {}), host = h('span', { class: 'muted' });
  const picture = h('div', { class: 'card-cover' }, cover, h('div', { class: 'row card-top' }, live, mine, follows, h('span', { class: 'grow' }), viewers), h('div', { class: 'row card-foot' }, lock, pk, guests));
  const link = h('a', { class: 'room-card', href: pageOf(id), data: { test: 'card', room: id }, on: { click: (e) => { if (e.ctrlKey || e.metaKey || e.shiftKey) return; e.preventDefault(); app.openRoom(id); } } }, picture, h('div', { class: 'row card-words' }, face, h('div', { class: 'grow' }, title, host)));
  return {
    el: h('li', {}, link),
    update(r, followed, own) {
      const [a, b] = coverColors(id);
      picture.style.backgroundImage = `linear-gradient(135deg, ${a}, ${b})`;
      const src = ownPicture(r.coverUrl);
      if ((cover.getAttribute('src') ?? '') !== src) { if (src) cover.src = src; else cover.removeAttribute('src'); cover.hidden = !src; }
      const u = { userId: r.ownerId, userName: r.ownerName, avatarUrl: r.ownerAvatar };
      setAvatar(face, u);
      say(title, titleOf(r));
      say(host, `${shorten(nameOf(u), 20)} · ${id}`);
      say(viewers.text, count(viewersOf(r)));
      say(live.text, T('live')); show(live, r.live && !r.hostAway);
      say(mine.text, T('lobby.mine')); show(mine, own);
      say(follows.text, T('follow.off')); show(follows, followed && !own);
      say(lock.text, T('private.on')); show(lock, r.private);
      say(pk.text, r.pkRooms > 2 ? `${T('lobby.pk')} × ${r.pkRooms}` : T('lobby.pk')); show(pk, r.pkRooms > 1);
      say(guests.text, N('lobby.guests', r.coAnchors ?? 0)); show(guests, r.coAnchors > 0);
    },
  };
}

/** Asks for a number, a link or an invitation. */
function askNumber(app) {
  const failed = h('p', { class: 'failure', role: 'alert' });
  failed.hidden = true;
  const f = field({ label: T('lobby.open.hint'), test: 'room-number', input: () => show(failed, false) });
  const go = () => {
    const link = readLink(f.input.value);
    if (!link) { failed.textContent = T('failure.roomNumber.why', { Subject: f.input.value }); show(failed, true); f.input.focus(); return false; }
    app.openRoom(link.id, link.key);
    return true;
  };
  const el = ask({
    title: T('lobby.open.title'), text: T('web.open.text'), test: 'number-question', answers: [{ text: T('lobby.open.yes'), test: 'open', press: go }],
    body: [h('form', { on: { submit: (e) => { e.preventDefault(); if (go()) el.close(); } } }, f), failed],
  });
  f.input.focus();
}

/** Who one is here: another name, the language, signing out. */
function openMe(app) {
  const failure = failureCard();
  const name = field({ label: T('welcome.nickname'), value: app.me.userName ?? '', max: 64, test: 'my-name' });
  ask({
    title: nameOf(app.me), text: app.me.userId, test: 'me-sheet', body: [name, failure, languageChooser(app, false), button({ icon: 'leave', text: T('signOut.yes'), class: 'plain wide', test: 'sign-out', press: () => { signedOut(true); void app.signOut(); } })],
    answers: [{ text: T('me.save'), test: 'save-me', press: async () => {
      const userName = name.input.value.trim();
      if (!userName || userName === app.me.userName) return true;
      try {
        await app.rename(userName);
        return true;
      } catch (err) {
        failure.set(err);
        return false;
      }
    } }],
  });
}
