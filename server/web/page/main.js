// The page's way in; data-root leads to the server, data-room is 0 for the lobby.
export const root = new URL(document.documentElement.dataset.root || "./", location.href);
export const room = Number(document.documentElement.dataset.room);
