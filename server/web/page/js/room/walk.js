// Going from live to live, in the order of the lobby when one set out: watching
// changes how many watch, and with it the lobby's order, and would lead back.

/**
 * The order from a room on. Lives that have ended drop out, new ones come last; the
 * room one is in keeps its place.
 * @param {any[]} rooms as the lobby shows them @param {number[]} walk the order before
 * @param {number} from @param {string} me @returns {number[]}
 */
export function walkOrder(rooms, walk, from, me) {
  const there = new Set(rooms.filter((r) => r.roomId === from || (r.live && r.ownerId !== me)).map((r) => r.roomId));
  const before = new Set(walk.includes(from) ? walk.filter((id) => id === from || there.has(id)) : []);
  return [...before, ...[...there].filter((id) => !before.has(id))];
}

/** The room after or before another in an order; 0 at its end. @param {number[]} order @param {number} from @param {boolean} next */
export function neighbour(order, from, next) {
  const i = order.indexOf(from);
  if (i < 0) return next ? order[0] ?? 0 : 0;
  return order[next ? i + 1 : i - 1] ?? 0;
}
