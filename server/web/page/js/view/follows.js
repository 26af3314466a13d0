// Whom one follows, those who are live first. Who was let go stays in the list, to be
// followed again, until it is opened anew.
import { fill, h, say, show } from '../util/dom.js';
import { keep, recall } from '../util/kept.js';
import { N, T } from '../util/texts.js';
import { nameOf } from '../util/format.js';
import { avatar } from '../kit/avatar.js';
import { button } from '../kit/button.js';
import { openSheet } from '../kit/sheet.js';

const atOnce = 20;

/** @param {import('../app.js').App} app */
export function openFollows(app) {
  const lobby = app.lobby;
  const list = h('ul', { class: 'people', data: { test: 'follows' } }), words = h('p', { class: 'muted', role: 'status' });
  const more = button({ icon: 'chevron-down', text: T('follow.more'), class: 'ghost', test: 'follows-more', press: () => { most += atOnce; update(); } });
  const tell = h('input', { type: 'checkbox', role: 'switch', id: 'tell-live', 'aria-describedby': 'tell-live-why', data: { test: 'tell-live' }, on: { change: () => keep('followLive', tell.checked) } });
  tell.checked = recall('followLive', true);
  let most = atOnce;
  const rows = new Map();
  lobby.people = null;
  const stop = lobby.listen(() => update());
  openSheet({
    title: T('follow.people'), class: 'question follows', test: 'follows-sheet', closed: stop, body: [words, list, more],
    foot: [h('label', { class: 'row', for: 'tell-live' }, tell, h('span', { class: 'grow' }, T('settings.follow.live'), h('span', { class: 'muted', id: 'tell-live-why' }, T('settings.follow.live.explain'))))],
  });

  function row(u) {
    const who = [avatar(u), h('span', { class: 'grow' }, h('span', { class: 'cut' }, nameOf(u)), h('span', { class: 'muted' }, N('follow.fans', u.fans)))];
    const press = button({ icon: 'plus', text: '', class: 'small', test: 'follow-row', press: async () => {
      const on = !lobby.follows.has(u.userId);
      const info = await app.link.call(on ? 'follow' : 'unfollow', { userId: u.userId }).catch((err) => { app.failed(err); return null; });
      if (info) app.followed(u.userId, info.following);
    } });
    const open = u.roomId ? h('button', { type: 'button', class: 'person', data: { test: 'follow-live' }, on: { click: () => app.openRoom(u.roomId) } }, ...who, h('span', { class: 'badge live' }, T('live'))) : h('div', { class: 'person still' }, ...who);
    return { box: h('li', { class: 'row' }, open, press), update() {
      const on = lobby.follows.has(u.userId);
      press.setText(T(on ? 'follow.off' : 'follow.on'));
      press.setIcon(on ? 'check' : 'plus');
      press.classList.toggle('primary', !on);
      press.setOn(on);
      press.setLabel(T(on ? 'tip.unfollow' : 'tip.follow', { Name: nameOf(u) }));
    } };
  }

  function update() {
    const people = lobby.people ?? [], shown = people.slice(0, most);
    for (const u of shown) {
      if (!rows.has(u)) rows.set(u, row(u));
      rows.get(u).update();
    }
    fill(list, shown.map((u) => rows.get(u).box));
    say(words, lobby.peopleFailed ? T('follow.failed') : !lobby.people ? T('follow.loading') : people.length === 0 ? T('follow.nobody') : '');
    show(words, words.textContent);
    show(more, people.length > shown.length);
  }
  update();
  void lobby.readFollows();
}
