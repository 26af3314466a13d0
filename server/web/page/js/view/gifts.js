// The catalogue with the wallet: choose a gift, how many, for whom, and give.
import { fill, h, say, show } from '../util/dom.js';
import { N, T } from '../util/texts.js';
import { coins, giftName, nameOf } from '../util/format.js';
import { giftSign } from '../kit/giftsign.js';
import { Code, codeOf } from '../net/codes.js';
import { button } from '../kit/button.js';
import { chooser } from '../kit/field.js';
import { icon } from '../kit/icon.js';
import { choose, roving } from '../kit/radios.js';
import { openSheet } from '../kit/sheet.js';
import { failureCard } from './failure.js';

const counts = [1, 10, 66, 188];

/** Opens the catalogue. @param {import('../room/visit.js').Visit} visit */
export function openGifts(visit) {
  const room = visit.room, shop = visit.shop;
  let chosen = '', number = counts[0], to = '', known = '';
  const grid = roving(h('div', { class: 'gift-grid', role: 'radiogroup', 'aria-label': T('panel.gifts'), data: { test: 'gifts' } }));
  const wait = h('p', { class: 'muted' }, T('gift.loading'));
  const failure = failureCard();
  const balance = h('strong', { data: { test: 'balance' } });
  const many = roving(h('div', { class: 'segmented', role: 'radiogroup', 'aria-label': T('web.gift.count') }, ...counts.map((n) => h('button', { type: 'button', role: 'radio', class: 'segment', data: { test: 'count-' + n }, on: { click: () => { number = n; update(); } } }, String(n)))));
  const whom = chooser({ label: T('gift.to'), options: [], value: '', test: 'gift-to', choose: (v) => { to = v; } });
  const give = button({ icon: 'gift', text: '', class: 'primary large', label: T('tip.give'), test: 'give', press: () => visit.give(chosen, number, to) });
  const stop = visit.listen(() => update());
  const el = openSheet({
    title: T('panel.gifts'), class: 'side gifts', test: 'gift-sheet', body: [wait, grid], closed: stop,
    foot: [whom, h('div', { class: 'row' }, many, h('span', { class: 'grow' }), icon('coin'), h('span', { class: 'sr' }, T('gift.wallet')), balance), failure, give],
  });

  function item(g) {
    return h('button', { type: 'button', role: 'radio', class: 'gift-item', data: { test: 'gift-' + g.giftId, gift: g.giftId }, on: { click: () => { chosen = g.giftId; update(); } } },
      h('span', { class: 'gift-sign', 'aria-hidden': 'true' }, giftSign(g)), h('span', {}, giftName(g)), h('span', { class: 'price' }, icon('coin'), coins(g.price)));
  }

  function update() {
    if (room.phase !== 'in') { el.close(); return; }
    const list = shop.gifts ?? [];
    show(wait, !shop.gifts && !shop.failure);
    if (grid.children.length !== list.length) fill(grid, list.map(item));
    if (!list.some((g) => g.giftId === chosen)) chosen = list[0]?.giftId ?? '';
    choose(grid, (b) => b.dataset.gift === chosen);
    choose(many, (_b, i) => counts[i] === number);
    const people = room.anchors.filter((a) => a.role !== 'peer');
    const key = people.map((a) => a.userId).join();
    show(whom, people.length > 1);
    if (key !== known) {
      known = key;
      if (!people.some((a) => a.userId === to)) to = '';
      whom.setOptions(people.map((a) => [a.userId === room.info.ownerId ? '' : a.userId, nameOf(a)]), to);
    }
    say(balance, shop.gifts ? coins(shop.balance) : '–');
    const g = list.find((x) => x.giftId === chosen), price = (g?.price ?? 0) * number;
    const poor = codeOf(shop.failure) === Code.noCoins;
    failure.set(poor ? null : shop.failure);
    give.setText(g ? N('gift.giveFor', price) : T('gift.give'));
    if (!g) give.enable(false, T('gift.loading'));
    else if (shop.sending) give.enable(false, T('gift.sending'));
    else if (price > shop.balance) {
      give.enable(false, N('gift.poor', price - shop.balance));
      give.setText(N('gift.poor', price - shop.balance));
    } else give.enable(true);
  }
  update();
  void visit.openShop();
}
