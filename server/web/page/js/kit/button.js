import { h, say, set } from '../util/dom.js';
import { icon, setIcon } from './icon.js';

/**
 * A button. With `icon` alone it needs `label`, which is read out and shown as its tip.
 * @param {{icon?: string, text?: string, label?: string, class?: string, test?: string, press: (e: Event) => void}} o
 */
export function button(o) {
  const sign = o.icon ? icon(o.icon) : null;
  const words = o.text !== undefined ? h('span', { class: 'words' }, o.text) : null;
  const el = h('button', { type: 'button', class: 'button ' + (o.class ?? ''), title: o.label ?? false, 'aria-label': words ? false : o.label, on: { click: o.press }, data: o.test ? { test: o.test } : {} }, sign, words);
  return Object.assign(el, {
    setText(text) { say(words, text); },
    setIcon(name) { setIcon(sign, name); },
    setLabel(label) { set(el, 'title', label); if (!words) set(el, 'aria-label', label); },
    /** A button that cannot be pressed stays reachable and says why. @param {boolean} on @param {string} [why] */
    enable(on, why = '') {
      set(el, 'aria-disabled', on ? false : 'true');
      el.blocked = !on;
      set(el, 'title', on ? o.label ?? false : why);
    },
    /** @param {boolean} on */
    setOn(on) { set(el, 'aria-pressed', on ? 'true' : 'false'); },
  });
}

// A press on what is disabled does nothing.
document.addEventListener('click', (e) => {
  const el = e.target instanceof Element ? e.target.closest('[aria-disabled="true"]') : null;
  if (el) { e.stopImmediatePropagation(); e.preventDefault(); }
}, true);
