import { root } from '../paths.js';

// Colours that belong to people and rooms, the same as in the app.

const duos = [
  ['#6c7bff', '#b06cff'], ['#ff7a59', '#ff4d88'], ['#1fb6a6', '#3f7bff'], ['#f6a623', '#f2643d'],
  ['#4fc26b', '#1f9fb6'], ['#e95bb4', '#7b5cff'], ['#3fa2ff', '#54e0d0'], ['#8d97ad', '#525c75'],
];
const onDark = ['#9aa6ff', '#ff9d85', '#5cd6c4', '#f7bd5c', '#86dd9a', '#f59ad0', '#7cc4ff', '#d0a6ff'];
const onLight = ['#4453d6', '#c2452a', '#0d7f73', '#99650a', '#1d7d3a', '#b02f83', '#1669b5', '#7d3fc4'];
const both = globalThis.CSS?.supports?.('color', 'light-dark(#fff, #000)');

/** FNV-1a over UTF-8. @param {string} s */
function hash(s) {
  let v = 0x811c9dc5;
  for (const b of new TextEncoder().encode(s)) v = Math.imul(v ^ b, 0x01000193) >>> 0;
  return v;
}

/** The colour of a user's name. @param {string} id */
export function nameColor(id) {
  const n = hash(id) % onDark.length;
  return both ? `light-dark(${onLight[n]}, ${onDark[n]})` : onDark[n];
}

/** The two colours of a user's avatar. @param {string} avatar @param {string} id @returns {string[]} */
export function avatarColors(avatar, id) {
  const chosen = /^avatar:([1-8])$/.exec(avatar ?? '');
  return duos[chosen ? Number(chosen[1]) - 1 : hash(id) % duos.length];
}

/** The two colours of a room without a cover. @param {number} roomId */
export const coverColors = (roomId) => duos[hash(String(roomId)) % duos.length];

/**
 * The address of a picture that this page may load: on the server itself, or
 * in the address. Others would tell strangers who watches.
 * @param {string|undefined} address @returns {string} '' if there is none
 */
export function ownPicture(address) {
  if (!address) return '';
  if (address.startsWith('data:image/')) return address;
  if (address.startsWith('avatar:')) return '';
  try {
    const u = new URL(address.replace(/^\/(?!\/)/, ''), root);
    return u.origin === root.origin ? u.href : '';
  } catch {
    return '';
  }
}
