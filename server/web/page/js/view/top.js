// Above the stage: whose live it is, how many watch, and the ways out.
import { h, say, show } from '../util/dom.js';
import { N, T } from '../util/texts.js';
import { count, nameOf, shorten, titleOf, viewersOf } from '../util/format.js';
import { avatar, setAvatar } from '../kit/avatar.js';
import { button } from '../kit/button.js';
import { icon } from '../kit/icon.js';
import { pageOf, root } from '../paths.js';

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit @param {{leave: () => void, person: (u: any) => void, people: () => void, numbers: () => void, switcher: HTMLElement}} go */
export function top(app, visit, go) {
  const room = visit.room;
  const host = () => ({ userId: room.info.ownerId, userName: room.info.ownerName, avatarUrl: room.info.ownerAvatar });
  const face = avatar(host());
  const title = h('h1', { data: { test: 'title' } }), name = h('span', { class: 'muted', data: { test: 'host' } });
  const who = h('button', { type: 'button', class: 'who', on: { click: () => { if (room.info.ownerId) go.person(host()); } } }, face, h('span', { class: 'who-words' }, title, name));
  const follow = button({ icon: 'plus', text: T('follow.on'), class: 'primary small follow', test: 'follow', press: () => visit.toggleFollow() });
  const seen = h('span', { data: { test: 'viewer-count' } });
  const viewers = h('button', { type: 'button', class: 'badge press', 'aria-label': T('panel.viewers'), data: { test: 'viewers-button' }, on: { click: go.people } }, icon('eye'), seen);
  const lock = h('span', { class: 'badge', title: T('private.on') }, icon('lock'), h('span', { class: 'sr' }, T('private.on')));
  const live = h('span', { class: 'badge live' }, T('live'));
  const share = async () => {
    const url = new URL(pageOf(room.id), root).href;
    try {
      if (navigator.share && matchMedia('(pointer: coarse)').matches) await navigator.share({ url, title: titleOf(room.info) });
      else { await navigator.clipboard.writeText(url); app.notice('notice.linkCopied'); }
    } catch { /* not wanted */ }
  };
  const link = button({ icon: 'link', label: T('tip.share'), class: 'ghost wide-only', test: 'share', press: share });
  const numbers = button({ icon: 'stats', label: T('tip.stats'), class: 'ghost wide-only', test: 'numbers-button', press: go.numbers });
  const el = h('header', { class: 'top' }, button({ icon: 'back', label: T('tip.leave'), class: 'ghost', test: 'leave', press: go.leave }), who, follow, h('span', { class: 'spread' }), live, lock, go.switcher, viewers, numbers, link);
  return {
    el, share,
    update() {
      const known = !!room.info.ownerId, f = visit.follow, u = host();
      setAvatar(face, u);
      show(face, known);
      say(title, known ? titleOf(room.info) : T('web.room', { Room: room.id }));
      say(name, known ? `${shorten(nameOf(u), 20)} · ${room.id}${f ? ' · ' + N('follow.fans', f.fans) : ''}` : '');
      show(follow, f && room.phase === 'in');
      if (f) {
        follow.setText(T(f.following ? 'follow.off' : 'follow.on'));
        follow.setIcon(f.following ? 'check' : 'plus');
        follow.setOn(f.following);
        follow.classList.toggle('primary', !f.following);
        follow.setLabel(T(f.following ? 'tip.unfollow' : 'tip.follow', { Name: nameOf(u) }));
      }
      say(seen, count(viewersOf(room.info)));
      show(lock, room.info.private);
      show(viewers, room.phase === 'in');
      show(live, room.phase === 'in' && room.info.live !== false && !room.hostAwayUntil && room.anchors.some((a) => a.userId === room.info.ownerId));
    },
  };
}
