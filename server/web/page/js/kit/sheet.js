// Questions and cards over the page. The browser's own dialogs keep the focus in
// them, close with Esc and give the focus back.
import { h } from '../util/dom.js';
import { T } from '../util/texts.js';
import { button } from './button.js';

let ids = 0;

/**
 * Opens a sheet: from the lower edge on phones, in the middle or at the side elsewhere.
 * @param {{title: string, body: Node[], class?: string, test?: string, closed?: () => void, foot?: Node[]}} o
 */
export function openSheet(o) {
  const id = `sheet-${++ids}`;
  const close = button({ icon: 'close', label: T('close'), class: 'ghost', test: 'close', press: () => el.close() });
  const title = h('h2', { id }, o.title);
  const el = h('dialog', { class: 'sheet ' + (o.class ?? ''), autofocus: true, tabindex: '-1', 'aria-labelledby': id, data: o.test ? { test: o.test } : {} },
    h('div', { class: 'sheet-head' }, title, close), h('div', { class: 'sheet-body' }, ...o.body), o.foot ? h('div', { class: 'sheet-foot' }, ...o.foot) : null);
  el.addEventListener('click', (e) => { if (e.target === el) el.close(); });
  el.addEventListener('close', () => { el.remove(); o.closed?.(); });
  document.body.append(el);
  el.showModal();
  return Object.assign(el, { setTitle(text) { title.textContent = text; } });
}

/**
 * Asks something.
 * @param {{title: string, text?: string, body?: Node[], no?: string, test?: string, closed?: () => void,
 *   answers: {text: string, class?: string, test?: string, press: () => void|boolean|Promise<void|boolean>}[]}} o
 * An answer that returns false leaves the question open.
 */
export function ask(o) {
  const foot = [button({ text: o.no ?? T('cancel'), class: 'plain', test: 'no', press: () => el.close() })];
  for (const a of o.answers) {
    foot.push(button({ text: a.text, class: a.class ?? 'primary', test: a.test ?? 'yes', press: async () => { if (await a.press() !== false) el.close(); } }));
  }
  const el = openSheet({ title: o.title, body: [o.text ? h('p', { class: 'muted' }, o.text) : null, ...(o.body ?? [])].filter(Boolean), class: 'question', test: o.test, closed: o.closed, foot });
  return el;
}
