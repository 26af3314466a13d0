// The lines of the chat. It follows the newest line only while that is in view;
// otherwise what is being read stays where it is, and a chip tells of new lines.
import { h, say, show } from '../util/dom.js';
import { N, T } from '../util/texts.js';
import { giftName, nameOf, shorten } from '../util/format.js';
import { giftSign } from '../kit/giftsign.js';
import { nameColor } from '../util/look.js';
import { button } from '../kit/button.js';

/** The word before a name; '' for a plain viewer. @returns {[string, string]} words and class */
export function markOf(role, helper) {
  if (role === 'anchor') return [T('mark.host'), 'host'];
  if (helper) return [T('mark.helper'), 'helper'];
  return role === 'coanchor' ? [T('mark.guest'), 'guest'] : ['', ''];
}

/** @param {import('../room/visit.js').Visit} visit @param {(line: any, el: HTMLElement) => void} open a line was pressed */
export function chatLog(visit, open) {
  const list = h('ol', { class: 'chat-lines', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions', 'aria-label': T('tip.chatLines'), tabindex: '0', data: { test: 'chat-log' } });
  const reading = h('p', { class: 'muted chat-reading' }, T('chat.older'));
  const chip = button({ icon: 'chevron-down', text: '', class: 'primary small chat-new', label: T('tip.newest'), test: 'chat-new', press: toEnd });
  chip.hidden = reading.hidden = true;
  const first = h('p', { class: 'muted chat-first', data: { test: 'chat-first' } }, T('chat.first'));
  const el = h('div', { class: 'chat-log' }, reading, first, list, chip);
  const rows = new Map();
  let follow = true, unread = 0, lines = null;

  function row(line) {
    const name = h('button', { type: 'button', class: 'chat-name', tabindex: '-1', on: { click: (e) => { e.stopPropagation(); open(line, e.currentTarget, true); } } }, line.user ? shorten(nameOf(line.user), 18) : '');
    if (line.kind === 'text') {
      name.style.color = nameColor(line.user.userId);
      const [mark, kind] = markOf(line.role, line.helper);
      const at = line.at ? T('chat.at', { Time: new Date(line.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) }) : false;
      return h('li', { class: 'chat-text' + (line.mine ? ' mine' : ''), title: at, tabindex: '-1', data: { seq: line.seq, test: 'chat-line' } }, mark && h('span', { class: 'mark ' + kind }, mark), name, ' ', h('span', { class: 'chat-words' }, line.text));
    }
    if (line.kind === 'gift') {
      return h('li', { class: 'chat-gift', tabindex: '-1', data: { seq: line.seq, test: 'chat-gift' } }, h('span', { class: 'gift-sign', 'aria-hidden': 'true' }, giftSign(line.gift)), name, ' ', T('chat.gave', { Gift: giftName(line.gift), Number: line.count }));
    }
    return h('li', { class: 'chat-told', data: { test: 'chat-told', kind: line.kind } }, T('chat.line.' + line.kind, { Name: line.user ? shorten(nameOf(line.user), 18) : '' }));
  }

  const atEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 24;
  function toEnd() {
    follow = true;
    unread = 0;
    list.scrollTop = list.scrollHeight;
    show(chip, false);
  }

  list.addEventListener('scroll', () => {
    follow = atEnd();
    if (follow && unread) toEnd();
    if (list.scrollTop < 80 && !follow) void visit.older();
  }, { passive: true });
  list.addEventListener('click', (e) => {
    const li = e.target instanceof Element ? e.target.closest('li') : null;
    const line = li && lines?.find((l) => rows.get(l.id) === li);
    if (line?.user) open(line, li, false);
  });
  list.addEventListener('contextmenu', (e) => {
    const li = e.target instanceof Element ? e.target.closest('li') : null;
    const line = li && lines?.find((l) => rows.get(l.id) === li);
    if (line?.user) { e.preventDefault(); open(line, li, false); }
  });
  list.addEventListener('keydown', (e) => keys(e));
  new ResizeObserver(() => { if (follow) list.scrollTop = list.scrollHeight; }).observe(list);

  /** Up and down choose a line, Enter opens its menu. */
  function keys(e) {
    const items = [...list.querySelectorAll('li.chat-text, li.chat-gift')];
    const now = items.indexOf(document.activeElement);
    if (e.key === 'ArrowUp' || e.key === 'ArrowDown') {
      const next = e.key === 'ArrowUp' ? (now < 0 ? items.length - 1 : now - 1) : now + 1;
      if (items[next]) { items[next].focus(); items[next].scrollIntoView({ block: 'nearest' }); }
      e.preventDefault();
    } else if (e.key === 'Enter' && now >= 0) {
      items[now].click();
      e.preventDefault();
    }
  }

  function update() {
    const chat = visit.room.chat;
    show(reading, chat.reading);
    show(first, !chat.lines.length && !chat.reading);
    if (chat.lines === lines) return;
    const before = lines, from = list.scrollHeight - list.scrollTop;
    lines = chat.lines;
    const older = before?.length && lines.length && lines[0].id < before[0].id;
    const keep = new Set(lines.map((l) => l.id));
    for (const [id, li] of rows) if (!keep.has(id)) { li.remove(); rows.delete(id); }
    let after = null, fresh = 0;
    for (const line of lines) {
      let li = rows.get(line.id);
      if (!li) {
        rows.set(line.id, (li = row(line)));
        if (after) after.after(li); else list.prepend(li);
        fresh++;
      }
      after = li;
    }
    if (follow) list.scrollTop = list.scrollHeight;
    else if (older) list.scrollTop = list.scrollHeight - from;
    else unread += fresh;
    if (chat.older && !chat.reading && list.clientHeight && list.scrollHeight - list.clientHeight < 80) void visit.older(); // nothing to scroll by
    if (!follow && unread) { chip.setText(N('chat.new', unread)); show(chip, true); }
  }

  return { el, list, update, toEnd, has: () => rows.size };
}
