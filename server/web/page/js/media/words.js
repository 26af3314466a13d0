// What devices did not do, in words: what happened, and what to do about it.
import { T } from '../util/texts.js';

/** @param {string} key as Publisher.failure has it, or 'publish' */
export function deviceWords(key) {
  if (key.endsWith('Denied')) return T(window.isSecureContext ? 'web.deviceDenied' : 'web.needsHTTPS');
  if (key.endsWith('Busy')) return T('web.deviceBusy');
  if (key === 'noCamera' || key === 'noMicrophone') return `${T(`failure.${key}.what`)}. ${T('web.deviceNone')}`;
  return `${T(`failure.${key}.what`)}. ${T('web.publish')}`;
}
