// What becomes of a room when people come, go and send. Each handler changes the
// room; `out` takes notices, and asks for what is to be done.
import { person, sortAnchors, standing, takeSnapshot, tell } from './state.js';

const maxMembers = 200;

function member(room, u, came) {
  if (!came) Object.assign(standing(room, u.userId), { role: 'audience', helper: false, rising: false });
  tell(room, came ? 'came' : 'left', u);
  room.members = room.members.filter((m) => m.userId !== u.userId);
  if (came) room.members = [u, ...room.members].slice(0, maxMembers);
}

function available(room, d, what) {
  const a = room.anchors.find((x) => x.userId === d.userId);
  if (a) a[what] = d.available;
  return a;
}

function renamed(room, u) {
  for (const list of [room.anchors, room.members]) for (const m of list) if (m.userId === u.userId) Object.assign(m, { userName: u.userName, avatarUrl: u.avatarUrl });
  if (u.userId === room.info.ownerId) Object.assign(room.info, { ownerName: u.userName, ownerAvatar: u.avatarUrl });
}

export const onPeople = {
  audienceEnter(room, d) {
    room.info.memberCount = d.memberCount;
    for (const u of d.users) member(room, u, true);
  },
  audienceExit(room, d) {
    room.info.memberCount = d.memberCount;
    for (const u of d.users) member(room, u, false);
  },
  anchorEnter(room, d) {
    room.anchors = [...room.anchors.filter((a) => a.userId !== d.user.userId), { ...d.user, role: d.role, video: false, audio: false }];
    sortAnchors(room);
    const s = standing(room, d.user.userId);
    if (s.rising) {
      s.rising = false;
      tell(room, 'up', d.user);
    }
  },
  anchorExit(room, d) {
    room.anchors = room.anchors.filter((a) => a.userId !== d.user.userId);
    if (!room.info.hostAway) room.lost.delete(d.user.userId); // nothing is on its way
  },
  userVideoAvailable(room, d, out) {
    if (!d.available && d.lost) room.lost.add(d.userId); // the last picture is kept
    else room.lost.delete(d.userId);
    if (available(room, d, 'video') && d.available) out.look(d.userId);
  },
  userAudioAvailable(room, d, out) { if (available(room, d, 'audio') && d.available) out.look(d.userId); },
  playQuality(_room, d, out) { out.quality(d); },
  roomInfoChanged(room, d) { room.info = { ...d.room, memberCount: room.info.memberCount || d.room.memberCount }; },
  userProfileChanged(room, d) { renamed(room, d.user); },
  hostAway(room, d) {
    room.hostAwayUntil = d.until || Date.now() + 60000;
    room.info.hostAway = true;
  },
  hostBack(room) {
    room.hostAwayUntil = 0;
    room.info.hostAway = false;
  },
  roomDestroy(room, d, out) {
    room.phase = 'ended';
    room.summary = d.summary;
    over(room);
    out.release();
  },
  kickedOut(room, d, out) {
    room.phase = 'removed';
    room.removed = { by: person(room, d.by), banned: !!d.banned };
    over(room);
    out.release();
  },
};

/** Nothing comes from the room any more. */
export function over(room) {
  room.anchors = [];
  room.pk = null;
  room.hostAwayUntil = 0;
  Object.assign(room.stage, { phase: 'none', invitation: null });
}

/** After a reconnect: the room as it is now. */
export const again = takeSnapshot;
