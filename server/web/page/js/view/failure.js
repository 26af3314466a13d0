import { h } from '../util/dom.js';
import { T } from '../util/texts.js';
import { failureOf } from '../net/codes.js';
import { seconds } from '../util/format.js';

/** The words for an error: what happened, why, and what to do. @param {any} err @param {string} [subject] */
export function failureTexts(err, subject = '') {
  const key = typeof err === 'string' ? err : failureOf(err);
  const v = { Subject: subject };
  const parts = ['what', 'why', 'do'].map((p) => T(`failure.${key}.${p}`, v));
  if (err?.wait) parts.push(T('failure.wait', { Time: seconds(err.wait) }));
  return parts;
}

/** A card that says what did not work; it is empty while there is nothing to say. */
export function failureCard() {
  const el = h('div', { class: 'failure', role: 'alert', data: { test: 'failure' } });
  el.hidden = true;
  let shown = null;
  return Object.assign(el, {
    /** @param {any} err null: nothing @param {string} [subject] */
    set(err, subject) {
      if (err === shown) return;
      shown = err;
      el.hidden = !err;
      el.replaceChildren();
      if (!err) return;
      const [what, ...rest] = failureTexts(err, subject);
      el.append(h('strong', {}, what), h('p', {}, rest.join(' ')));
      if (err.code) el.dataset.code = err.code;
    },
  });
}
