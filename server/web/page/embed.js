// A room in a frame of another site. Nobody enters, and nobody is counted, before
// somebody presses: the press lets it be heard, too.
import { App } from './js/app.js';
import { asGuest, lastGuest, takeFragment } from './js/account.js';
import { loadTexts } from './js/util/texts.js';
import { embedView } from './js/view/embed.js';

const given = takeFragment();
await loadTexts();
const app = new App();
app.lists = false;
if (given.get('invite')) app.key = { invite: given.get('invite') };
app.readInfo().catch(() => {});
embedView(app, document.getElementById('app'), {
  chat: new URLSearchParams(location.search).get('chat') === '1',
  begin() {
    app.sound.set(true);
    void app.signIn(asGuest(lastGuest()?.nickname ?? ''));
  },
});
