// What is on the page: the way in, the lobby, or a room.
import { T } from '../util/texts.js';
import { titleOf } from '../util/format.js';
import { signIn } from './signin.js';
import { lobbyView } from './lobby.js';
import { roomView } from './room.js';
import { toasts } from './toasts.js';

/** @param {import('../app.js').App} app @param {HTMLElement} root */
export function shell(app, root) {
  let now = null, shown = null, notes = null, spoken = -1;
  const screen = () => {
    if (!app.me || app.ended) return 'welcome';
    return app.visit ?? 'lobby';
  };
  const make = (what) => {
    if (what === 'welcome') return signIn(app);
    return what === 'lobby' ? lobbyView(app) : roomView(app, what);
  };
  const update = () => {
    const what = screen();
    const other = spoken !== app.spoken; // another language: everything is written anew
    if (other) {
      spoken = app.spoken;
      notes?.close();
      notes = toasts(app);
      document.body.append(...notes.els);
    }
    if (what !== shown || other) {
      now?.close?.();
      for (const d of document.querySelectorAll('dialog[open]')) d.close();
      shown = what;
      now = make(what);
      root.replaceChildren(now.el);
      now.shown?.();
    }
    now.update();
    notes.update();
    const room = app.visit?.room;
    document.title = room?.phase === 'in' ? `${titleOf(room.info)} · ${T('app.name')}` : app.server?.name || T('app.name');
  };
  app.listen(update);
  update();
}
