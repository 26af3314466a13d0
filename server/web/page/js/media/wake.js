// Keeps the display on while something is watched.
let wanted = false, lock = null;

async function take() {
  if (!wanted || lock || document.visibilityState !== 'visible' || !navigator.wakeLock) return;
  if (document.featurePolicy?.allowsFeature('screen-wake-lock') === false) return; // in a frame that may not
  try {
    lock = await navigator.wakeLock.request('screen');
    lock.addEventListener('release', () => { lock = null; });
    if (!wanted) void lock.release();
  } catch { /* low battery: the system decides */ }
}

document.addEventListener('visibilitychange', take);

/** @param {boolean} on */
export function keepAwake(on) {
  wanted = on;
  if (on) void take();
  else if (lock) void lock.release().catch(() => {});
}
