// One session with the server over one WebSocket after another.
import { at } from '../paths.js';
import { backoff } from './backoff.js';
import { Clock } from './clock.js';
import { Code, Refusal } from './codes.js';

const dialTime = 10000, callTime = 15000;

const closeCodes = { 1001: 30005, 4000: Code.version, 4001: Code.kickedOffline, 4004: Code.closed, 4005: Code.closed };

/**
 * Holds a session: it reconnects and resumes by itself until it is closed or the
 * server ends it for good. Events come in the order of the wire, and a call's
 * promise is settled at the reply's place among them.
 */
export class Link {
  /**
   * @param {object} o
   * @param {() => Promise<object>} o.login makes the LoginRequest, anew for each login
   * @param {(type: string, data: any) => void} o.onEvent
   * @param {(state: {phase: 'up'|'down'|'seeking'|'closed', next?: number, gone?: boolean, error?: Refusal}) => void} o.onState
   * @param {(reply: any) => void} o.onSession the session was taken up again, or a new one opened
   */
  constructor(o) {
    this.o = o;
    this.clock = new Clock();
    this.pending = new Map();
    this.waiting = [];
    this.id = 0;
    this.lastSeq = 0;
    this.session = null;
    this.closed = false;
    this.gone = false; // the server said that it goes down
  }

  /** Opens the session; a Refusal if that fails. It is not tried again. */
  async open() {
    const reply = await this.#dial('login', await this.o.login());
    this.#adopt(reply);
    return reply;
  }

  /**
   * Sends a request and waits for its reply; while the link is down, for the next one.
   * @param {string} type @param {any} [data] @returns {Promise<any>}
   */
  async call(type, data) {
    if (this.closed) throw new Refusal(Code.closed, type);
    const until = Date.now() + callTime;
    if (!this.up) {
      await new Promise((done, fail) => {
        const t = setTimeout(() => fail(new Refusal(Code.timeout, type)), callTime);
        this.waiting.push((err) => { clearTimeout(t); err ? fail(err) : done(); });
      });
    }
    return this.#send(type, data, Math.max(1000, until - Date.now()));
  }

  #send(type, data, time) {
    const id = ++this.id;
    return new Promise((done, fail) => {
      const t = setTimeout(() => { this.pending.delete(id); fail(new Refusal(Code.timeout, type)); }, time);
      this.pending.set(id, { type, done, fail, stop: () => clearTimeout(t) });
      this.ws.send(JSON.stringify({ v: 1, id, type, ...(data === undefined ? {} : { data }) }));
    });
  }

  /** Connects and sends the first request; its reply. */
  #dial(type, data) {
    return new Promise((done, fail) => {
      const ws = new WebSocket(at('ws').replace(/^http/, 'ws'));
      this.ws = ws;
      let open = false;
      const t = setTimeout(() => ws.close(), dialTime);
      ws.onopen = () => this.#send(type, data, dialTime).then((r) => { open = true; clearTimeout(t); done(r); }, (e) => { clearTimeout(t); ws.close(); fail(e); });
      ws.onmessage = (m) => { if (this.ws === ws) this.#message(m.data); };
      ws.onclose = (e) => {
        clearTimeout(t);
        const code = closeCodes[e.code] ?? (open ? Code.linkLost : Code.unreachable);
        const err = new Refusal(code, type, e.reason);
        if (!open) fail(err);
        if (this.ws === ws) this.#lost(err, open);
      };
    });
  }

  #message(text) {
    this.heard = Date.now();
    let m;
    try { m = JSON.parse(text); } catch { return; }
    const call = m.id ? this.pending.get(m.id) : null;
    if (call) {
      this.pending.delete(m.id);
      call.stop();
      if (m.code) call.fail(new Refusal(m.code, m.type, m.desc, m.wait));
      else call.done(m.data);
      return;
    }
    if (m.type === 'serverSeeking' && !m.id) { this.#seek(); return; }
    if (m.id || !m.seq || m.seq <= this.lastSeq) return;
    if (m.seq > this.lastSeq + 1) { this.#drop(); return; } // a gap: resume
    this.lastSeq = m.seq;
    if (m.type === 'serverShutdown') this.gone = true;
    if (m.type === 'kickedOffline') this.kicked = true;
    this.o.onEvent(m.type, m.data ?? {});
  }

  #adopt(reply) {
    this.session = reply;
    if (reply.mode !== 'replay') this.lastSeq = reply.seq;
    this.clock.offset ||= reply.serverTime - Date.now();
    this.up = true;
    this.gone = false;
    this.since = this.heard = Date.now();
    const interval = reply.pingInterval || 10000;
    this.#ping();
    clearInterval(this.pinging);
    this.pinging = setInterval(() => {
      if (Date.now() - this.heard > 3 * interval) this.#drop();
      else this.#ping();
    }, interval);
    for (const w of this.waiting.splice(0)) w();
  }

  #ping() {
    const ping = { sent: Math.round(Date.now() * 1000), lastSeq: this.lastSeq };
    this.#send('ping', ping, 30000).then((r) => this.clock.take(r, Date.now()), () => {});
  }

  /** Nobody decides just now; the server ends the connection when somebody does. */
  #seek() {
    this.#fail();
    this.o.onState({ phase: 'seeking' });
  }

  /** What was asked was done or not. */
  #fail() {
    for (const call of this.pending.values()) { call.stop(); call.fail(new Refusal(Code.linkLost, call.type)); }
    this.pending.clear();
  }

  /** Gives the connection up without waiting for the other side. */
  #drop() {
    this.ws.onclose = null;
    this.ws.close();
    this.#lost(new Refusal(Code.linkLost, ''), true);
  }

  #lost(err, wasOpen) {
    this.up = false;
    clearInterval(this.pinging);
    this.#fail();
    if (this.closed || !wasOpen) return;
    if (this.kicked) err = new Refusal(Code.kickedOffline, '');
    if (err.final) this.#finish(err);
    else this.#reconnect(Date.now() - this.since);
  }

  async #reconnect(lived) {
    for (let n = 1; !this.closed; n++) {
      const wait = backoff(n, lived);
      this.o.onState({ phase: 'down', next: Date.now() + wait, gone: this.gone });
      await new Promise((done) => { this.retryNow = done; setTimeout(done, wait); });
      if (this.closed) return;
      this.o.onState({ phase: 'down', gone: this.gone });
      try {
        const reply = await this.#again();
        if (this.closed) { this.ws.close(); return; }
        this.#adopt(reply);
        this.o.onSession(reply);
        this.o.onState({ phase: 'up' });
        return;
      } catch (err) {
        if (err.final) { this.#finish(err); return; }
      }
    }
  }

  /** Resumes; logs in where the session is gone. */
  async #again() {
    try {
      return await this.#dial('resume', { token: this.session.token, lastSeq: this.lastSeq });
    } catch (err) {
      if (err.code !== Code.sessionGone) throw err;
      return this.#dial('login', await this.o.login());
    }
  }

  #finish(err) {
    this.closed = true;
    for (const w of this.waiting.splice(0)) w(err);
    this.o.onState({ phase: 'closed', error: err });
  }

  /** Ends the wait before the next try. */
  retryNow() {}

  /** Ends the session here; the server keeps it for its grace time unless logout is true. */
  async close(logout = false) {
    if (logout && this.up) await this.call('logout').catch(() => {});
    this.closed = true;
    clearInterval(this.pinging);
    this.retryNow();
    this.ws?.close();
  }
}
