// The way in: a name is enough.
import { h, show } from '../util/dom.js';
import { languageNow, languages, T } from '../util/texts.js';
import { asGuest, lastGuest, signedOut } from '../account.js';
import { button } from '../kit/button.js';
import { chooser, field } from '../kit/field.js';
import { icon } from '../kit/icon.js';
import { failureCard } from './failure.js';
import { Refusal, Code } from '../net/codes.js';

/** The list of languages. @param {import('../app.js').App} app @param {boolean} hidden its label is only read out */
export const languageChooser = (app, hidden) => chooser({ label: T('web.language'), hidden, test: 'language', options: languages, value: languageNow(), choose: (code) => app.speak(code) });

/** @param {import('../app.js').App} app */
export function signIn(app) {
  const name = field({ label: T('welcome.nickname'), hint: T('welcome.nickname.hint'), value: app.typed ?? lastGuest()?.nickname ?? '', max: 64, input: (text) => { app.typed = text; }, name: 'nickname', complete: 'nickname', test: 'name' });
  const go = button({ text: T('web.watch'), class: 'primary large', test: 'sign-in', press: () => form.requestSubmit() });
  const failure = failureCard();
  const server = h('p', { class: 'muted' });
  const form = h('form', { class: 'card welcome', on: { submit: (e) => { e.preventDefault(); void enter(); } } },
    h('div', { class: 'brand' }, logo(), h('h1', {}, T('app.name'))), server, name, failure, go, languageChooser(app, true));
  async function enter() {
    if (app.signing.busy) return;
    signedOut(false);
    await app.signIn(asGuest(name.input.value.trim()));
  }
  const el = h('div', { class: 'welcome-page', data: { test: 'welcome' } }, form);
  const update = () => {
    const { busy, failure: err } = app.signing;
    const closed = app.server && !app.server.guests;
    failure.set(err ?? app.ended ?? (closed ? closedDoor : null), location.host);
    go.enable(!busy && !closed, '');
    go.setText(busy ? T('welcome.joining', { Server: location.host }) : T('web.watch'));
    show(name, !closed);
    show(go, !closed);
    server.textContent = app.server?.name || location.host;
  };
  return { el, update, shown: () => { if (!lastGuest()) name.input.focus(); } };
}

const closedDoor = new Refusal(Code.noGuests, 'guest');

/** The sign of the program. */
export function logo() { return icon('logo'); }
