// What has no place in the bar.
import { h, show } from '../util/dom.js';
import { keep } from '../util/kept.js';
import { T } from '../util/texts.js';
import { button } from '../kit/button.js';
import { openSheet } from '../kit/sheet.js';
import { deviceChoosers } from './devices.js';
import { openQuality } from './quality.js';
import { flying } from './sky.js';
import { languageChooser } from './signin.js';

/** @param {import('../app.js').App} app @param {import('../room/visit.js').Visit} visit @param {{full: () => void, people: () => void, numbers: () => void, share: () => void, leave: () => void}} go */
export function openMore(app, visit, go) {
  const act = (text, sign, test, press) => button({ icon: sign, text, class: 'plain wide', test, press: () => { el.close(); press(); } });
  const fly = h('input', { type: 'checkbox', role: 'switch', id: 'more-fly', data: { test: 'fly' }, on: { change: () => keep('fly', fly.checked) } });
  fly.checked = flying.on;
  const fade = h('input', { type: 'range', min: '20', max: '100', step: '10', id: 'more-fade', on: { input: () => keep('fade', Number(fade.value)) } });
  fade.value = String(flying.opacity);
  const up = visit.room.stage.phase === 'up', devices = up ? deviceChoosers(visit.stage.publisher) : null;
  const stop = devices && visit.listen(() => {
    if (visit.room.stage.phase === 'up') devices.update(visit.stage.publisher.soundOnly);
    else for (const e of devices.els) show(e, false); // nothing opens a camera off the stage
  });
  const link = document.documentElement.dataset.app;
  const el = openSheet({
    title: T('bar.more'), class: 'question', test: 'more-sheet', closed: () => { stop?.(); devices?.close(); },
    body: [
      ...(devices?.els ?? []),
      act(T(app.sound.on ? 'web.soundOff' : 'web.soundOn'), app.sound.on ? 'volume' : 'volume-off', 'more-sound', () => app.sound.set(!app.sound.on)),
      act(`${T('panel.viewers')}, ${T('panel.rank')}`, 'users', 'more-people', go.people),
      act(T('tip.share'), 'link', 'more-share', go.share),
      act(T('web.quality'), 'globe', 'more-quality', () => openQuality(visit)),
      act(T('bar.stats'), 'stats', 'more-numbers', go.numbers),
      document.documentElement.requestFullscreen ? act(T('bar.full'), 'fullscreen', 'more-full', go.full) : null,
      document.pictureInPictureEnabled ? act(T('bar.pip'), 'pip', 'more-pip', () => pip(visit)) : null,
      h('label', { class: 'row', for: 'more-fly' }, fly, T('danmaku.title')),
      h('label', { class: 'row', for: 'more-fade' }, T('danmaku.opacity'), fade),
      link ? h('a', { class: 'button plain wide', href: link.replace(/\/\d+($|\?)/, `/${visit.room.id}$1`), data: { test: 'open-app' }, on: { click: () => { el.close(); nothingOpened(app); } } }, T('web.openApp')) : null,
      languageChooser(app, false),
      act(T('watch.toLobby'), 'leave', 'more-leave', go.leave),
    ].filter(Boolean),
  });
  devices?.update(visit.stage.publisher.soundOnly);
}

/** Where no program took the link the page is still in front after a while. */
function nothingOpened(app) {
  setTimeout(() => { if (document.hasFocus()) app.notice('web.openApp.none'); }, 2500);
}

/** The host's picture in a small window above the others. */
export async function pip(visit) {
  const v = visit.main?.video;
  try {
    if (document.pictureInPictureElement) await document.exitPictureInPicture();
    else await v?.requestPictureInPicture();
  } catch { /* not while there is no picture */ }
}
