import { at } from '../paths.js';
import { Refusal, Code } from './codes.js';

async function reply(op, answer) {
  let r;
  try {
    r = await answer;
  } catch {
    throw new Refusal(Code.unreachable, op);
  }
  const body = await r.json().catch(() => null);
  if (!r.ok || body === null) throw new Refusal(body?.code || Code.unreachable, op, body?.desc, Number(r.headers.get('Retry-After')) || 0);
  return body;
}

/** What the server says of itself. */
export const info = () => reply('info', fetch(at('api/info'), { cache: 'no-store' }));

/**
 * A guest's signature.
 * @param {string} userId @param {string} nickname @param {string} secret '' the first time
 */
export function guest(userId, nickname, secret) {
  const body = JSON.stringify({ userId, nickname, ...(secret ? { secret } : {}) });
  return reply('guest', fetch(at('api/guest'), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }));
}
