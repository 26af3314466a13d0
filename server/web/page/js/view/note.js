// What is said on the stage itself: waiting, host away, ended, put out, failed.
import { h, say, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { clock } from '../util/format.js';
import { codeOf, Code } from '../net/codes.js';
import { hostSends } from '../room/state.js';
import { button } from '../kit/button.js';
import { field } from '../kit/field.js';
import { failureTexts } from './failure.js';

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit */
export function stageNote(app, visit) {
  const room = visit.room;
  const title = h('h2', {}), text = h('p', {}), spinner = h('span', { class: 'spinner', 'aria-hidden': 'true' });
  const lobby = button({ icon: 'back', text: T('watch.toLobby'), class: 'plain', test: 'to-lobby', press: () => app.openLobby() });
  const again = button({ icon: 'refresh', text: T('watch.retry'), class: 'primary', test: 'retry', press: () => visit.enter() });
  const code = field({ label: T('private.code'), type: 'password', max: 32, complete: 'one-time-code', test: 'passcode' });
  const form = h('form', { class: 'row', on: { submit: (e) => { e.preventDefault(); open(); } } }, code, button({ text: T('lobby.open.yes'), class: 'primary', test: 'passcode-open', press: () => open() }));
  const el = h('div', { class: 'note', role: 'status', data: { test: 'note' } }, spinner, title, text, form, h('div', { class: 'row' }, lobby, again));

  function open() {
    if (!code.input.value) { code.input.focus(); return; }
    visit.key = { passcode: code.input.value };
    code.input.value = '';
    void visit.enter();
  }

  function words() {
    if (app.linkState.gone && app.linkState.phase === 'down' && room.phase === 'in') return { title: T('watch.gone'), text: T('watch.gone.text'), lobby: true, kind: 'gone' };
    switch (room.phase) {
      case 'joining': return { title: T('watch.joining'), wait: true, kind: 'joining' };
      case 'ended': return { title: T('watch.ended'), text: room.summary?.duration ? T('watch.ended.length', { Length: clock(room.summary.duration) }) : T('watch.ended.text'), lobby: true, kind: 'ended' };
      case 'removed': return { title: T('watch.removed'), text: T(room.removed.banned ? 'watch.banned.text' : 'watch.removed.text'), lobby: true, kind: room.removed.banned ? 'banned' : 'removed' };
      case 'failed': return failed();
    }
    if (room.hostAwayUntil) return { title: T('watch.away'), text: T('watch.away.text'), wait: true, kind: 'away' };
    if (!hostSends(room)) return { title: T('watch.waiting'), text: T('watch.waiting.text'), wait: true, kind: 'waiting' };
    return null;
  }

  function failed() {
    const c = codeOf(room.failure), [what, why, todo] = failureTexts(room.failure, String(room.id));
    const asks = [Code.private, Code.wrongPasscode, Code.passcodeLimit, Code.badInvite].includes(c);
    return {
      title: c === Code.private ? T('private.ask.title', { Room: room.id }) : what, text: c === Code.private ? T('web.private.ask') : `${why} ${todo}`,
      lobby: true, again: !asks && c !== Code.banned && c !== Code.noRoom, code: asks, kind: `failed-${c}`,
    };
  }

  let kind = '';
  return {
    el,
    update() {
      const n = words();
      show(el, n);
      el.dataset.kind = n?.kind ?? '';
      if (!n) { kind = ''; return; }
      say(title, n.title);
      say(text, n.text ?? '');
      show(text, n.text);
      show(spinner, n.wait);
      show(lobby, n.lobby);
      show(again, n.again);
      show(form, n.code);
      el.classList.toggle('over', !n.wait || room.phase === 'joining');
      if (n.kind !== kind && n.code) code.input.focus();
      kind = n.kind;
    },
  };
}
