// What the browser remembers. Where it may not (private windows, storage
// switched off) things hold until the page is closed.

const here = new Map();

/** @param {string} name @param {any} fallback */
export function recall(name, fallback = null) {
  try {
    const text = localStorage.getItem('onair.' + name);
    if (text !== null) return JSON.parse(text);
  } catch { /* not to be had */ }
  return here.has(name) ? here.get(name) : fallback;
}

/** @param {string} name @param {any} value null forgets */
export function keep(name, value) {
  here.set(name, value);
  try {
    if (value === null) localStorage.removeItem('onair.' + name);
    else localStorage.setItem('onair.' + name, JSON.stringify(value));
  } catch { /* not to be had */ }
}
