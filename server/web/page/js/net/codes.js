// What the server's refusals are called here, and which words fit them.

/** Numbers of refusals, as in the protocol. */
export const Code = {
  kickedOffline: 6208, gone: 8010, noRoom: 10010, alreadyMember: 10013, roomFull: 10014, badRoom: 10015, muted: 10017, tooFast: 10023,
  sessionGone: 30006, tooLarge: 30002, version: 30004, notInRoom: 30009, inOtherRoom: 30010, notPublishing: 30011, noGuests: 30013,
  userTaken: 30014, noCoins: 30025, banned: 30027, commentsOff: 30031, private: 30032, wrongPasscode: 30033, passcodeLimit: 30034,
  badInvite: 30035, nameRefused: 30039, removed: 30041, tooLong: 30042, blockedWords: 80001,
  unreachable: 30101, linkLost: 30102, closed: 30103, timeout: 30104,
};

/** Refusals that the session does not outlive: somebody has to sign in again. */
const final = new Set([6208, 6014, 70001, 70003, 70009, 70013, 70014, 30013, 30037, 30038, 30004, 30103, 6017]);

const failures = {
  70001: 'signatureOld', 70009: 'signature', 70003: 'signatureForm', 30037: 'signatureClock', 30038: 'signatureRights', 70013: 'signatureUser',
  70014: 'signature', 30041: 'removed', 30039: 'name', 30042: 'tooLong', 80001: 'name', 6208: 'kicked', 10010: 'noRoom', 10015: 'noRoom',
  10014: 'roomFull', 30101: 'unreachable', 30104: 'timeout', 30032: 'private', 30033: 'passcode', 30034: 'passcodes', 30035: 'invitation',
  30027: 'banned', 30040: 'askLater', 30050: 'damaged', 30004: 'version', 30013: 'guestRefused', 30014: 'userTaken',
};

/** A refusal, or a way that did not work. */
export class Refusal extends Error {
  /** @param {number} code @param {string} op @param {string} [desc] @param {number} [wait] seconds */
  constructor(code, op, desc = '', wait = 0) {
    super(`${op}: ${desc || code}`);
    this.code = code;
    this.wait = wait;
  }

  /** There is no point in trying again with the same session. */
  get final() { return final.has(this.code); }
}

/** @param {any} err @returns {number} 0 for what is no refusal */
export const codeOf = (err) => (err instanceof Refusal ? err.code : 0);

/** The key of the words for an error: failure.<key>.what, .why and .do. @param {any} err */
export const failureOf = (err) => failures[codeOf(err)] ?? 'unknown';
