// Who the person is: a guest whose name and secret this browser keeps, or a user
// with a UserSig that came behind the # of the address.
import { guest, info } from './net/http.js';
import { Code, Refusal } from './net/codes.js';
import { keep, recall } from './util/kept.js';

/** What came behind the #, taken out of the address bar at once. @returns {URLSearchParams} */
export function takeFragment() {
  const given = new URLSearchParams(location.hash.slice(1));
  const query = new URLSearchParams(location.search);
  const invite = query.get('invite');
  if (invite && !given.has('invite')) given.set('invite', invite);
  if (location.hash || invite) {
    query.delete('invite');
    const rest = query.toString();
    history.replaceState(history.state, '', location.pathname + (rest ? '?' + rest : ''));
  }
  return given;
}

/** Reads the UserSig of a fragment; null if there is none. @param {URLSearchParams} given */
export function handedOver(given) {
  const [userId, userSig] = [given.get('user'), given.get('sig')];
  return userId && userSig ? { userId, userSig } : null;
}

/** The guest this browser was last, or null. @returns {{userId: string, nickname: string, secret: string}|null} */
export const lastGuest = () => recall('guest');

/** The guest's name from now on. @param {string} nickname */
export function renameGuest(nickname) {
  const known = lastGuest();
  if (known) keep('guest', { ...known, nickname });
}

/** Whether the person signed out: then the page asks for the name again. */
export const signedOut = (on) => keep('signedOut', on || null);
export const isSignedOut = () => !!recall('signedOut');

function freshId() {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return 'web-' + Array.from(crypto.getRandomValues(new Uint8Array(8)), (b) => letters[b % letters.length]).join('');
}

/**
 * What logs a guest in: a LoginRequest each time it is called.
 * @param {string} nickname
 */
export function asGuest(nickname) {
  let first = true;
  return async () => {
    const known = lastGuest();
    if (!first && known) nickname = known.nickname; // it may have changed since
    first = false;
    const userId = known?.userId ?? freshId();
    let r;
    try {
      r = await guest(userId, nickname, known?.secret ?? '');
    } catch (err) {
      if (err instanceof Refusal && err.code === Code.userTaken) keep('guest', null); // the server forgot, or is another one
      throw err;
    }
    keep('guest', { userId, nickname, secret: r.secret || known?.secret || '' });
    return { sdkAppId: r.sdkAppId, userId, userSig: r.userSig, client: 'web' };
  };
}

/** What logs a user with a UserSig in. @param {{userId: string, userSig: string}} user */
export function asUser({ userId, userSig }) {
  return async () => ({ sdkAppId: (await info()).sdkAppId, userId, userSig, client: 'web' });
}
