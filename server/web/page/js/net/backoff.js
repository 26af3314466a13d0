const shortest = 500, longest = 15000;

/** The wait before try number n (from 1), milliseconds, spread so that a restarted server is not stormed. */
export function backoff(n, lived = Infinity, random = Math.random) {
  if (n === 1 && lived > 2000) return random() * 100;
  const wait = Math.min(longest, shortest * 2 ** Math.max(0, n - (lived > 2000 ? 2 : 1)));
  return wait * (0.7 + 0.6 * random());
}
