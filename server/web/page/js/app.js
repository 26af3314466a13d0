// The page as a whole: who is signed in, the link to the server, and the room.
import { Emitter } from './util/emitter.js';
import { nameOf } from './util/format.js';
import { recall } from './util/kept.js';
import { T, useLanguage } from './util/texts.js';
import { Link } from './net/link.js';
import { info } from './net/http.js';
import { Code, codeOf, failureOf } from './net/codes.js';
import { Sound } from './media/sound.js';
import { keepAwake } from './media/wake.js';
import { renameGuest } from './account.js';
import { deviceWords } from './media/words.js';
import { Visit } from './room/visit.js';
import { Lobby } from './room/lobby.js';
import { Blocked, hide } from './room/blocked.js';
import { pageOf, roomHere } from './paths.js';

export class App extends Emitter {
  constructor() {
    super();
    this.me = null;
    this.link = null;
    this.linkState = { phase: 'up' };
    this.server = null; // what /api/info says
    this.visit = null;
    this.lobby = new Lobby(this);
    this.sound = new Sound();
    this.blocked = new Blocked();
    this.signing = { busy: false, failure: null };
    this.ended = null; // why the session is over: a Refusal
    this.notices = [];
    this.typed = null; // a name that was typed and not used yet
    this.spoken = 0; // how often the language was changed
    this.lists = true; // whether the lobby's list is kept while in a room, too
    this.key = {}; // what opens the room that the address names
    addEventListener('popstate', () => this.route());
    addEventListener('online', () => this.link?.retryNow());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.link?.retryNow(); });
    addEventListener('pagehide', () => this.link?.close());
    addEventListener('pageshow', (e) => { if (e.persisted) location.reload(); }); // brought back without its link
  }

  get up() { return this.linkState.phase === 'up'; }

  /** The server's time, milliseconds. */
  now() { return this.link ? this.link.clock.now() : Date.now(); }

  async readInfo() {
    this.server = await info();
    this.changed();
  }

  /** Signs in. @param {() => Promise<object>} login makes a LoginRequest */
  async signIn(login) {
    this.signing = { busy: true, failure: null };
    this.changed();
    try {
      const link = new Link({
        login, onEvent: (type, data) => this.#event(type, data), onState: (s) => this.#state(s), onSession: (r) => this.#session(r),
      });
      const reply = await link.open();
      this.link = link;
      this.me = reply.self;
      this.linkState = { phase: 'up' };
      this.ended = null;
      this.signing = { busy: false, failure: null };
      this.lobby.begin();
      this.route();
    } catch (err) {
      this.signing = { busy: false, failure: err };
    }
    this.changed();
    return !this.signing.failure;
  }

  /** @param {boolean} [stay] the address bar keeps its room */
  async signOut(stay = false) {
    this.#leave();
    await this.link?.close(true);
    this.link = this.me = null;
    if (!stay) history.pushState(null, '', pageOf(0));
    this.changed();
  }

  /** Takes another name; others see it at once. @param {string} userName */
  async rename(userName) {
    await this.link.call('setSelfProfile', { userName, avatarUrl: this.me.avatarUrl ?? '' });
    this.me = { ...this.me, userName };
    renameGuest(userName);
    this.changed();
  }

  /** Another language: everything is shown anew, and nobody is signed out. @param {string} code */
  async speak(code) {
    try {
      await useLanguage(code);
      this.spoken++;
    } catch (err) {
      this.failed(err);
    }
    this.changed();
  }

  /** Shows the room or the lobby that the address bar names. @param {boolean} [again] enters the room that is shown anew, unless one is in */
  route(again = false) {
    if (!this.me) return;
    const id = roomHere();
    if (this.visit && this.visit.room.id === id && (!again || this.visit.room.phase === 'in')) { this.key = {}; return; }
    this.#leave();
    if (id) {
      this.visit = new Visit(this, id, this.key);
      this.key = {};
      keepAwake(true);
      void this.visit.enter();
    }
    this.lobby.watch(this.lists || !id);
    this.changed();
  }

  /** Opens a room by a press. @param {number} id @param {{invite?: string, passcode?: string}} [key] */
  openRoom(id, key = {}) {
    this.sound.set(true); // the press lets the page be heard
    this.key = key;
    history.pushState(null, '', pageOf(id));
    this.route();
  }

  /** Watches the live after or before this one. @param {boolean} next */
  switchLive(next) {
    const to = this.visit && this.lobby.step(this.visit.room.id, next);
    if (!to) { this.notice(next ? 'notice.lastLive' : 'notice.firstLive'); return; }
    history.replaceState(null, '', pageOf(to.roomId));
    this.route();
    if (this.visit) this.visit.walking = next;
  }

  openLobby() {
    history.pushState(null, '', pageOf(0));
    this.route();
  }

  #leave() {
    this.visit?.leave();
    this.visit = null;
    keepAwake(false);
  }

  /** Called when a room was entered. */
  entered(_visit) { this.changed(); }

  /** A live on the way from one to the next has ended: the one after it. Whether there is one. @param {Visit} visit */
  skip(visit) {
    if (visit.walking === undefined || visit !== this.visit) return false;
    const to = this.lobby.neighbour(visit.room.id, visit.walking);
    if (to) this.switchLive(visit.walking);
    this.lobby.gone(visit.room.id);
    return !!to;
  }

  #event(type, data) {
    this.lobby.event(type, data);
    this.visit?.event(type, data);
    if (type === 'followLive' && recall('followLive', true) && !this.blocked.has(data.user.userId)) this.notice('notice.followLive', { Subject: nameOf(data.user) });
    this.changed();
  }

  #state(s) {
    const back = this.linkState.phase === 'down' && s.phase === 'up';
    this.linkState = s;
    if (s.phase === 'closed') {
      this.ended = s.error;
      this.#leave();
    }
    if (back) this.notice('notice.reconnected');
    this.visit?.changed();
    this.changed();
  }

  #session(reply) {
    this.me = reply.self;
    this.lobby.again();
    void this.visit?.session(reply);
  }

  /** Shows a short message. @param {string} key @param {object} [values] */
  notice(key, values) { this.say(T(key, values)); }

  /** @param {string} text */
  say(text) {
    const n = { text };
    this.notices = [...this.notices.slice(-2), n];
    setTimeout(() => { this.notices = this.notices.filter((x) => x !== n); this.changed(); }, 5000);
    this.changed();
  }

  /** Says what did not work. @param {any} err */
  failed(err) {
    if (codeOf(err) === Code.linkLost || codeOf(err) === Code.closed) return;
    const key = failureOf(err);
    this.say(`${T(`failure.${key}.what`, { Subject: '' })}. ${T(`failure.${key}.do`)}`);
  }

  /** Hides what a user writes, gives and asks for, from this person alone, or not any more. @param {string} userId @param {boolean} on */
  block(userId, on) {
    this.blocked.set(userId, on);
    if (on && this.visit) hide(this.visit.room, userId);
    this.visit?.changed();
    this.changed();
  }

  /** Says what a device did not do. @param {string} key */
  failedDevice(key) { this.say(deviceWords(key)); }

  /** Somebody is followed, or no longer. */
  followed(userId, on) { this.lobby.followed(userId, on); }
}
