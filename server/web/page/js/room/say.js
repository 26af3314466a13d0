// Lines of the chat: in the server's order, bounded, each once.

const maxLines = 500, maxPaged = 2000;

/** @typedef {{id: number, kind: string, user?: any, role?: string, helper?: boolean, mine?: boolean, seq: number, at?: number,
 *   old?: boolean, text?: string, gift?: any, count?: number, to?: any}} Line */

/** An empty chat. */
export const emptyChat = () => ({
  lines: /** @type {Line[]} */ ([]), older: false, reading: false, paged: 0, pinned: null, deleted: new Set(), until: 0, next: 1, first: 0, read: 0,
});

/** Makes a line of a message; null for those that are for programs. @returns {Line|null} */
export function lineOf(m, me) {
  const line = { id: 0, kind: 'text', user: m.user, role: m.role, helper: m.admin, mine: m.user.userId === me, seq: m.msgId, at: m.time, text: m.text };
  if (m.gift) return { ...line, kind: 'gift', gift: m.gift.gift, count: m.gift.count, to: m.gift.to };
  if (m.text) return line;
  return m.cmd === 'slider' ? { ...line, text: m.message } : null;
}

/** Adds a line where the server's order puts it. @param {any} chat @param {Partial<Line>} line */
export function add(chat, line) {
  if (line.seq && (chat.deleted.has(line.seq) || chat.lines.some((l) => l.seq === line.seq))) return;
  const one = { seq: 0, ...line, id: chat.next++ };
  let at = chat.lines.length;
  if (one.seq) while (at > 0 && chat.lines[at - 1].seq > one.seq) at--;
  chat.lines = [...chat.lines.slice(0, at), one, ...chat.lines.slice(at)];
  const drop = chat.lines.length - maxLines - chat.paged;
  if (drop > 0) {
    chat.lines = chat.lines.slice(drop);
    chat.older = true;
  }
}

/** Puts older messages before the oldest line. @param {any} room @param {any[]} messages @param {boolean} more there are still older ones */
export function addOlder(room, messages, more) {
  const chat = room.chat, seen = new Set(chat.lines.map((l) => l.seq));
  for (const m of messages) if (!chat.read || m.msgId < chat.read) chat.read = m.msgId;
  const lines = messages.map((m) => lineOf(m, room.me.userId)).filter((l) => l && !chat.deleted.has(l.seq) && !seen.has(l.seq) && !room.blocked.has(l.user.userId));
  chat.first -= lines.length;
  lines.forEach((l, i) => { l.old = true; l.id = chat.first + i; });
  chat.lines = [...lines, ...chat.lines];
  chat.paged += lines.length;
  chat.older = more && chat.paged < maxPaged;
  chat.reading = false;
}

/** Takes a line out, now and if it comes later. */
export function remove(chat, seq) {
  chat.deleted.add(seq);
  chat.lines = chat.lines.filter((l) => l.seq !== seq);
  if (chat.pinned?.seq === seq) chat.pinned = null;
}

/** The server's number of the oldest message that is known, shown or not; 0: none. */
export function oldest(chat) {
  const line = chat.lines.find((l) => l.seq)?.seq ?? 0;
  return chat.older && chat.read && (!line || chat.read < line) ? chat.read : line;
}
