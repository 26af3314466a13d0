// A stay in a room: it asks the server, keeps the room's state true by what the
// server tells, and plays who is on stage.
import { Emitter } from '../util/emitter.js';
import { newKey } from '../util/dom.js';
import { Code, codeOf } from '../net/codes.js';
import { Streams } from '../media/streams.js';
import { add, addOlder, lineOf, oldest } from './say.js';
import { newRoom, standing, takeSnapshot, tell } from './state.js';
import { onPeople, over } from './on-people.js';
import { onTalk } from './on-talk.js';
import { onSeats } from './on-seats.js';
import { onPK } from './on-pk.js';
import { StageWay } from './stageway.js';

const handlers = { ...onPeople, ...onTalk, ...onSeats, ...onPK };
const historyPage = 30, gatherFor = 500, mostHearts = 100, bannerFor = 4000, unsureFor = 120000;

export class Visit extends Emitter {
  /** @param {import('../app.js').App} app @param {number} id @param {{invite?: string, passcode?: string}} key */
  constructor(app, id, key) {
    super();
    this.app = app;
    this.key = key;
    this.room = newRoom(id, app.me, app.blocked);
    this.streams = new Streams((type, data) => app.link.call(type, data), app.sound, () => this.changed());
    this.timers = new Set();
    this.unsure = new Map(); // keys of what may have been done, by what was asked
    this.out = {
      notice: (text, values) => app.notice(text, values),
      look: (userId) => this.streams.look(userId),
      quality: (d) => this.streams.hear(d),
      banner: (b) => this.#bannerFor(b),
      later: (ms, f) => this.later(ms, f),
      release: () => this.stage.release(),
      steady: (on) => this.stage.publisher.steady(on),
      now: () => app.now(),
    };
    this.stage = new StageWay(this);
    /** @type {{gifts: any[]|null, balance: number, sending: boolean, failure: any}} */
    this.shop = { gifts: null, balance: 0, sending: false, failure: null };
    this.follow = null; // FollowInfo of the host
    this.members = { total: 0, next: 0, reading: false };
  }

  /** Runs f later, unless the room is left before. */
  later(ms, f) {
    const t = setTimeout(() => { this.timers.delete(t); f(); this.changed(); }, ms);
    this.timers.add(t);
  }

  /** Comes in. Where the link breaks meanwhile, it is tried again when the link is back. */
  async enter() {
    const room = this.room;
    room.phase = 'joining';
    room.failure = null;
    this.entering = true;
    this.changed();
    try {
      const snapshot = await this.#enter();
      this.entering = false;
      if (this.left) return;
      takeSnapshot(room, snapshot);
      this.played();
      this.app.entered(this);
      void this.#read();
    } catch (err) {
      this.entering = false;
      if (this.left || room.phase !== 'joining') return; // the room's end came first
      if (codeOf(err) === Code.linkLost) return;
      this.stage.release();
      if (codeOf(err) === Code.noRoom && this.app.skip(this)) return;
      room.phase = 'failed';
      room.failure = err;
    }
    this.changed();
  }

