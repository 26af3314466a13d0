// A person's card, and what can be done with a line of the chat.
import { h } from '../util/dom.js';
import { N, T } from '../util/texts.js';
import { nameOf } from '../util/format.js';
import { avatar } from '../kit/avatar.js';
import { button } from '../kit/button.js';
import { ask, openSheet } from '../kit/sheet.js';
import { standing } from '../room/state.js';
import { markOf } from './chatlog.js';

/** What helpers may do to somebody. */
function tools(app, visit, u, close) {
  const room = visit.room, s = standing(room, u.userId);
  if (!room.helper || u.userId === room.me.userId || u.userId === room.info.ownerId || s.helper) return [];
  const call = (type, data) => app.link.call(type, data).catch((err) => app.failed(err));
  const name = nameOf(u);
  const act = (text, sign, press, test) => button({ icon: sign, text, class: 'plain wide', test, press: () => { close(); press(); } });
  const sure = (key, then) => ask({ title: T(key + '.title', { Name: name }), text: T(key + '.text'), answers: [{ text: T(key + '.yes'), class: 'danger', press: then }] });
  const mute = () => ask({
    title: T('mute.title', { Name: name }), text: T('mute.text'),
    answers: [[300, N('pk.minutes', 5)], [3600, N('mute.hours', 1)], [0, T('mute.untilEnd')]].map(([n, text]) => ({ text, class: 'plain', press: () => { void call('muteChat', { userId: u.userId, mute: true, seconds: n }); } })),
  });
  return [
    s.muted ? act(T('mod.unmute'), 'chat', () => call('muteChat', { userId: u.userId, mute: false }), 'unmute') : act(T('mod.mute'), 'chat-off', mute, 'mute'),
    act(T('mod.remove'), 'user-x', () => sure('remove', () => { void call('kickOut', { userId: u.userId }); }), 'remove'),
    act(T('mod.ban'), 'ban', () => sure('ban', () => { void call('ban', { userId: u.userId }); }), 'ban'),
  ];
}

/** Asks before somebody is hidden from the person alone. @param {import('../app.js').App} app @param {any} u */
function askBlock(app, u) {
  ask({ title: T('block.title', { Name: nameOf(u) }), text: T('block.text'), test: 'block-question', answers: [{ text: T('block.yes'), class: 'danger', press: () => app.block(u.userId, true) }] });
}

/** The button that hides somebody, or shows them again. */
function blockButton(app, u, close) {
  if (!u.userId || u.userId === app.me.userId) return null;
  if (app.blocked.has(u.userId)) return button({ icon: 'check', text: T('mod.unblock'), label: T('tip.mod.unblock'), class: 'plain wide', test: 'unblock', press: () => { close(); app.block(u.userId, false); } });
  return button({ icon: 'ban', text: T('mod.block'), label: T('tip.mod.block'), class: 'plain wide', test: 'block', press: () => { close(); askBlock(app, u); } });
}

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit @param {any} u */
export async function openPerson(app, visit, u) {
  const s = standing(visit.room, u.userId), host = u.userId === visit.room.info.ownerId;
  const [mark, kind] = markOf(host ? 'anchor' : s.role, s.helper);
  const fans = h('p', { class: 'muted' }, ' ');
  const me = u.userId === visit.room.me.userId;
  let info = null;
  const follow = button({ icon: 'plus', text: T('follow.on'), class: 'primary wide', test: 'follow-person', press: async () => {
    const on = !info?.following;
    info = await app.link.call(on ? 'follow' : 'unfollow', { userId: u.userId }).catch((err) => { app.failed(err); return info; });
    if (info) { app.followed(u.userId, info.following); if (host) { visit.follow = info; visit.changed(); } }
    shown();
  } });
  const shown = () => {
    if (!info) return;
    follow.setText(T(info.following ? 'follow.off' : 'follow.on'));
    follow.setIcon(info.following ? 'check' : 'plus');
    follow.setOn(info.following);
    fans.textContent = N('follow.fans', info.fans);
  };
  const el = openSheet({
    title: nameOf(u), class: 'question', test: 'person',
    body: [h('div', { class: 'row' }, avatar(u, 'large'), h('div', { class: 'grow' }, h('p', {}, mark && h('span', { class: 'mark ' + kind }, mark), ' ', u.userId), fans)), me ? null : follow, ...tools(app, visit, u, () => el.close()), blockButton(app, u, () => el.close())].filter(Boolean),
  });
  info = await app.link.call('getFollow', { userId: u.userId }).catch(() => null);
  shown();
}

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit @param {any} line */
export function openLine(app, visit, line) {
  const room = visit.room;
  const call = (type, data) => app.link.call(type, data).catch((err) => app.failed(err));
  const act = (text, sign, test, press) => button({ icon: sign, text, class: 'plain wide', test, press: () => { el.close(); press(); } });
  const body = [];
  if (line.text) {
    body.push(h('p', { class: 'quote' }, line.text));
    body.push(act(T('chat.copy'), 'copy', 'copy', () => navigator.clipboard?.writeText(line.text).then(() => app.notice('notice.linkCopied'), () => {})));
  }
  body.push(act(T('chat.profile'), 'user', 'profile', () => openPerson(app, visit, line.user)));
  const text = line.kind === 'text' && line.seq;
  if (text && room.helper) {
    const pinned = room.chat.pinned?.seq === line.seq;
    body.push(act(T(pinned ? 'chat.unpin' : 'chat.pin'), 'pin', 'pin-line', () => call('pinMessage', { msgId: pinned ? 0 : line.seq })));
  }
  const theirs = line.role === 'anchor' || line.helper;
  if (text && (line.mine || (room.helper && !theirs))) body.push(act(T('chat.delete'), 'trash', 'delete-line', () => call('deleteMessage', { msgId: line.seq })));
  body.push(blockButton(app, line.user, () => el.close()));
  const el = openSheet({ title: nameOf(line.user), class: 'question', test: 'line-menu', body: body.filter(Boolean) });
}
