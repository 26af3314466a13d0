import { h } from '../util/dom.js';
import { T } from '../util/texts.js';

const signs = '😀 😄 😂 😅 😊 😍 😘 😎 😉 😋 🤔 😮 😢 😭 😡 👍 👎 👏 🙌 🙏 💪 👋 ✌️ 👌 ❤️ 💔 🔥 ✨ 🎉 🎁 🌹 ☕ 🍀 ⭐ 🚀 💯'.split(' ');

/** The signs to choose from. @param {(sign: string) => void} chosen */
export function emojiPicker(chosen) {
  const el = h('div', { class: 'emoji', role: 'group', 'aria-label': T('tip.emoji'), data: { test: 'emoji-picker' } },
    ...signs.map((s) => h('button', { type: 'button', class: 'emoji-sign', on: { click: () => chosen(s) } }, s)));
  el.hidden = true;
  return el;
}
