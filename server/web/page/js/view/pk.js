// What a PK adds to the stage: the bar of points, the clock, whose half it is, and
// the result.
import { fill, h, say, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { clock, coins, nameOf, shorten } from '../util/format.js';
import { pkPhase, placeOf, shares } from '../room/on-pk.js';
import { icon } from '../kit/icon.js';

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit */
export function pkLayer(app, visit) {
  const room = visit.room;
  const bar = h('div', { class: 'pk-bar', role: 'img', data: { test: 'pk-bar' } });
  const time = h('span', { data: { test: 'pk-clock' } });
  const middle = h('div', { class: 'pk-clock badge' }, icon('pk'), time);
  const sides = h('div', { class: 'pk-sides' });
  const el = h('div', { class: 'pk', data: { test: 'pk' } }, sides, bar, middle);
  el.hidden = true;
  const parts = [], labels = [];

  function make(n) {
    parts.length = labels.length = 0;
    for (let i = 0; i < n; i++) {
      parts.push(h('div', { class: `pk-part side-${i + 1}` }, h('span', { data: { test: `pk-score-${i}` } })));
      const name = h('span', { class: 'badge' }), points = h('span', { class: `badge side-${i + 1}` }), verdict = h('strong', { class: 'pk-verdict' });
      labels.push({ box: h('div', { class: 'pk-side' }, h('div', { class: 'row' }, name, points), verdict), name, points, verdict });
    }
    fill(bar, parts);
    fill(sides, labels.map((l) => l.box));
  }

  function verdict(pk, i) {
    if (!pk.winner) return T('pk.draw');
    if (pk.sides[i].user.userId === pk.winner) return T('pk.win');
    return pk.sides.length > 2 ? T('pk.place', { Place: placeOf(pk, i) }) : T('pk.lose');
  }

  function tick() {
    if (!room.pk) return;
    const phase = pkPhase(room);
    say(time, phase === 'result' ? T('pk.over') : phase === 'together' ? T('pk.together') : room.pk.deadline ? clock(Math.max(0, room.pk.deadline - app.now())) : T('pk.versus'));
  }

  return {
    el, tick,
    /**
     * A side's label stands on its picture; a side without one has none.
     * @param {Map<string, import('./layout.js').Box>} cells by user @param {HTMLElement} area
     */
    place(cells, area) {
      el.style.top = `${area.offsetTop}px`;
      el.style.height = `${area.clientHeight}px`;
      room.pk?.sides.forEach((s, i) => {
        const b = cells.get(s.user.userId), side = labels[i]?.box;
        if (!side) return;
        show(side, b);
        if (!b) return;
        Object.assign(side.style, { left: `${b.x}px`, top: `${b.y}px`, width: `${b.w}px`, height: `${b.h}px` });
        side.classList.toggle('under', b.y < 1);
      });
    },
    update() {
      const pk = room.pk;
      show(el, pk);
      if (!pk) return;
      if (parts.length !== pk.sides.length) make(pk.sides.length);
      show(bar, !pk.coHost);
      const parts_ = shares(pk);
      pk.sides.forEach((s, i) => {
        parts[i].style.flexGrow = String(parts_[i]);
        say(parts[i].firstChild, coins(s.score));
        const l = labels[i];
        say(l.name, `${shorten(nameOf(s.user), 14)} · ${s.roomId}`);
        show(l.points, pk.sides.length > 2 && !pk.coHost);
        say(l.points, T('pk.points', { Place: placeOf(pk, i), Points: coins(s.score) }));
        show(l.verdict, pkPhase(room) === 'result');
        say(l.verdict, verdict(pk, i));
      });
      bar.setAttribute('aria-label', pk.sides.map((s) => `${nameOf(s.user)} ${s.score}`).join(', '));
      tick();
    },
  };
}
