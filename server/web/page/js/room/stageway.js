// The person's own way to the stage and on it.
import { Publisher } from '../media/publisher.js';
import { codeOf, Code } from '../net/codes.js';
import { ownSeat } from './state.js';

const askTime = 30000;

export class StageWay {
  /** @param {import('./visit.js').Visit} visit */
  constructor(visit) {
    this.visit = visit;
    this.publisher = new Publisher((type, data) => visit.app.link.call(type, data), () => visit.changed(), (key) => visit.app.failedDevice(key));
  }

  get state() { return this.visit.room.stage; }

  #call(type, data) { return this.visit.app.link.call(type, data); }

  /** Asks the host for a seat. @param {boolean} soundOnly */
  async ask(soundOnly) {
    const { state, visit } = this;
    Object.assign(state, { phase: 'asking', until: visit.app.now() + askTime, soundOnly, failure: null });
    visit.changed();
    try {
      const invited = state.invitation;
      const r = await this.#call('requestJoinAnchor', { soundOnly });
      if (state.phase === 'asking' && r.joined) { // the host's invitation was there already
        Object.assign(state, { phase: 'ready', soundOnly: soundOnly || !!invited?.soundOnly, invitation: null, until: visit.app.now() + askTime });
      } else if (state.phase === 'asking') state.until = r.until;
    } catch (err) {
      if (state.phase === 'asking') state.phase = 'none';
      visit.app.notice('notice.joinFailed');
    }
    visit.changed();
  }

  /** Withdraws the request, or gives the seat back before it was used. */
  cancel() {
    const before = this.state.phase;
    this.state.phase = 'none';
    if (before === 'asking') this.#call('cancelJoinAnchor', {}).catch(() => {});
    else this.#call('unpublish').catch(() => {});
    this.publisher.release();
    this.visit.changed();
  }

  /** Answers the host's invitation. @param {boolean} agree */
  async answer(agree) {
    const { state, visit } = this, inv = state.invitation;
    if (!inv) return;
    state.invitation = null;
    visit.changed();
    try {
      await this.#call('responseJoinAnchor', { userId: inv.user.userId, agree, callId: inv.callId });
      if (agree) Object.assign(state, { phase: 'ready', soundOnly: inv.soundOnly, failure: null, until: visit.app.now() + askTime });
    } catch (err) {
      visit.app.notice(codeOf(err) === Code.gone ? 'notice.inviteOver' : 'notice.joinFailed');
    }
    visit.changed();
  }

  /** Goes up with what is previewed. @param {boolean} soundOnly */
  async goUp(soundOnly) {
    const { state, visit } = this;
    state.phase = 'going';
    visit.changed();
    try {
      await this.publisher.publish(soundOnly || state.soundOnly);
      if (state.phase === 'going') {
        state.phase = 'up';
        visit.cameUp();
      }
    } catch (err) {
      if (state.phase === 'going') Object.assign(state, { phase: 'ready', failure: err });
    }
    visit.changed();
  }

  /** Comes down and goes on watching. */
  stepDown() {
    this.state.phase = 'none';
    this.publisher.release();
    this.#call('unpublish').catch(() => {});
    this.visit.changed();
  }

  /** What the host has switched off. */
  get blocked() {
    const seat = ownSeat(this.visit.room);
    return { video: !!seat?.mutedVideo, audio: !!seat?.mutedAudio };
  }

  /** The link is back: what was sent is sent again. @param {boolean} anew the server was started anew */
  again(anew) {
    if (this.state.phase === 'up') this.publisher.again(anew);
    else if (this.state.phase === 'none') this.publisher.release();
  }

  release() { this.publisher.release(); }

  close() { this.publisher.release(); }
}
