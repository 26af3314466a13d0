// Gifts announce themselves at the left of the stage; the same again combines.
import { fill, h, say, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { giftName, nameOf, shorten } from '../util/format.js';
import { giftSign } from '../kit/giftsign.js';
import { avatar } from '../kit/avatar.js';

const most = 3;

/** @param {import('../room/visit.js').Visit} visit */
export function giftBanners(visit) {
  const el = h('div', { class: 'gift-banners', data: { test: 'gift-banners' } });
  const rows = new Map();
  function row(b) {
    const what = h('span', { class: 'gift-what' }), combo = h('strong', { class: 'gift-combo' });
    const box = h('div', { class: 'gift-banner' + (b.gift.grand ? ' grand' : ''), data: { test: 'gift-banner' } }, avatar(b.from), h('div', {}, h('strong', {}, shorten(nameOf(b.from), 16)), what),
      h('span', { class: 'gift-sign' }, giftSign(b.gift)), combo);
    return { box, update() {
      const v = { Gift: giftName(b.gift), Number: b.count, To: shorten(nameOf(b.to), 14) };
      say(what, T(b.to.userId === visit.room.info.ownerId ? 'gift.gave' : 'gift.gaveTo', v));
      show(combo, b.combo > 1);
      const text = T('gift.combo', { Number: b.combo });
      if (combo.textContent !== text) { combo.textContent = text; combo.classList.remove('pop'); void combo.offsetWidth; combo.classList.add('pop'); }
    } };
  }
  return {
    el,
    update() {
      const list = visit.room.banners.slice(-most);
      for (const id of rows.keys()) if (!list.some((b) => b.id === id)) rows.delete(id);
      for (const b of list) {
        if (!rows.has(b.id)) rows.set(b.id, row(b));
        rows.get(b.id).update();
      }
      fill(el, list.map((b) => rows.get(b.id).box));
    },
  };
}
