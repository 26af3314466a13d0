// Seats on the stage, and the way to one.
import { nameOf } from '../util/format.js';
import { person, sortAnchors, standing, tell } from './state.js';

const seatTime = 30000;

/** A seat is given: see yourself first. */
function ready(room, soundOnly, out) {
  Object.assign(room.stage, { phase: 'ready', soundOnly, invitation: null, failure: null, until: out.now() + seatTime });
}

/** The own place on stage is over. */
function down(room, out) {
  Object.assign(room.stage, { phase: 'none', until: 0, failure: null });
  out.release();
}

function seatOf(room, d) {
  const mine = room.seats.find((s) => s.userId === d.user.userId);
  if (mine && mine.seat !== d.seat) Object.assign(mine, { userId: '', soundOnly: false, mutedVideo: false, mutedAudio: false });
  if (d.role !== 'coanchor' || !d.seat) return;
  let seat = room.seats.find((s) => s.seat === d.seat);
  if (!seat) room.seats = [...room.seats, (seat = { seat: d.seat })];
  Object.assign(seat, { userId: d.user.userId, soundOnly: !!d.soundOnly });
}

function roleChanged(room, d, out) {
  const s = standing(room, d.user.userId);
  const before = { ...s };
  seatOf(room, d);
  s.rising = d.role === 'coanchor' && (s.rising || before.role !== d.role);
  s.role = d.role;
  s.helper = !!d.admin;
  const fell = before.role === 'coanchor' && d.role === 'audience';
  if (fell && !before.rising) tell(room, 'down', d.user);
  else if (d.admin && !before.helper) tell(room, 'helper', d.user);
  sortAnchors(room);
  if (d.user.userId !== room.me.userId) return;
  room.role = d.role;
  room.helper = !!d.admin;
  if (fell) down(room, out);
  if (fell && d.reason === 'unused') out.notice('notice.seatUnused');
  else if (d.admin && !before.helper) out.notice('notice.helper');
  else if (!d.admin && before.helper) out.notice('notice.noHelper');
}

function muted(room, d, out) {
  const seat = room.seats.find((s) => s.userId === d.userId);
  const before = { video: !!seat?.mutedVideo, audio: !!seat?.mutedAudio };
  if (seat) Object.assign(seat, { mutedVideo: d.video, mutedAudio: d.audio });
  if (d.userId !== room.me.userId) return;
  if (d.audio && !before.audio) out.notice('notice.micBlocked');
  else if (d.video && !before.video) out.notice('notice.camBlocked');
  else if (!d.audio && !d.video && (before.audio || before.video)) out.notice('notice.mediaFree');
}

export const onSeats = {
  inviteJoinAnchor(room, d) {
    if (room.blocked.has(d.user.userId)) return; // it ends unanswered
    room.stage.invitation = { user: d.user, callId: d.callId, soundOnly: !!d.soundOnly, until: d.until };
  },
  anchorAccepted(room, d, out) { ready(room, !!d.soundOnly, out); },
  anchorRejected(room, d, out) {
    room.stage.phase = 'none';
    if (d.reason === 'user') out.notice('notice.joinRejected', { Subject: nameOf(person(room, d.user.userId)) });
    else out.notice('notice.joinFailed');
  },
  kickoutJoinAnchor(room, d, out) {
    down(room, out);
    out.notice('notice.stageKicked');
  },
  roleChanged,
  seatLocked(room, d) {
    let seat = room.seats.find((s) => s.seat === d.seat);
    if (!seat) room.seats = [...room.seats, (seat = { seat: d.seat })];
    seat.locked = d.locked;
  },
  invitationTimeout(room, d, out) {
    if (d.kind === 'pk') return;
    if (d.inviterId === room.me.userId) {
      if (room.stage.phase === 'asking') room.stage.phase = 'none';
      out.notice('notice.joinTimeout');
    } else if (room.stage.invitation) {
      room.stage.invitation = null;
      out.notice('notice.inviteOver');
    }
  },
  invitationCancelled(room, d, out) {
    if (d.kind === 'pk' || !room.stage.invitation) return; // of who is blocked it was not shown
    room.stage.invitation = null;
    out.notice('notice.inviteOver');
  },
  anchorMuted: muted,
  steady(_room, d, out) { out.steady(d.on); },
};
