// Who is live.
import { Emitter } from '../util/emitter.js';
import { recall, keep } from '../util/kept.js';
import { neighbour, walkOrder } from './walk.js';
import { nameOf, titleOf, viewersOf } from '../util/format.js';

export class Lobby extends Emitter {
  /** @param {import('../app.js').App} app */
  constructor(app) {
    super();
    this.app = app;
    this.rooms = new Map();
    this.loaded = false;
    this.failure = null;
    this.search = '';
    this.sort = recall('sort', 'viewers');
    this.onlyFollowed = false;
    this.follows = new Set();
    /** @type {any[]|null} */
    this.people = null; // whom one follows, as they were when last read
    this.peopleFailed = false;
    this.walk = []; // the order in which lives are gone through
    this.on = false;
  }

  /** A session was opened. */
  begin() {
    this.rooms = new Map();
    this.loaded = false;
    this.on = false;
    void this.readFollows();
  }

  /** The list is looked at, or not. */
  watch(on) {
    if (on === this.on) return;
    this.on = on;
    if (on) void this.read();
    else this.app.link.call('watchRoomList', { on: false }).catch(() => {});
  }

  /** The link is back. */
  again() { if (this.on) void this.read(); }

  /** Reads the list; what changes meanwhile is told after it. */
  async read() {
    this.failure = null;
    this.loading = true;
    this.changed();
    try {
      const call = (type, data) => this.app.link.call(type, data);
      this.told = new Map();
      await call('watchRoomList', { on: true });
      const rooms = new Map();
      for (let cursor = ''; ;) {
        const page = await call('getRoomList', { cursor, limit: 50 });
        for (const r of page.rooms) rooms.set(r.roomId, r);
        if (!(cursor = page.next ?? '') || rooms.size >= 1000) break;
      }
      for (const [id, r] of this.told) r ? rooms.set(id, r) : rooms.delete(id);
      this.rooms = rooms;
      this.loaded = true;
    } catch (err) {
      this.failure = err;
    }
    this.loading = false;
    this.changed();
  }

  /** Reads whom one follows, those who are live first. */
  async readFollows() {
    this.peopleFailed = false;
    try {
      const all = [];
      for (let after = ''; ;) {
        const page = await this.app.link.call('getFollows', { after });
        all.push(...page.users);
        if (!(after = page.next ?? '')) break;
      }
      this.follows = new Set(all.map((u) => u.userId));
      this.people = all.sort((a, b) => (a.roomId ? 0 : 1) - (b.roomId ? 0 : 1) || nameOf(a).localeCompare(nameOf(b)));
    } catch {
      this.peopleFailed = true; // the list of lives is shown without
    }
    this.changed();
  }

  followed(userId, on) {
    if (on) this.follows.add(userId);
    else this.follows.delete(userId);
    this.changed();
  }

  event(type, data) {
    if (type !== 'roomListChanged') return;
    for (const r of data.changed ?? []) { this.rooms.set(r.roomId, r); this.told?.set(r.roomId, r); }
    for (const id of data.removed ?? []) { this.rooms.delete(id); this.told?.set(id, null); }
    this.changed();
  }

  setSort(by) {
    this.sort = by;
    keep('sort', by);
    this.changed();
  }

  /** The live after or before a room; null at the end. @param {number} from @param {boolean} next */
  neighbour(from, next) {
    return this.rooms.get(neighbour(walkOrder(this.visible(), this.walk, from, this.app.me.userId), from, next)) ?? null;
  }

  /** Steps to the live after or before a room; null at the end. @param {number} from @param {boolean} next */
  step(from, next) {
    const to = this.neighbour(from, next);
    if (to) this.walk = walkOrder(this.visible(), this.walk, from, this.app.me.userId);
    return to;
  }

  /** A room is gone, as entering it has shown. @param {number} id */
  gone(id) {
    this.rooms.delete(id);
    this.changed();
  }

  /** The rooms to show, in order: those of people one follows first. */
  visible() {
    const words = this.search.trim().toLowerCase();
    const fits = (r) => [titleOf(r), nameOf({ userId: r.ownerId, userName: r.ownerName }), String(r.roomId)].some((t) => t.toLowerCase().includes(words));
    const rooms = [...this.rooms.values()].filter((r) => (!words || fits(r)) && (!this.onlyFollowed || this.follows.has(r.ownerId)));
    const by = {
      viewers: (a, b) => viewersOf(b) - viewersOf(a), newest: (a, b) => b.createdAt - a.createdAt, title: (a, b) => titleOf(a).localeCompare(titleOf(b)),
    }[this.sort];
    const mine = (r) => (this.follows.has(r.ownerId) ? 0 : 1);
    return rooms.sort((a, b) => mine(a) - mine(b) || by(a, b) || b.createdAt - a.createdAt || a.roomId - b.roomId);
  }
}
