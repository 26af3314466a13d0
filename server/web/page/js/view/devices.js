// Which camera and which microphone, before going up and on stage.
import { show } from '../util/dom.js';
import { T } from '../util/texts.js';
import { button } from '../kit/button.js';
import { chooser } from '../kit/field.js';

/** @param {import('../media/publisher.js').Publisher} pub */
export function deviceChoosers(pub) {
  const camera = chooser({ label: T('device.camera'), options: [], value: '', test: 'camera', choose: (v) => pub.choose('video', v) });
  const microphone = chooser({ label: T('device.microphone'), options: [], value: '', test: 'microphone', choose: (v) => pub.choose('audio', v) });
  const again = button({ icon: 'refresh', text: T('watch.retry'), class: 'plain wide', test: 'devices-again', press: () => pub.retry() });
  const look = () => void pub.list();
  let listed = null, stream = null;
  navigator.mediaDevices?.addEventListener('devicechange', look);

  /** @param {boolean} soundOnly */
  function update(soundOnly) {
    show(again, pub.sending && (!pub.track('audio') || (!soundOnly && !pub.track('video')))); // it may be allowed or connected by now
    if (listed === pub.devices && stream === pub.stream) return;
    [listed, stream] = [pub.devices, pub.stream];
    const set = (box, what, kind, wanted) => {
      const list = pub.devices.filter((d) => d.kind === what && d.deviceId).map((d, i) => [d.deviceId, d.label || T('device.numbered', { Name: T('device.unnamed'), Number: i + 1 })]);
      box.setOptions(list, pub.track(kind)?.getSettings().deviceId ?? '');
      show(box, wanted && list.length);
    };
    set(camera, 'videoinput', 'video', !soundOnly);
    set(microphone, 'audioinput', 'audio', true);
  }
  show(camera, false);
  show(microphone, false);
  show(again, false);
  return { els: [camera, microphone, again], update, close() { navigator.mediaDevices?.removeEventListener('devicechange', look); } };
}
