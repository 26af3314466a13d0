// A room: the stage, what can be done, and who talks.
import { h } from '../util/dom.js';
import { T } from '../util/texts.js';
import { ask } from '../kit/sheet.js';
import { tabs } from '../kit/field.js';
import { bar } from './bar.js';
import { chat } from './chat.js';
import { openReady } from './join.js';
import { keep } from '../util/kept.js';
import { pip } from './more.js';
import { flying } from './sky.js';
import { openLine, openPerson } from './person.js';
import { rank, viewers } from './people.js';
import { stage } from './stage.js';
import { top } from './top.js';

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit */
export function roomView(app, visit) {
  const room = visit.room;
  const person = (u) => void openPerson(app, visit, u);
  const go = { leave, person, people: () => people(true), full: () => pictures.toggleFull(), heart: () => pictures.heart() };
  const pictures = stage(app, visit);
  Object.assign(go, { numbers: () => pictures.numbers.toggle(), switcher: pictures.switcher.el });
  const words = chat(app, visit, (line, _el, who) => (who ? person(line.user) : openLine(app, visit, line)));
  const list = viewers(visit, person), givers = rank(visit, person);
  const pages = [['chat', 'panel.chat', words.el], ['viewers', 'panel.viewers', list.el], ['rank', 'panel.rank', givers.el]];
  let panel = null;
  const heads = tabs({ label: T('bar.panel'), tabs: pages.map(([key, text, page]) => ({ key, text: T(text), page })), change: (key) => panel?.classList.toggle('people-open', key !== 'chat') });
  panel = h('aside', { class: 'panel', 'aria-label': T('bar.panel'), data: { test: 'panel' } }, heads, words.el, list.el, givers.el);
  go.share = () => void head.share();
  const head = top(app, visit, go), tools = bar(app, visit, go);
  const el = h('div', { class: 'room', data: { test: 'room' } }, head.el, pictures.el, tools.el, panel);
  let ready = false;

  function people(on) {
    heads.choose(on && heads.current === 'chat' ? 'viewers' : 'chat');
    if (heads.current !== 'chat') void visit.readMembers();
  }

  function leave() {
    if (room.stage.phase !== 'up') { app.openLobby(); return; }
    ask({
      title: T('leave.title'), text: T('leave.text'), test: 'leave-question',
      answers: [{ text: T('leaveStage.yes'), class: 'plain', press: () => visit.stage.stepDown() }, { text: T('leave.room'), class: 'danger', press: () => app.openLobby() }],
    });
  }

  function keys(e) {
    if (e.ctrlKey || e.metaKey || e.altKey || document.querySelector('dialog[open]')) return;
    if (e.target instanceof Element && e.target.closest('input, select, textarea')) return;
    const typing = e.target instanceof Element && e.target.closest('button, a, [tabindex]');
    const reading = e.target instanceof Element && e.target.closest('.chat-lines, .page');
    const up = room.stage.phase === 'up', pub = visit.stage.publisher, invited = room.stage.invitation;
    const does = {
      m: () => (up ? !visit.stage.blocked.audio && pub.mute('audio', !pub.micOff) : app.sound.set(!app.sound.on)),
      v: () => up && !visit.stage.blocked.video && pub.mute('video', !pub.camOff),
      h: () => tools.el.querySelector('[data-test=like]').click(), g: () => tools.el.querySelector('[data-test=gifts-button]').click(),
      j: () => tools.el.querySelector('[data-test=join]').click(), o: () => pictures.next(),
      s: go.numbers, p: () => void pip(visit), d: () => keep('fly', !flying.on), l: () => el.classList.toggle('folded'),
      ...(reading ? {} : { pageup: () => pictures.switcher.turn(false), pagedown: () => pictures.switcher.turn(true) }),
      ...(typing ? {} : { arrowup: () => app.sound.setVolume(app.sound.volume + 0.05), arrowdown: () => app.sound.setVolume(app.sound.volume - 0.05) }),
      y: () => invited && visit.stage.answer(true), n: () => invited && visit.stage.answer(false), f: go.full,
    }[e.key.toLowerCase()];
    if (does) { does(); e.preventDefault(); }
    else if (e.key === 'Enter' && !typing) { heads.choose('chat'); words.focus(); e.preventDefault(); }
    else if (e.key === 'Escape' && heads.current !== 'chat') heads.choose('chat');
  }
  document.addEventListener('keydown', keys);

  function update() {
    if (room.phase !== 'in' && room.phase !== 'joining' && heads.current !== 'chat') heads.choose('chat'); // the list would hide why
    head.update(); pictures.update(); tools.update(); words.update(); list.update(); givers.update();
    const due = room.stage.phase === 'ready';
    if (due && !ready) openReady(app, visit);
    ready = due || (room.stage.phase === 'going' && ready);
  }
  const stops = [visit.listen(update), app.sound.listen(update)];
  const clock = setInterval(() => { pictures.tick(); tools.tick(); words.tick(); }, 500);

  /** The keyboard of a phone takes the lower part of the window: what is fixed there moves up. */
  const fit = () => {
    const v = window.visualViewport;
    el.style.setProperty('--keyboard', `${v ? Math.max(0, Math.round(innerHeight - v.height - v.offsetTop)) : 0}px`);
  };
  window.visualViewport?.addEventListener('resize', fit);
  window.visualViewport?.addEventListener('scroll', fit);

  return {
    el, update,
    close() {
      document.removeEventListener('keydown', keys);
      window.visualViewport?.removeEventListener('resize', fit);
      window.visualViewport?.removeEventListener('scroll', fit);
      for (const s of stops) s();
      clearInterval(clock);
      words.close();
      pictures.close();
    },
  };
}
