// The way to the stage: asking, seeing oneself first, going up, stepping down.
import { h, say, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { left, nameOf, seconds } from '../util/format.js';
import { button } from '../kit/button.js';
import { ask, openSheet } from '../kit/sheet.js';
import { deviceWords } from '../media/words.js';
import { deviceChoosers } from './devices.js';

/** Asks how the viewer wants to go up. @param {import('../room/visit.js').Visit} visit */
export function askJoin(visit) {
  const host = { userId: visit.room.info.ownerId, userName: visit.room.info.ownerName };
  ask({
    title: T('join.title'), text: T('join.text', { Name: nameOf(host) }), test: 'join-question',
    answers: [
      { text: T('join.sound'), class: 'plain', test: 'join-sound', press: () => visit.stage.ask(true) && undefined },
      { text: T('join.video'), test: 'join-video', press: () => visit.stage.ask(false) && undefined },
    ],
  });
}

/** @param {import('../room/visit.js').Visit} visit */
export function askStepDown(visit) {
  ask({ title: T('leaveStage.title'), text: T('leaveStage.text'), test: 'down-question', answers: [{ text: T('leaveStage.yes'), press: () => visit.stage.stepDown() }] });
}

/** Shows how loud the microphone is. @param {HTMLElement} bar @param {() => MediaStream|null} of @returns {() => void} which ends it */
function meter(bar, of) {
  let ctx = null, node = null, stream = null, frame = 0;
  const buf = new Float32Array(1024);
  const draw = () => {
    frame = requestAnimationFrame(draw);
    if (of() !== stream) {
      node?.disconnect();
      stream = of();
      node = null;
      if (stream?.getAudioTracks().length) {
        ctx ??= new AudioContext();
        void ctx.resume();
        const source = ctx.createMediaStreamSource(stream);
        node = ctx.createAnalyser();
        node.fftSize = 1024;
        source.connect(node);
      }
    }
    let v = 0;
    if (node) { node.getFloatTimeDomainData(buf); v = Math.sqrt(buf.reduce((a, x) => a + x * x, 0) / buf.length); }
    bar.style.transform = `scaleX(${Math.min(1, v * 4).toFixed(3)})`;
  };
  draw();
  return () => { cancelAnimationFrame(frame); node?.disconnect(); void ctx?.close(); };
}

/** The last look at oneself. @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit */
export function openReady(app, visit) {
  const way = visit.stage, pub = way.publisher, state = visit.room.stage;
  const view = h('video', { playsinline: true, autoplay: true, class: 'mirrored', data: { test: 'preview' } });
  view.muted = true;
  const holder = h('p', { class: 'muted' });
  const time = h('strong', { class: 'accent', data: { test: 'ready-left' } });
  const level = h('div', { class: 'level' });
  const why = h('p', { class: 'failure', role: 'alert', data: { test: 'ready-failure' } });
  const devices = deviceChoosers(pub);
  const open = h('input', { type: 'checkbox', role: 'switch', id: 'ready-mic', checked: true, data: { test: 'ready-mic' }, on: { change: () => pub.mute('audio', !open.checked) } });
  const again = button({ icon: 'refresh', text: T('watch.retry'), class: 'plain', test: 'again', press: () => pub.prepare(state.soundOnly) });
  const up = button({ icon: 'stage-up', text: T('ready.up'), class: 'primary', test: 'go-up', press: () => way.goUp(state.soundOnly) });
  const sound = button({ icon: 'mic', text: T('ready.sound'), class: 'plain', test: 'go-up-sound', press: () => way.goUp(true) });
  const no = button({ text: T('ready.cancel'), class: 'plain', test: 'give-back', press: () => way.cancel() });
  let over = false;
  const stopMeter = meter(level, () => pub.stream);
  const el = openSheet({
    title: T('ready.title'), class: 'ready', test: 'ready', foot: [no, sound, up],
    body: [h('div', { class: 'row' }, h('span', { class: 'grow' }), time), h('div', { class: 'preview' }, holder, view), h('div', { class: 'meter', 'aria-hidden': 'true' }, level), why, again, ...devices.els,
      h('label', { class: 'row', for: 'ready-mic' }, open, T('ready.mic'))],
    closed: () => { stop(); devices.close(); clearInterval(ticking); stopMeter(); if (!over && (state.phase === 'ready' || state.phase === 'going')) way.cancel(); },
  });
  const ticking = setInterval(() => tick(), 500);
  const stop = visit.listen(() => update());
  function tick() { say(time, T('ready.left', { Time: seconds(left(state.until, app.now())) })); }

  function update() {
    if (state.phase !== 'ready' && state.phase !== 'going') { over = true; el.close(); return; }
    const going = state.phase === 'going', picture = !!pub.track('video');
    if (view.srcObject !== pub.stream) view.srcObject = pub.stream;
    show(view, picture);
    say(holder, state.soundOnly ? T('tile.soundOnly') : picture ? '' : pub.failure ? '' : T('tile.waiting'));
    const failed = pub.failure ?? (state.failure ? 'publish' : null);
    show(why, failed);
    show(again, pub.failure);
    if (failed) say(why, deviceWords(failed));
    devices.update(state.soundOnly);
    show(sound, !state.soundOnly);
    const can = !going && !!pub.stream;
    up.enable(can && (picture || state.soundOnly), T(going ? 'ready.going' : 'ready.noPicture'));
    up.setText(T(going ? 'ready.going' : 'ready.up'));
    sound.enable(can && !!pub.track('audio'), T('ready.going'));
    tick();
  }
  update();
  void pub.prepare(state.soundOnly);
}
