// The words of the page, the same as the app's.
import { assets } from '../paths.js';
import { keep, recall } from './kept.js';

let words = {};
let language = 'en';

/** The languages there are, each by its own name. */
export const languages = [['en', 'English'], ['zh', '简体中文']];

/** The language that the person chose, or the browser's. */
function wanted() {
  const chosen = recall('language');
  if (languages.some(([code]) => code === chosen)) return chosen;
  for (const l of navigator.languages ?? [navigator.language]) {
    const found = languages.find(([code]) => l.toLowerCase().startsWith(code));
    if (found) return found[0];
  }
  return 'en';
}

const ask = (code) => fetch(new URL(`texts/${code}.json`, assets));

/** Asked for before the rest of the page is here. */
let early = { code: wanted(), reply: ask(wanted()) };
early.reply.catch(() => {});

/** Reads the words of the language in use. */
export async function loadTexts() {
  const code = wanted(), first = early;
  early = null;
  const reply = await (first?.code === code ? first.reply : ask(code));
  if (!reply.ok) throw new Error(`texts: ${reply.status}`);
  words = await reply.json();
  language = code;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** @returns {string} the code of the language in use */
export const languageNow = () => language;

/** Another language from now on. What is on the page has to be written anew. @param {string} code */
export async function useLanguage(code) {
  const before = recall('language');
  keep('language', code);
  try {
    await loadTexts();
  } catch (err) {
    keep('language', before);
    throw err;
  }
}

function filled(text, values) {
  return text.replace(/\{\{\.(\w+)\}\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The words for a key. @param {string} key @param {Object<string, any>} [values] @returns {string} */
export function T(key, values = {}) {
  const text = words[key];
  if (text === undefined) return key;
  return filled(typeof text === 'string' ? text : text.other, values);
}

/** The words for a number of things. @param {string} key @param {number} n */
export function N(key, n, values = {}) {
  const text = words[key];
  if (text === undefined) return key;
  const one = n === 1 && text.one !== undefined;
  return filled(typeof text === 'string' ? text : one ? text.one : text.other, { Count: n, ...values });
}

/** Whether there are words for a key. @param {string} key */
export const has = (key) => key in words;
