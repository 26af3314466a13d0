// Elements are made here, and texts only ever go into text nodes.

/**
 * Makes an element. Of props, `class` is its class, `on` its listeners by
 * event, `data` its data attributes; true and false set an attribute or leave
 * it out; all else are attributes as they are.
 * @param {string} tag
 * @param {Object<string, any>} [props]
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const el = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key === 'class') el.className = value;
    else if (key === 'on') for (const [name, f] of Object.entries(value)) el.addEventListener(name, f);
    else if (key === 'data') Object.assign(el.dataset, value);
    else set(el, key, value);
  }
  el.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return el;
}

/** Sets an attribute; false, null and undefined take it away.
 * @param {Element} el @param {string} name @param {any} value */
export function set(el, name, value) {
  if (value === false || value === null || value === undefined) el.removeAttribute(name);
  else {
    const text = value === true ? '' : String(value);
    if (el.getAttribute(name) !== text) el.setAttribute(name, text);
  }
}

/** Writes a text if it is another one. @param {Node} el @param {string} text */
export function say(el, text) {
  if (el.textContent !== text) el.textContent = text;
}

/** Shows or hides. @param {Element} el @param {any} on */
export function show(el, on) {
  if (el.hasAttribute('hidden') === !!on) el.toggleAttribute('hidden', !on);
}

/** Puts children in place of those that are there, unless they are the same.
 * @param {Element} el @param {Node[]} children */
export function fill(el, children) {
  const now = el.childNodes;
  if (now.length === children.length && children.every((c, i) => c === now[i])) return;
  el.replaceChildren(...children);
}

/** A key that is different each time, for requests that may be repeated. */
export function newKey() {
  const b = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(b, (v) => v.toString(16).padStart(2, '0')).join('');
}
