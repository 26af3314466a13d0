// Where things are: the server may be below a path of a proxy's.

/** The server's root, with a slash at the end. */
export const root = new URL(document.documentElement.dataset.root || './', location.href);

/** The page's own files. */
export const assets = new URL('../', import.meta.url);

/** An address of the server's. @param {string} path without a slash in front */
export const at = (path) => new URL(path, root).href;

/** The path of a room's page, or of the lobby. @param {number} room 0: the lobby */
export const pageOf = (room) => new URL(room ? `r/${room}` : '', root).pathname;

/** The room that the address bar names; 0: the lobby. */
export function roomHere() {
  const rest = location.pathname.slice(root.pathname.length);
  const found = /^(?:r|embed)\/(\d{1,10})\/?$/.exec(rest);
  return found ? Number(found[1]) : 0;
}
