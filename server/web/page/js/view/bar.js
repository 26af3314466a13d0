// Below the stage: what can be done.
import { h, set, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { left, seconds } from '../util/format.js';
import { stageBlocked } from '../room/state.js';
import { button } from '../kit/button.js';
import { openGifts } from './gifts.js';
import { askJoin, askStepDown } from './join.js';
import { openMore } from './more.js';
import { choiceText, openQuality } from './quality.js';

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit @param {{full: () => void, heart: () => void, people: () => void, leave: () => void}} go */
export function bar(app, visit, go) {
  const room = visit.room, way = visit.stage, pub = way.publisher;
  const tool = (sign, key, tip, test, press, cls = '') => button({ icon: sign, text: T(key), label: T(tip), class: 'tool ' + cls, test, press });
  const loud = tool('volume', 'bar.sound', 'tip.sound', 'sound', () => app.sound.set(!app.sound.on), 'wide-only');
  const volume = h('input', { type: 'range', min: '0', max: '1', step: '0.05', class: 'volume wide-only', 'aria-label': T('bar.sound'), data: { test: 'volume' }, on: { input: () => app.sound.setVolume(Number(volume.value)) } });
  volume.value = String(app.sound.volume);
  const like = tool('heart', 'bar.like', 'tip.like', 'like', () => { visit.heart(); go.heart(); });
  const gift = tool('gift', 'bar.gift', 'tip.gift', 'gifts-button', () => openGifts(visit));
  const join = tool('stage-up', 'bar.join', 'tip.join.stage', 'join', pressJoin);
  const mic = tool('mic', 'bar.mic', 'tip.mic', 'mic', () => pub.mute('audio', !pub.micOff));
  const cam = tool('camera', 'bar.camera', 'tip.camera', 'cam', () => pub.mute('video', !pub.camOff));
  const quality = tool('globe', 'web.quality', 'web.quality', 'quality', () => openQuality(visit), 'wide-only quality');
  const full = tool('fullscreen', 'bar.full', 'tip.full', 'full', go.full, 'wide-only');
  const more = tool('more', 'bar.more', 'tip.more', 'more', () => openMore(app, visit, go));
  const el = h('nav', { class: 'bar', 'aria-label': T('bar.more'), data: { test: 'bar' } }, loud, volume, h('span', { class: 'grow wide-only' }), like, gift, join, mic, cam, quality, full, more);

  function pressJoin() {
    const phase = room.stage.phase;
    if (phase === 'none') askJoin(visit);
    else if (phase === 'asking') way.cancel();
    else if (phase === 'up') askStepDown(visit);
  }

  function setJoin() {
    const s = room.stage;
    join.setOn(s.phase !== 'none');
    const face = { asking: ['close', 'tip.join.cancel', ''], up: ['stage-down', 'tip.join.leave', T('bar.leaveStage')] }[s.phase] ?? ['stage-up', 'tip.join.stage', T('bar.join')];
    join.setIcon(face[0]);
    join.setLabel(T(face[1]));
    join.setText(face[2] || seconds(left(s.until, app.now())));
    const why = room.phase !== 'in' ? 'chat.blocked.out' : s.phase === 'none' && stageBlocked(room, app.up) ? 'blocked.' + stageBlocked(room, app.up) : s.phase === 'ready' || s.phase === 'going' ? 'ready.going' : '';
    join.enable(!why, why && T(why));
    join.dataset.phase = s.phase;
  }

  function device(b, kind, off, blocked, has) {
    const [sign, key] = kind === 'audio' ? ['mic', 'bar.mic'] : ['camera', 'bar.camera'];
    const quiet = off || blocked || !has;
    b.setIcon(quiet ? sign + '-off' : sign);
    b.setText(T(quiet ? key + 'Off' : key));
    b.classList.toggle('off', quiet);
    b.enable(!blocked && has, T(blocked ? (kind === 'audio' ? 'seat.micBlocked' : 'seat.camBlocked') : kind === 'audio' ? 'bar.noMic' : 'bar.noCamera'));
  }

  return {
    el, pressJoin,
    tick: () => { if (room.stage.phase === 'asking') setJoin(); },
    update() {
      const inside = room.phase === 'in', up = room.stage.phase === 'up', blocked = way.blocked;
      loud.setIcon(app.sound.on ? 'volume' : 'volume-off');
      loud.setText(T(app.sound.on ? 'bar.sound' : 'bar.soundOff'));
      loud.setLabel(T(app.sound.on ? 'tip.sound' : 'tip.soundOff'));
      if (document.activeElement !== volume) volume.value = String(app.sound.volume);
      for (const b of [like, gift]) b.enable(inside && app.up, T(inside ? 'chat.blocked.offline' : 'chat.blocked.out'));
      setJoin();
      show(mic, up);
      show(cam, up && !room.stage.soundOnly && !pub.soundOnly);
      device(mic, 'audio', pub.micOff, blocked.audio, !!pub.track('audio'));
      device(cam, 'video', pub.camOff, blocked.video, !!pub.track('video'));
      quality.setText(choiceText(visit.streams.quality));
      set(quality, 'aria-label', `${T('web.quality')}: ${choiceText(visit.streams.quality)}`);
      full.setIcon(document.fullscreenElement ? 'fullscreen-exit' : 'fullscreen');
      el.classList.toggle('up', up);
    },
  };
}
