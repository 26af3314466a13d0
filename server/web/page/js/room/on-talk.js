// Chat, likes and gifts.
import { add, lineOf, remove } from './say.js';
import { person, standing, tell } from './state.js';

const maxBanners = 4;
let bannerId = 0;

function message(room, d) {
  const line = lineOf(d, room.me.userId);
  if (line && !room.blocked.has(line.user.userId)) add(room.chat, line);
}

function gave(room, line, coins) {
  const before = room.givers.get(line.user.userId)?.coins ?? 0;
  room.givers.set(line.user.userId, { user: line.user, coins: before + coins });
}

/** A banner for a gift; the same gift again makes it a combo. */
function announce(room, line) {
  const old = room.banners.find((b) => b.from.userId === line.user.userId && b.gift.giftId === line.gift.giftId && b.to.userId === line.to.userId && b.count === line.count);
  const banner = old ?? { id: ++bannerId, from: line.user, to: line.to, gift: line.gift, count: line.count, combo: 0 };
  banner.combo++;
  if (!old) room.banners = [...room.banners, banner].slice(-maxBanners);
  if (line.gift.grand) room.grand = { ...banner, id: ++bannerId };
  return banner;
}

export const onTalk = {
  recvRoomTextMsg: message,
  recvRoomCustomMsg: message,
  chatMuted(room, d, out) {
    const me = d.userId === room.me.userId;
    if (!d.userId) {
      room.allMuted = d.muted;
      tell(room, d.muted ? 'allMuted' : 'allUnmuted');
    } else {
      standing(room, d.userId).muted = d.muted;
      tell(room, d.muted ? 'muted' : 'unmuted', person(room, d.userId));
    }
    if (!me) return;
    room.muted = d.muted;
    room.mutedUntil = d.until ?? 0;
    out.notice(d.muted ? 'notice.chatMuted' : 'notice.chatUnmuted');
  },
  messageDeleted(room, d) { remove(room.chat, d.msgId); },
  messagePinned(room, d) { room.chat.pinned = d.message && !room.blocked.has(d.message.user.userId) ? lineOf(d.message, room.me.userId) : null; },
  likes(room, d) {
    const l = room.likes;
    const own = Math.min(d.count, l.sent);
    l.sent -= own;
    l.total = d.total + l.taps + l.sent;
    l.others += d.count - own;
  },
  gift(room, d, out) {
    const line = lineOf(d, room.me.userId);
    if (!line?.gift) return;
    gave(room, line, d.gift.coins);
    room.coins = d.roomCoins ?? room.coins;
    if (room.blocked.has(line.user.userId)) return; // it counts all the same
    add(room.chat, line);
    out.banner(announce(room, line));
  },
};
