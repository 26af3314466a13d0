// The chat: its lines, what is pinned above them, and the field to write in. What
// is refused stays in the field, with the reason below it.
import { h, say, set, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { left, nameOf, seconds, shorten } from '../util/format.js';
import { nameColor } from '../util/look.js';
import { Code, codeOf } from '../net/codes.js';
import { chatBlocked } from '../room/state.js';
import { button } from '../kit/button.js';
import { icon } from '../kit/icon.js';
import { chatLog } from './chatlog.js';
import { emojiPicker } from './emoji.js';

const drafts = new Map(); // what was typed and not sent, by room

const refusals = {
  [Code.tooFast]: 'tooFast', [Code.tooLarge]: 'tooLong', [Code.tooLong]: 'tooLong', [Code.blockedWords]: 'badWords', [Code.muted]: 'muted', [Code.commentsOff]: 'commentsOff',
};

const letters = Intl.Segmenter ? new Intl.Segmenter() : null;
const lengthOf = (text) => (letters ? [...letters.segment(text)].length : Array.from(text).length);

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit @param {(line: any, el: HTMLElement, person: boolean) => void} open */
export function chat(app, visit, open) {
  const room = visit.room;
  const log = chatLog(visit, open);
  const pinName = h('span', { class: 'muted' }), pinWords = h('span', { class: 'pin-words' });
  const pin = h('div', { class: 'pin', data: { test: 'pin' } }, icon('pin'), h('div', {}, pinName, pinWords));
  const reason = h('p', { class: 'chat-reason', id: 'chat-reason', role: 'status', data: { test: 'chat-reason' } });
  const input = h('input', {
    type: 'text', class: 'chat-input', placeholder: T('chat.hint'), 'aria-label': T('chat.hint'), 'aria-describedby': 'chat-reason', autocomplete: 'off', enterkeyhint: 'send', data: { test: 'chat-input' },
    on: { input: () => { refused = ''; judge(); }, keydown: key },
  });
  input.value = drafts.get(room.id) ?? '';
  const send = button({ icon: 'send', label: T('tip.send'), class: 'primary', test: 'chat-send', press: submit });
  const smile = button({ icon: 'smile', label: T('tip.emoji'), class: 'ghost chat-smile', test: 'emoji', press: () => { show(picker, picker.hidden); smile.setOn(!picker.hidden); } });
  const picker = emojiPicker((s) => { input.setRangeText(s, input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length, 'end'); judge(); input.focus(); });
  const form = h('form', { class: 'chat-form', on: { submit: (e) => { e.preventDefault(); submit(); } } }, smile, input, send);
  const closed = h('p', { class: 'muted chat-closed', data: { test: 'chat-closed' } }, T('chat.blocked.comments'));
  const el = h('div', { class: 'chat', data: { test: 'chat' } }, pin, log.el, picker, form, closed, reason);
  let sending = false, refused = '', failedText = '';

  function key(e) {
    if (e.key === 'Escape') input.blur();
    if (e.key === 'ArrowUp' && !input.value) { log.list.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp' })); e.preventDefault(); }
    e.stopPropagation();
  }

  async function submit() {
    const text = input.value.trim();
    if (!text || sending || chatBlocked(room, app.up) || tooLong(text)) return;
    sending = true;
    refused = '';
    show(picker, false);
    log.toEnd();
    judge();
    try {
      await visit.say(text);
      if (input.value.trim() === text) input.value = '';
      drafts.delete(room.id);
      log.toEnd();
    } catch (err) {
      refused = refusals[codeOf(err)] ?? 'failed';
      failedText = text;
    }
    sending = false;
    judge();
  }

  function tooLong(text) {
    const most = app.server?.limits?.message;
    if (!most) return '';
    if (most.chars && lengthOf(text) > most.chars) return T('count.tooLong', { Most: most.chars });
    return new TextEncoder().encode(text).length > most.bytes ? T('count.tooLong.bytes', { Most: most.bytes }) : '';
  }

  function judge() {
    const block = chatBlocked(room, app.up), text = input.value.trim(), long = tooLong(text);
    let why = '', kind = '';
    if (block === 'muted' && room.mutedUntil > app.now()) [why, kind] = [T('chat.blocked.until', { Time: seconds(left(room.mutedUntil, app.now())) }), 'warn'];
    else if (block) [why, kind] = [T('chat.blocked.' + block), 'warn'];
    else if (long) [why, kind] = [long, 'bad'];
    else if (refused && text === failedText) [why, kind] = [T('chat.refused.' + refused), 'bad'];
    const off = block === 'comments';
    show(closed, off);
    show(form, !off);
    say(reason, off || block === 'out' ? '' : why); // the field itself says that one is out
    reason.className = 'chat-reason ' + kind;
    show(reason, reason.textContent);
    if (input.disabled !== (!!block && block !== 'offline')) input.disabled = !!block && block !== 'offline';
    set(input, 'placeholder', block && block !== 'offline' && why ? why : T('chat.hint'));
    send.enable(!block && !!text && !long && !sending, why || (sending ? T('chat.sending') : T('chat.empty')));
    if (block) show(picker, false);
  }

  return {
    el,
    focus: () => input.focus(),
    tick: () => { if (room.mutedUntil) judge(); },
    update() {
      log.update();
      const p = room.chat.pinned;
      show(pin, p);
      if (p) {
        say(pinName, T('chat.pinned', { Name: shorten(nameOf(p.user), 18) }));
        pinName.style.color = nameColor(p.user.userId);
        say(pinWords, p.text);
      }
      judge();
    },
    close() { if (input.value) drafts.set(room.id, input.value); else drafts.delete(room.id); },
  };
}
