// Going from live to live: by two buttons, the page keys, the wheel over the picture,
// and by dragging the picture up or down.
import { h, say, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { nameOf, titleOf } from '../util/format.js';
import { button } from '../kit/button.js';
import { icon, setIcon } from '../kit/icon.js';
import { ask } from '../kit/sheet.js';

// How far the picture has to be dragged, and the wheel turned: a wheel's step is 100,
// a touchpad sends many small ones and goes on when it is let go.
const dragEnough = 90, dragBegins = 12, wheelEnough = 80, wheelPause = 250, wheelRest = 700;

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit @param {HTMLElement} stage */
export function switcher(app, visit, stage) {
  const room = visit.room;
  const up = button({ icon: 'chevron-up', label: T('tip.previousLive'), class: 'ghost', test: 'previous-live', press: () => turn(false) });
  const down = button({ icon: 'chevron-down', label: T('tip.nextLive'), class: 'ghost', test: 'next-live', press: () => turn(true) });
  const el = h('div', { class: 'switcher', role: 'group', 'aria-label': T('key.switchLive') }, up, down);
  const sign = icon('chevron-down'), words = h('span', {});
  const hint = h('div', { class: 'switch-hint badge', 'aria-hidden': 'true', data: { test: 'switch-hint' } }, sign, words);
  hint.hidden = true;
  stage.append(hint);
  /** @type {{id: number, x: number, y: number, by: number, on: boolean}|null} */
  let drag = null;
  let wheel = 0, wheelAt = 0, turned = 0;

  /** Goes on, and asks first where a place on the stage would be lost. */
  function turn(next) {
    const phase = room.stage.phase;
    if (phase === 'none' || !app.lobby.neighbour(room.id, next)) { app.switchLive(next); return; }
    ask({
      title: T('switch.title'), text: T(phase === 'asking' ? 'switch.asking' : 'switch.stage'), test: 'switch-question',
      answers: [{ text: T('switch.yes'), class: phase === 'asking' ? 'primary' : 'danger', press: () => app.switchLive(next) }],
    });
  }

  function rolled(e) {
    const now = performance.now();
    if (room.stage.phase !== 'none' || e.ctrlKey) return; // a wheel is moved by chance
    if (now - turned < wheelRest) { turned = now - wheelRest / 2; return; } // still rolling
    if (now - wheelAt > wheelPause) wheel = 0;
    wheel += e.deltaMode === 0 ? e.deltaY : e.deltaY * 33;
    wheelAt = now;
    if (Math.abs(wheel) < wheelEnough) return;
    const next = wheel > 0;
    wheel = 0;
    turned = now;
    turn(next);
  }

  function lead(by) {
    const next = by < 0, to = app.lobby.neighbour(room.id, next);
    show(hint, Math.abs(by) >= dragEnough / 3);
    setIcon(sign, next ? 'chevron-down' : 'chevron-up');
    say(words, to ? T('switch.to', { Title: titleOf(to), Name: nameOf({ userId: to.ownerId, userName: to.ownerName }) }) : T(next ? 'notice.lastLive' : 'notice.firstLive'));
    hint.classList.toggle('accent', !!to && Math.abs(by) >= dragEnough);
    hint.classList.toggle('below', next);
  }

  function letGo(e) {
    if (!drag || e.pointerId !== drag.id) return;
    const { by, on } = drag;
    drag = null;
    hint.hidden = true;
    if (on && e.type === 'pointerup' && Math.abs(by) >= dragEnough) turn(by < 0);
  }

  stage.addEventListener('wheel', rolled, { passive: true });
  stage.addEventListener('pointerdown', (e) => {
    if (drag) { drag = null; hint.hidden = true; return; } // a second finger
    if (e.button !== 0 || (e.target instanceof Element && e.target.closest('button, a, input, form, .call'))) return;
    drag = { id: e.pointerId, x: e.clientX, y: e.clientY, by: 0, on: false };
  });
  stage.addEventListener('pointermove', (e) => {
    if (!drag || e.pointerId !== drag.id) return;
    if (!e.buttons) { drag = null; hint.hidden = true; return; } // let go where nothing was heard of it
    drag.by = e.clientY - drag.y;
    if (!drag.on && Math.hypot(drag.by, e.clientX - drag.x) > dragBegins) {
      if (Math.abs(drag.by) < Math.abs(e.clientX - drag.x)) { drag = null; return; }
      drag.on = true;
      stage.setPointerCapture(e.pointerId);
    }
    if (drag.on) lead(drag.by);
  });
  stage.addEventListener('pointerup', letGo);
  stage.addEventListener('pointercancel', letGo);

  function update() {
    const before = app.lobby.neighbour(room.id, false), after = app.lobby.neighbour(room.id, true);
    show(el, before || after);
    up.enable(!!before, T('notice.firstLive'));
    down.enable(!!after, T('notice.lastLive'));
  }
  const stop = app.lobby.listen(update);
  update();
  return { el, turn, close: stop };
}
