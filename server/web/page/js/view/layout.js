// Where the pictures of a stage stand: the same places as in the app.

export const gap = 4;

/** @typedef {{x: number, y: number, w: number, h: number}} Box */

/** n places in rows of columns; a last row that is not full has wider ones. @returns {Box[]} */
export function gridCells(n, columns, w, h) {
  const rows = Math.ceil(n / columns), high = (h - gap * (rows - 1)) / rows, out = [];
  for (let row = 0; row < rows; row++) {
    const line = Math.min(columns, n - row * columns), wide = (w - gap * (line - 1)) / line;
    for (let i = 0; i < line; i++) out.push({ x: i * (wide + gap), y: row * (high + gap), w: wide, h: high });
  }
  return out;
}

/** The sides of a PK: halves, the own room beside two others, then rows. @returns {Box[]} */
export function pkCells(n, w, h) {
  if (n <= 2) return gridCells(n, Math.max(1, n), w, h);
  if (n === 3) {
    const half = (w - gap) / 2;
    return [{ x: 0, y: 0, w: half, h }, ...gridCells(2, 1, half, h).map((b) => ({ ...b, x: b.x + half + gap }))];
  }
  return gridCells(n, n === 4 ? 2 : 3, w, h);
}

/** n guests of 16:9 in an area, as large as can be and in its middle. @returns {Box[]} */
function packed(n, area) {
  let best = 1, wide = 0;
  for (let columns = 1; columns <= n; columns++) {
    const rows = Math.ceil(n / columns);
    const across = (area.w - gap * (columns - 1)) / columns, down = (area.h - gap * (rows - 1)) / rows;
    const fits = Math.min(across, (down * 16) / 9);
    if (fits > wide) [best, wide] = [columns, fits];
  }
  const h = (wide * 9) / 16, rows = Math.ceil(n / best), out = [];
  const y = area.y + (area.h - h * rows - gap * (rows - 1)) / 2;
  for (let row = 0; row < rows; row++) {
    const line = Math.min(best, n - row * best);
    const x = area.x + (area.w - wide * line - gap * (line - 1)) / 2;
    for (let i = 0; i < line; i++) out.push({ x: x + i * (wide + gap), y: y + row * (h + gap), w: wide, h });
  }
  return out;
}

const guestShare = (length, share, needed) => Math.min(Math.max(length * share, length - needed - gap), length / 2);

function pictureArea(b, aspect) {
  const w = Math.min(b.w, b.h * aspect);
  return (w * w) / aspect;
}

/** One picture that matters most, and guests beside or below it. @returns {Box[]} */
export function focusCells(guests, aspect, w, h) {
  const whole = { x: 0, y: 0, w, h };
  if (guests <= 0) return [whole];
  const share = guests === 1 ? 1 / 3 : 1 / 4;
  const wide = guestShare(w, share, h * aspect);
  const left = { ...whole, w: w - wide - gap };
  const beside = [left, ...packed(guests, { x: w - wide, y: 0, w: wide, h })];
  const high = guestShare(h, share, w / aspect);
  const top = { ...whole, h: h - high - gap };
  const below = [top, ...packed(guests, { x: 0, y: h - high, w, h: high })];
  const area = (main, list) => pictureArea(main, aspect) + guests * list[1].w * list[1].h;
  return area(top, below) > area(left, beside) + 1 ? below : beside;
}

/**
 * The places of n tiles, the first `sides` of them those of a PK.
 * @param {{n: number, sides: number, arrange: string, aspect: number, w: number, h: number}} o
 * @returns {Box[]}
 */
export function cells({ n, sides, arrange, aspect, w, h }) {
  if (n <= 1) return [{ x: 0, y: 0, w, h }];
  if (sides > 0) {
    const guests = n - Math.min(sides, n);
    if (guests === 0) return pkCells(n, w, h);
    const high = h / 5, wide = Math.min((high * 16) / 9, (w - gap * (guests - 1)) / guests);
    const x = (w - wide * guests - gap * (guests - 1)) / 2;
    const row = Array.from({ length: guests }, (_, i) => ({ x: x + i * (wide + gap), y: h - high, w: wide, h: high }));
    return [...pkCells(n - guests, w, h - high - gap), ...row];
  }
  if (arrange === 'side') return w >= h ? gridCells(n, n, w, h) : gridCells(n, 1, w, h);
  if (arrange === 'grid') return gridCells(n, w >= h || n > 4 ? Math.ceil(Math.sqrt(n)) : n > 2 ? 2 : 1, w, h);
  return focusCells(n - 1, aspect, w, h);
}
