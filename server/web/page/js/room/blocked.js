// Whom the person does not want to hear of. The list is this browser's own, as it
// is the app's: the server does not know of it.
import { keep, recall } from '../util/kept.js';
import { root } from '../paths.js';

const most = 1000, name = 'blocked' + root.pathname; // one name at another server is somebody else

export class Blocked {
  constructor() { this.ids = new Set(recall(name, [])); }

  /** @param {string} userId */
  has(userId) { return this.ids.has(userId); }

  /** Blocks somebody, or no longer; of too many the oldest go. @param {string} userId @param {boolean} on */
  set(userId, on) {
    this.ids.delete(userId);
    if (on) this.ids.add(userId);
    this.ids = new Set([...this.ids].slice(-most));
    keep(name, [...this.ids]);
  }
}

/** What somebody who is blocked has said, given and asked for is not shown any more. @param {any} room @param {string} userId */
export function hide(room, userId) {
  const chat = room.chat;
  chat.lines = chat.lines.filter((l) => l.user?.userId !== userId);
  if (chat.pinned?.user.userId === userId) chat.pinned = null;
  room.banners = room.banners.filter((b) => b.from.userId !== userId);
  if (room.stage.invitation?.user.userId === userId) room.stage.invitation = null;
}
