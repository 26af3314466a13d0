// One person on stage: the picture or what stands for it, the name, and marks.
import { h, say, set, show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { nameOf, shorten } from '../util/format.js';
import { avatar, setAvatar } from '../kit/avatar.js';
import { button } from '../kit/button.js';
import { icon } from '../kit/icon.js';

/** @param {string} userId @param {import('../media/sound.js').Sound} sound */
export function tile(userId, sound) {
  const face = avatar({ userId }, 'large');
  const words = h('p', { class: 'tile-words' });
  const holder = h('div', { class: 'tile-holder' }, face, words);
  const last = h('canvas', { class: 'tile-last', 'aria-hidden': 'true' });
  last.hidden = true;
  const soon = h('p', { class: 'tile-soon' }, T('tile.slate'));
  soon.hidden = true;
  const name = h('span', { class: 'tile-name' });
  const mic = icon('mic-off');
  const label = h('div', { class: 'tile-label' }, mic, name);
  let video = null;
  const mute = button({ icon: 'volume', label: T('tip.muteHere'), class: 'glass small tile-mute', press: () => { if (video) sound.muteOne(video, !sound.mutedOne(video)); } });
  const el = h('div', { class: 'tile', role: 'group', data: { test: 'tile', user: userId } }, holder, last, soon, label, mute);

  /** Keeps the last picture for when the stream breaks. */
  function snap() {
    if (!video?.videoWidth || video.readyState < 2) return;
    last.width = Math.min(640, video.videoWidth);
    last.height = Math.round((last.width * video.videoHeight) / video.videoWidth);
    last.getContext('2d').drawImage(video, 0, 0, last.width, last.height);
  }
  const snapping = setInterval(() => { if (el.classList.contains('live') && !document.hidden) snap(); }, 1000);

  function setVideo(v) {
    if (video === v) return;
    video?.remove();
    video = v;
    if (v) el.prepend(v);
  }

  /**
   * @param {{user: any, video: boolean, audio: boolean, own: boolean, local?: MediaStream|null, stream?: import('../media/stream.js').Stream,
   *   alone: boolean, words: string, broken: boolean, micBlocked?: boolean}} t
   */
  function update(t) {
    setVideo(t.own ? t.view : t.stream?.video ?? null);
    setAvatar(face, t.user);
    const showing = t.own ? t.video && !!t.local : t.video && !!t.stream?.showing;
    if (showing !== el.classList.contains('live')) el.classList.toggle('live', showing);
    set(el, 'data-live', showing ? '1' : '0');
    set(el, 'data-via', t.stream?.via || false);
    el.classList.toggle('own', t.own);
    const slate = t.broken && !showing && last.width > 0 && last.dataset.had === '1';
    if (showing) last.dataset.had = '1';
    show(last, slate);
    show(soon, slate);
    show(holder, !showing && !slate);
    say(words, t.words);
    say(name, shorten(nameOf(t.user), 18));
    show(label, !t.alone || !t.audio);
    show(name, !t.alone);
    show(mic, !t.audio);
    show(mute, !t.own && !t.alone);
    const quiet = !!video && sound.mutedOne(video);
    mute.setIcon(quiet ? 'volume-off' : 'volume');
    mute.setLabel(T(quiet ? 'tip.unmuteHere' : 'tip.muteHere'));
    set(el, 'aria-label', nameOf(t.user));
  }
  return {
    el, userId, update,
    /** @param {import('./layout.js').Box} b */
    place(b) { Object.assign(el.style, { left: `${b.x}px`, top: `${b.y}px`, width: `${b.w}px`, height: `${b.h}px` }); },
    /** The ring follows the voice. @param {number} v 0 to 1 */
    level(v) { el.classList.toggle('speaking', v > 0.02); },
    /** How the picture is shaped; 0 while that is not known. */
    get aspect() { return video?.videoWidth ? video.videoWidth / video.videoHeight : 0; },
    close() { clearInterval(snapping); el.remove(); },
  };
}
