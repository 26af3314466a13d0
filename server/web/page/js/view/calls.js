// The host's invitation to the stage: a card at the lower edge that takes no focus.
import { h, say, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { left, nameOf, seconds } from '../util/format.js';
import { button } from '../kit/button.js';

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit */
export function callCard(app, visit) {
  const title = h('strong', {}), time = h('span', { class: 'muted' });
  const el = h('div', { class: 'call', role: 'alertdialog', 'aria-label': T('join.title'), data: { test: 'invited' } }, h('div', {}, title, h('p', { class: 'muted' }, T('call.invited.text'))), time,
    button({ text: T('reject'), class: 'plain', label: T('tip.callNo'), test: 'invited-no', press: () => visit.stage.answer(false) }),
    button({ text: T('accept'), class: 'primary', label: T('tip.callYes'), test: 'invited-yes', press: () => visit.stage.answer(true) }));
  el.hidden = true;
  const tick = () => {
    const inv = visit.room.stage.invitation;
    if (inv) say(time, seconds(left(inv.until, app.now())));
  };
  return {
    el, tick,
    update() {
      const inv = visit.room.stage.invitation;
      show(el, inv);
      if (!inv) return;
      say(title, T('call.invited', { Name: nameOf(inv.user) }));
      tick();
    },
  };
}
