// How numbers and names are written, as in the app.
import { T } from './texts.js';

/** A length as 4:05 or 1:04:05. @param {number} ms */
export function clock(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  const two = (n) => String(n).padStart(2, '0');
  const minutes = Math.floor(s / 60);
  return s >= 3600 ? `${Math.floor(s / 3600)}:${two(minutes % 60)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}

/** @param {number} bits a second */
export const bitRate = (bits) => (bits >= 1e6 ? `${(bits / 1e6).toFixed(1).replace(/\.0$/, '')} Mbit/s` : `${Math.round(bits / 1000)} kbit/s`);

/** @param {number} ms */
export const millis = (ms) => (ms < 1 ? '< 1 ms' : `${Math.round(ms)} ms`);

/** Seconds as 9 s, or 4:05 from a minute on. @param {number} s */
export const seconds = (s) => (s >= 60 ? clock(s * 1000) : `${s} s`);

/** Whole seconds until a time. @param {number} until @param {number} now */
export const left = (until, now) => Math.max(0, Math.ceil((until - now) / 1000));

/** People as 980, 1.2k, 3.4M. @param {number} n */
export function count(n) {
  const short = (v) => (v >= 100 ? v.toFixed(0) : v.toFixed(1).replace(/\.0$/, ''));
  if (n >= 1e6) return short(n / 1e6) + 'M';
  return n >= 1000 ? short(n / 1000) + 'k' : String(n);
}

/** Money in full, with a thin space between thousands. @param {number} n */
export const coins = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');

/** @param {string} s @param {number} n */
export function shorten(s, n) {
  const r = Array.from(s);
  return r.length > n ? r.slice(0, n - 1).join('') + '…' : s;
}

/** The name others see of a user. @param {{userId: string, userName?: string}} u */
export const nameOf = (u) => u.userName || u.userId;

/** What a room is called. @param {any} r RoomInfo */
export const titleOf = (r) => r.roomName || T('room.untitled', { Name: r.ownerName || r.ownerId });

/** Everybody in a room but its host. @param {any} r RoomInfo */
export const viewersOf = (r) => Math.max(0, r.memberCount - (r.hostAway ? 0 : 1));

/** A gift's name in the page's language. @param {{giftId: string, name: string}} g */
export function giftName(g) {
  const text = T('gift.' + g.giftId);
  return text === 'gift.' + g.giftId ? g.name : text;
}
