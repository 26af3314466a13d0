// Rooms that share a stage.
import { nameOf } from '../util/format.js';
import { sortAnchors, tell } from './state.js';

function ended(room) {
  if (room.pk) tell(room, 'pkEnded');
  room.pk = null;
  room.result = false;
}

function joined(room, was, pk) {
  let kind = was ? 'pkJoined' : 'pkBegan';
  for (const side of pk.sides.slice(1)) {
    if (was?.sides.some((s) => s.roomId === side.roomId)) continue;
    tell(room, kind, side.user);
    kind = 'pkJoined';
  }
}

export const onPK = {
  pkState(room, d, out) {
    if (d.ended) {
      ended(room);
      return;
    }
    const was = room.pk;
    if (d.pk.over && was && !was.over) {
      room.result = true;
      out.later(6000, () => { room.result = false; });
    } else if (!d.pk.over) room.result = false;
    room.pk = d.pk;
    joined(room, was, d.pk);
    for (const l of d.left ?? []) {
      tell(room, 'pkLeft', l.user);
      out.notice('notice.pkLeft', { Subject: nameOf(l.user) });
    }
    sortAnchors(room);
  },
};

/** What a PK is at: battle, result or together. */
export const pkPhase = (room) => (room.result ? 'result' : room.pk.coHost || room.pk.over ? 'together' : 'battle');

/** A side's place by points, from 1. */
export const placeOf = (pk, i) => 1 + pk.sides.filter((s) => s.score > pk.sides[i].score).length;

/** The sides' parts of the bar: each keeps one that can be seen. */
export function shares(pk) {
  const n = pk.sides.length, least = 0.3 / n, sum = pk.sides.reduce((a, s) => a + s.score, 0);
  return pk.sides.map((s) => least + (sum ? s.score / sum : 1 / n) * (1 - least * n));
}
