// The page's way in.
import { App } from './js/app.js';
import { asGuest, asUser, handedOver, isSignedOut, lastGuest, takeFragment } from './js/account.js';
import { loadTexts } from './js/util/texts.js';
import { shell } from './js/view/shell.js';

for (const l of document.querySelectorAll('link[rel=icon]')) l.href = l.href; // the address changes with the room
const given = takeFragment();
await loadTexts();
const app = new App();
const invite = given.get('invite');
if (invite) app.key = { invite };
shell(app, document.getElementById('app'));

const user = handedOver(given), guest = lastGuest();
app.readInfo().catch(() => {});
if (user) void app.signIn(asUser(user));
else if (guest && !isSignedOut()) void app.signIn(asGuest(guest.nickname));

// An address with another UserSig or invitation, opened in this very page.
addEventListener('hashchange', async () => {
  const given = takeFragment(), user = handedOver(given), key = given.get('invite');
  if (key) app.key = { invite: key };
  if (!user) { app.route(key !== null); return; }
  if (app.me) await app.signOut(true);
  void app.signIn(asUser(user));
});
