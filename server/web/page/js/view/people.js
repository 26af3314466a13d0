// Who watches, and who gave most.
import { fill, h, say, show } from '../util/dom.js';
import { N, T } from '../util/texts.js';
import { coins, nameOf, shorten } from '../util/format.js';
import { avatar } from '../kit/avatar.js';
import { icon } from '../kit/icon.js';
import { standing } from '../room/state.js';
import { markOf } from './chatlog.js';

/** @param {import('../room/visit.js').Visit} visit @param {(u: any) => void} open */
export function viewers(visit, open) {
  const room = visit.room;
  const list = h('ul', { class: 'people', data: { test: 'viewers' } }), more = h('p', { class: 'muted' });
  const empty = h('div', { class: 'empty' }, icon('users'), h('p', { class: 'muted' }, T('watch.noViewers')));
  const el = h('div', { class: 'page' }, list, empty, more);
  let key = '';
  return {
    el,
    update() {
      const rows = room.members.map((u) => ({ u, s: standing(room, u.userId) }));
      const now = rows.map(({ u, s }) => [u.userId, u.userName, u.avatarUrl, s.role, s.helper, s.muted].join('\t')).join('\n');
      show(empty, rows.length === 0);
      const others = Math.max(0, room.info.memberCount - (room.info.hostAway ? 0 : 1) - rows.length);
      show(more, rows.length > 0 && others > 0);
      say(more, N('members.more', others));
      if (now === key) return;
      key = now;
      fill(list, rows.map(({ u, s }) => {
        const [mark, kind] = markOf(s.role, s.helper);
        return h('li', {}, h('button', { type: 'button', class: 'person', on: { click: () => open(u) } }, avatar(u), h('span', { class: 'grow' }, shorten(nameOf(u), 24)),
          mark && h('span', { class: 'mark ' + kind }, mark), s.muted ? icon('chat-off') : null));
      }));
    },
  };
}

/** @param {import('../room/visit.js').Visit} visit @param {(u: any) => void} open */
export function rank(visit, open) {
  const room = visit.room;
  const likes = h('strong', { data: { test: 'likes-total' } }), sum = h('strong', { data: { test: 'coins-total' } });
  const list = h('ol', { class: 'people', data: { test: 'rank' } });
  const empty = h('div', { class: 'empty' }, icon('crown'), h('p', { class: 'muted' }, T('rank.empty')));
  const el = h('div', { class: 'page' }, h('div', { class: 'row rank-head' }, icon('heart-full'), likes, h('span', { class: 'grow' }), icon('coin'), sum), list, empty);
  let key = '';
  return {
    el,
    update() {
      say(likes, coins(room.likes.total));
      say(sum, coins(room.coins));
      const rows = [...room.givers.values()].sort((a, b) => b.coins - a.coins || (a.user.userId < b.user.userId ? -1 : 1)).slice(0, 100);
      show(empty, rows.length === 0);
      const now = rows.map((g) => `${g.user.userId} ${g.coins}`).join('\n');
      if (now === key) return;
      key = now;
      fill(list, rows.map((g, i) => h('li', {}, h('button', { type: 'button', class: 'person', on: { click: () => open(g.user) } }, h('span', { class: 'place' + (i < 3 ? ' best' : '') }, String(i + 1)), avatar(g.user),
        h('span', { class: 'grow' }, shorten(nameOf(g.user), 24)), icon('coin'), h('strong', {}, coins(g.coins))))));
    },
  };
}
