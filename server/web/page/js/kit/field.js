import { h } from '../util/dom.js';

let ids = 0;

/**
 * A field with its words above it.
 * @param {{label: string, hint?: string, value?: string, type?: string, name?: string, test?: string, max?: number, mode?: string, complete?: string, input?: (text: string) => void}} o
 */
export function field(o) {
  const id = `field-${++ids}`;
  const input = h('input', {
    id, type: o.type ?? 'text', placeholder: o.hint ?? false, maxlength: o.max ?? false, name: o.name ?? false, inputmode: o.mode ?? false,
    autocomplete: o.complete ?? 'off', enterkeyhint: 'go', data: o.test ? { test: o.test } : {}, on: { input: () => o.input?.(input.value) },
  });
  input.value = o.value ?? '';
  return Object.assign(h('div', { class: 'field' }, h('label', { for: id }, o.label), input), { input });
}

/**
 * A list to choose from.
 * @param {{label: string, options: [string, string][], value: string, hidden?: boolean, test?: string, choose: (value: string) => void}} o
 */
export function chooser(o) {
  const id = `field-${++ids}`;
  const el = h('select', { id, 'aria-label': o.hidden ? o.label : false, data: o.test ? { test: o.test } : {}, on: { change: () => o.choose(el.value) } });
  const box = h('div', { class: 'field' }, o.hidden ? null : h('label', { for: id }, o.label), el);
  const setOptions = (options, value) => {
    el.replaceChildren(...options.map(([v, text]) => h('option', { value: v }, text)));
    el.value = value;
  };
  setOptions(o.options, o.value);
  return Object.assign(box, { select: el, setOptions });
}

/**
 * Tabs over pages; the arrow keys go from one to the next.
 * @param {{label: string, tabs: {key: string, text: string, page: HTMLElement}[], change?: (key: string) => void}} o
 */
export function tabs(o) {
  const id = `tabs-${++ids}`;
  const heads = o.tabs.map((t, i) => {
    t.page.id = `${id}-page-${i}`;
    t.page.setAttribute('role', 'tabpanel');
    t.page.setAttribute('aria-labelledby', `${id}-${i}`);
    return h('button', { type: 'button', role: 'tab', id: `${id}-${i}`, class: 'tab', 'aria-controls': t.page.id, data: { test: 'tab-' + t.key }, on: { click: () => choose(t.key) } }, t.text);
  });
  function choose(key, focus = false) {
    o.tabs.forEach((t, i) => {
      const on = t.key === key;
      heads[i].setAttribute('aria-selected', on ? 'true' : 'false');
      heads[i].tabIndex = on ? 0 : -1;
      t.page.hidden = !on;
      if (on && focus) heads[i].focus();
    });
    el.current = key;
    o.change?.(key);
  }
  const el = h('div', { role: 'tablist', class: 'tabs', 'aria-label': o.label, on: {
    keydown: (e) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (!step) return;
      const now = o.tabs.findIndex((t) => t.key === el.current);
      choose(o.tabs[(now + step + o.tabs.length) % o.tabs.length].key, true);
      e.preventDefault();
    },
  } }, ...heads);
  Object.assign(el, { choose, current: '', head: (key) => heads[o.tabs.findIndex((t) => t.key === key)] });
  choose(o.tabs[0].key);
  return el;
}
