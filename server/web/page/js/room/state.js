// What is known of the room that is watched.
import { add, emptyChat, lineOf } from './say.js';

/** A room that is being entered. @param {number} id @param {{userId: string}} me @param {{has: (userId: string) => boolean}} blocked */
export function newRoom(id, me, blocked) {
  return {
    id, me, blocked, phase: 'joining', failure: null, removed: null, summary: null,
    info: { roomId: id, ownerId: '', memberCount: 0 },
    role: 'audience', helper: false, muted: false, mutedUntil: 0, allMuted: false,
    anchors: [], seats: [], hostAwayUntil: 0, pk: null, result: false,
    lost: new Set(), members: [], standings: new Map(), chat: emptyChat(),
    likes: { total: 0, others: 0, taps: 0, sent: 0 }, coins: 0, givers: new Map(), banners: [], grand: null,
    stage: { phase: 'none', until: 0, soundOnly: false, invitation: null, failure: null },
  };
}

/** The person's standing in the room: role, helper, muted. */
export function standing(room, userId) {
  let s = room.standings.get(userId);
  if (!s) room.standings.set(userId, (s = { role: 'audience', helper: false, muted: false, rising: false }));
  return s;
}

/** Somebody by ID, as well as they are known. */
export function person(room, userId) {
  const all = [...room.anchors, ...room.members, room.me, ...room.chat.lines.map((l) => l.user).filter(Boolean)];
  if (userId === room.info.ownerId) all.push({ userId, userName: room.info.ownerName, avatarUrl: room.info.ownerAvatar });
  return all.find((u) => u.userId === userId) ?? { userId };
}

/** Adds a line that the page itself writes. */
export const tell = (room, kind, user) => add(room.chat, { kind, user });

/** The room is as a snapshot says. @param {any} room @param {any} s Snapshot */
export function takeSnapshot(room, s) {
  room.phase = 'in';
  room.failure = null;
  room.info = s.room;
  room.role = s.self.role;
  room.helper = !!s.self.admin;
  room.muted = !!s.self.muted;
  Object.assign(standing(room, room.me.userId), { role: room.role, helper: room.helper, muted: room.muted, rising: false });
  room.allMuted = !!s.chatMuted;
  room.anchors = s.anchors.map((a) => ({ ...a }));
  for (const id of room.lost) if (!s.room.hostAway && !room.anchors.some((a) => a.userId === id)) room.lost.delete(id);
  sortAnchors(room);
  room.seats = s.seats ?? [];
  room.hostAwayUntil = s.hostAwayUntil ?? 0;
  room.pk = s.pk ?? null;
  room.likes.total = Math.max(room.likes.total, s.likes ?? 0);
  room.coins = s.coins ?? 0;
  for (const seq of s.deleted ?? []) room.chat.deleted.add(seq);
  room.chat.lines = room.chat.lines.filter((l) => !room.chat.deleted.has(l.seq));
  room.chat.pinned = s.pinned && !room.blocked.has(s.pinned.user.userId) ? lineOf(s.pinned, room.me.userId) : null;
  takeCalls(room, s.calls ?? []);
}

/** Open invitations of a snapshot. */
function takeCalls(room, calls) {
  const st = room.stage;
  const asked = calls.find((c) => c.kind === 'join' && c.outgoing);
  const invited = calls.find((c) => c.kind === 'invite' && !c.outgoing && !room.blocked.has(c.user.userId));
  st.invitation = invited ? { user: invited.user, callId: invited.callId, soundOnly: !!invited.soundOnly, until: invited.until } : null;
  if (asked) Object.assign(st, { phase: 'asking', until: asked.until, soundOnly: !!asked.soundOnly });
  else if (st.phase === 'asking') st.phase = room.role === 'coanchor' ? 'ready' : 'none';
  else if (room.role !== 'coanchor' && st.phase !== 'none') st.phase = 'none';
}

/** The host first, then guests in the order of their seats, then the others of a PK in its order. */
export function sortAnchors(room) {
  const side = (u) => room.pk?.sides.findIndex((s) => s.user.userId === u) ?? -1;
  const seat = (u) => room.seats.find((s) => s.userId === u)?.seat ?? 99;
  const place = (a) => (a.userId === room.info.ownerId ? 0 : side(a.userId) > 0 ? side(a.userId) : 100 + seat(a.userId));
  room.anchors.sort((a, b) => place(a) - place(b) || (a.userId < b.userId ? -1 : 1));
}

/** The seat the person has, or undefined. */
export const ownSeat = (room) => room.seats.find((s) => s.userId === room.me.userId);

/** Why the person may not write; '' if they may. @param {boolean} up the link is */
export function chatBlocked(room, up) {
  const trusted = room.helper || room.role === 'anchor';
  if (room.phase !== 'in') return 'out';
  if (!up) return 'offline';
  if (room.muted) return 'muted';
  if (room.info.commentsOff && !trusted) return 'comments';
  return room.allMuted && !trusted ? 'all' : '';
}

/** Why the person cannot ask for a seat; '' if they can. */
export function stageBlocked(room, up) {
  if (!up) return 'offline';
  if (room.hostAwayUntil) return 'hostAway';
  if (room.pk && !room.info.pkWithCoAnchors) return 'inPK';
  return room.seats.length > 0 && room.seats.every((s) => s.userId || s.locked) ? 'stageFull' : '';
}

/** Whether the host sends anything. */
export const hostSends = (room) => room.anchors.some((a) => a.userId === room.info.ownerId);