  async #enter() {
    const ask = { roomId: this.room.id, ...this.key };
    try {
      return await this.app.link.call('enterRoom', ask);
    } catch (err) {
      if (codeOf(err) === Code.alreadyMember) return this.app.link.call('getRoom');
      if (codeOf(err) !== Code.inOtherRoom || this.left) throw err;
      await this.app.link.call('exitRoom').catch(() => {});
      return this.app.link.call('enterRoom', ask);
    }
  }

  /** Reads what a snapshot does not have: what was said, who is there, who gave, whether the host is followed. */
  async #read() {
    const { room, app } = this;
    const call = (type, data) => app.link.call(type, data).catch(() => null);
    const history = await call('getHistory', { limit: historyPage });
    if (history) addOlder(room, history.messages, history.messages.length >= historyPage);
    const [rank, follow] = await Promise.all([call('getRank'), call('getFollow', { userId: room.info.ownerId }), this.readMembers()]);
    for (const g of rank?.givers ?? []) if ((room.givers.get(g.user.userId)?.coins ?? 0) < g.value) room.givers.set(g.user.userId, { user: g.user, coins: g.value });
    this.likers = rank?.likers ?? [];
    this.follow = follow;
    this.changed();
  }

  /** The members, newest first. */
  async readMembers() {
    const reply = await this.app.link.call('getRoomMemberList', { nextSeq: 0 }).catch(() => null);
    if (!reply) return;
    for (const m of reply.members) Object.assign(standing(this.room, m.userId), { role: m.role, helper: !!m.admin, muted: !!m.muted });
    this.room.members = reply.members.filter((m) => m.role !== 'anchor').reverse();
    this.members.total = reply.total;
    this.changed();
  }

  /** @param {string} type @param {any} data */
  event(type, data) {
    const handle = handlers[type];
    if (!handle || (data.roomId && data.roomId !== this.room.id)) return;
    handle(this.room, data, this.out);
    this.played();
    this.changed();
  }

  /** The link is back. @param {any} reply of resume or login */
  async session(reply) {
    const { phase, failure } = this.room;
    if (phase === 'joining' || (phase === 'failed' && codeOf(failure) === Code.timeout)) {
      if (this.entering) return; // what waits for the link goes out now
      await this.enter();
      this.stage.again(true);
      return;
    }
    if (phase !== 'in') return;
    if (reply.mode === 'snapshot' && reply.room?.room.roomId === this.room.id) {
      takeSnapshot(this.room, reply.room);
      this.stage.again(!reply.kept?.own);
      this.played();
      this.streams.lookAll();
      await this.#catchUp();
    } else if (reply.mode !== 'replay' || reply.roomId !== this.room.id) {
      await this.enter();
      this.stage.again(true);
    } else {
      if (reply.move) this.streams.moveAll();
      else this.streams.lookAll();
      this.stage.again(!!reply.move);
    }
    this.changed();
  }

  /** Reads what was said while the link was down. */
  async #catchUp() {
    const h = await this.app.link.call('getHistory', { limit: 50 }).catch(() => null);
    for (const m of h?.messages ?? []) {
      const line = lineOf(m, this.room.me.userId);
      if (line && !this.room.blocked.has(line.user.userId)) add(this.room.chat, { ...line, old: true });
    }
    void this.readMembers();
  }

  /** The stream of the host's, or the first there is. @returns {import('../media/stream.js').Stream|undefined} */
  get main() { return this.streams.all.get(this.room.info.ownerId) ?? [...this.streams.all.values()][0]; }

  /** Plays who is on stage now. */
  played() { this.streams.set(this.room.phase === 'in' ? this.room.anchors : [], this.room.me.userId); }

  /**
   * Asks for what is to be done once. The same asked again after a reply that never
   * came has the key of before, by which the server knows it.
   * @param {string} type @param {object} data
   */
  async #once(type, data) {
    const what = type + JSON.stringify(data), before = this.unsure.get(what);
    const key = before && Date.now() - before.at < unsureFor ? before.key : newKey();
    const ask = () => this.app.link.call(type, { ...data, key });
    this.unsure.set(what, { key, at: Date.now() });
    try {
      const reply = await ask().catch((err) => (codeOf(err) === Code.linkLost ? ask() : Promise.reject(err)));
      this.unsure.delete(what);
      return reply;
    } catch (err) {
      if (![Code.linkLost, Code.timeout].includes(codeOf(err))) this.unsure.delete(what);
      throw err;
    }
  }

  /** Says something; a Refusal if it was not taken. @param {string} text */
  async say(text) {
    const { room, app } = this;
    const reply = await this.#once('sendRoomTextMsg', { text });
    add(room.chat, { kind: 'text', user: app.me, role: room.role, helper: room.helper, mine: true, text: reply.text || text, seq: reply.msgId, at: reply.time });
    this.changed();
  }

  /** Reads what was said before the oldest line. */
  async older() {
    const chat = this.room.chat, before = oldest(chat);
    if (!chat.older || chat.reading || !before) return;
    chat.reading = true;
    this.changed();
    const h = await this.app.link.call('getHistory', { before, limit: historyPage }).catch(() => null);
    if (h) addOlder(this.room, h.messages, h.messages.length >= historyPage);
    else chat.reading = false; // asked for again when somebody scrolls there
    this.changed();
  }

  /** One tap on the heart; taps are gathered. */
  heart() {
    const l = this.room.likes;
    l.taps++;
    l.total++;
    this.changed();
    if (this.gathering) return;
    this.gathering = true;
    this.later(gatherFor, async () => {
      this.gathering = false;
      const n = Math.min(l.taps, mostHearts);
      l.taps = 0;
      l.sent += n;
      await this.app.link.call('sendLike', { count: n }).catch(() => { l.sent = Math.max(0, l.sent - n); });
    });
  }

  /** Reads the catalogue and the wallet. */
  async openShop() {
    const shop = this.shop;
    shop.failure = null;
    try {
      const [list, wallet] = await Promise.all([this.app.link.call('getGifts'), this.app.link.call('getWallet')]);
      shop.gifts = list.gifts;
      shop.balance = wallet.balance;
    } catch (err) {
      shop.failure = err;
    }
    this.changed();
  }

  /** Gives something. @param {string} giftId @param {number} count @param {string} to '' for the host */
  async give(giftId, count, to) {
    const shop = this.shop;
    shop.sending = true;
    shop.failure = null;
    this.changed();
    try {
      const r = await this.#once('sendGift', { giftId, count, ...(to ? { to } : {}) });
      shop.balance = r.balance;
    } catch (err) {
      shop.failure = err;
    }
    shop.sending = false;
    this.changed();
  }

  /** Follows the host, or no longer. */
  async toggleFollow(userId = this.room.info.ownerId) {
    const on = !(userId === this.room.info.ownerId && this.follow?.following);
    const info = await this.app.link.call(on ? 'follow' : 'unfollow', { userId }).catch((err) => { this.app.failed(err); return null; });
    if (info && userId === this.room.info.ownerId) this.follow = info;
    if (info) this.app.followed(userId, info.following);
    this.changed();
  }

  #bannerFor(banner) {
    const combo = banner.combo;
    this.later(bannerFor, () => {
      if (banner.combo === combo) this.room.banners = this.room.banners.filter((b) => b !== banner);
    });
  }

  /** Says that the person is on stage: now, not when the seat was given. */
  cameUp() {
    const s = standing(this.room, this.room.me.userId);
    if (s.rising) tell(this.room, 'up', this.room.me);
    s.rising = false;
  }

  /** Goes out. */
  leave() {
    this.left = true;
    for (const t of this.timers) clearTimeout(t);
    this.stage.close();
    this.streams.stop();
    const was = this.room.phase;
    over(this.room);
    if (was === 'in' || was === 'joining') this.app.link.call('exitRoom').catch(() => {});
  }
}
