// Checks of the page's modules by themselves, run in a page of the server's. Each gets
// `load`, which imports a module, and `same`, which complains.
({
  async 'what was said and not answered is said again with the same key'({ load, same }) {
    const { Visit } = await load('room/visit.js'), { Refusal, Code } = await load('net/codes.js');
    const keys = [], outcomes = [Code.linkLost, Code.timeout, 0, 0];
    const app = fakeApp(async (_type, data) => {
      keys.push(data.key);
      const code = outcomes.shift();
      if (code) throw new Refusal(code, 'sendRoomTextMsg');
      return { msgId: keys.length, time: 1 };
    });
    const visit = new Visit(app, 7, {});
    await visit.say('hello').then(() => same('taken', true, false), (err) => same('refused with', err.code, Code.timeout));
    await visit.say('hello');
    same('one key', new Set(keys).size, 1);
    await visit.say('hello');
    same('keys of two lines', new Set(keys).size, 2);
  },

  async 'a room whose link breaks twice is entered when it is back'({ load, same }) {
    const { Visit } = await load('room/visit.js'), { Refusal, Code } = await load('net/codes.js');
    let lost = 2;
    const app = fakeApp(async (type) => {
      if (type === 'enterRoom' && lost-- > 0) throw new Refusal(Code.linkLost, type);
      return type === 'enterRoom' ? snapshot() : null;
    });
    const visit = new Visit(app, 7, {});
    await visit.enter();
    same('after the first loss', visit.room.phase, 'joining');
    await visit.session({ mode: 'replay', roomId: 7 });
    same('after the second loss', visit.room.phase, 'joining');
    await visit.session({ mode: 'new' });
    same('in the end', visit.room.phase, 'in');
  },

  async 'labels of a PK stay at their pictures when a side leaves'({ load, same }) {
    const { pkLayer } = await load('view/pk.js');
    const side = (id) => ({ roomId: 1, user: { userId: id }, score: 0 });
    const room = { pk: { sides: ['a', 'b', 'c'].map(side) } };
    const layer = pkLayer({ now: () => 0 }, { room });
    const cells = (...ids) => new Map(ids.map((id, i) => [id, { x: 100 * i, y: 0, w: 100, h: 90 }]));
    const area = document.createElement('div');
    const shown = () => [...layer.el.querySelectorAll('.pk-side')].map((l) => (l.hidden ? '-' : l.querySelector('.badge').textContent[0] + l.style.left)).join(' ');
    layer.update();
    layer.place(cells('a', 'b', 'c'), area);
    same('three', shown(), 'a0px b100px c200px');
    room.pk = { sides: ['a', 'c'].map(side) };
    layer.update();
    layer.place(cells('a', 'c'), area);
    same('two', shown(), 'a0px c100px');
    layer.place(cells('a'), area);
    same('one without a picture', shown(), 'a0px -');
  },

  async 'a picture is soon back only where something is on its way'({ load, same }) {
    const { onPeople } = await load('room/on-people.js'), { newRoom } = await load('room/state.js');
    const user = { userId: 'host' };
    for (const [what, events, back] of [
      ['lost', [['userVideoAvailable', { userId: 'host', available: false, lost: true }]], true],
      ['away', [['hostAway', { user }], ['userVideoAvailable', { userId: 'host', available: false, lost: true }], ['anchorExit', { user }]], true],
      ['over', [['userVideoAvailable', { userId: 'host', available: false, lost: true }], ['anchorExit', { user }]], false],
    ]) {
      const room = newRoom(7, { userId: 'me' }, new Set());
      for (const [kind, d] of events) onPeople[kind](room, d, {});
      same(what, room.lost.has('host'), back);
    }
  },

  async 'gifts are drawn, and an operator\'s sign is written'({ load, same }) {
    const { giftSign } = await load('kit/giftsign.js');
    const sheet = await (await fetch(giftSign({ giftId: 'x' }).firstChild.getAttribute('href'))).text();
    for (const giftId of ['rose', 'clap', 'coffee', 'cake', 'star', 'fireworks', 'rocket', 'castle', 'else']) {
      const sign = giftSign({ giftId }).firstChild.getAttribute('href').split('#')[1];
      same(giftId, sign, giftId === 'else' ? 'gift' : giftId);
      same('a drawing of ' + giftId, sheet.includes(`id="${sign}"`), true);
    }
    same('a sign of its own', giftSign({ giftId: 'rose', icon: '🍀' }).textContent, '🍀');
  },

  async 'whom one blocks is not heard'({ load, same }) {
    const { onTalk } = await load('room/on-talk.js'), { onSeats } = await load('room/on-seats.js'), { newRoom } = await load('room/state.js'), { hide } = await load('room/blocked.js');
    const blocked = new Set(), room = newRoom(7, { userId: 'me' }, blocked), out = { banner() {}, notice: (text) => same('a notice', text, '') };
    const says = (msgId, userId, text) => onTalk.recvRoomTextMsg(room, { msgId, user: { userId }, text });
    const seen = () => room.chat.lines.map((l) => l.text ?? l.gift.giftId).join();
    says(1, 'bob', 'first');
    says(2, 'carol', 'second');
    blocked.add('bob');
    hide(room, 'bob');
    says(3, 'bob', 'third');
    onTalk.gift(room, { msgId: 4, user: { userId: 'bob' }, roomCoins: 5, gift: { gift: { giftId: 'rose' }, count: 1, coins: 5, to: { userId: 'anna' } } }, out);
    same('the chat', seen(), 'second');
    same('banners', room.banners.length, 0);
    same('coins', room.coins, 5); // it counts all the same
    onSeats.inviteJoinAnchor(room, { user: { userId: 'bob' }, callId: 'x', until: 1 });
    same('the invitation', room.stage.invitation, null);
    onSeats.invitationTimeout(room, { kind: 'invite', inviterId: 'bob' }, out);
    blocked.delete('bob');
    says(5, 'bob', 'fifth');
    same('later', seen(), 'second,fifth');
  },

  async 'from live to live goes in one order'({ load, same }) {
    const { walkOrder, neighbour } = await load('room/walk.js');
    const rooms = (...ids) => ids.map((roomId) => ({ roomId, live: true, ownerId: 'h' + roomId }));
    let walk = walkOrder(rooms(1, 2, 3), [], 1, 'me');
    same('next', neighbour(walk, 1, true), 2);
    walk = walkOrder(rooms(2, 1, 3), walk, 2, 'me'); // the lobby's order has changed
    same('kept', walk.join(), '1,2,3');
    walk = walkOrder([...rooms(4, 3, 2), { roomId: 5, live: true, ownerId: 'me' }, { roomId: 6, live: false }], walk, 2, 'me');
    same('one ended, one new, the own, one not live', walk.join(), '2,3,4');
    same('before the first', neighbour(walk, 2, false), 0);
    same('after the last', neighbour(walk, 4, true), 0);
  },

  async 'a choice of quality comes to what there is'({ load, same }) {
    const { chosen, choiceText, layersText, whyText } = await load('view/quality.js');
    for (const [want, layers, is] of [[0, [720, 360], 0], [-1, [720, 360], -1], [720, [720, 360], 720], [500, [720, 360], 360], [180, [720, 360], 360], [480, [], 480]]) same(`${want} of ${layers}`, chosen(want, layers), is);
    same('words', [0, 360, -1].map(choiceText).join(), 'Auto,360p,Sound only');
    const quality = { lines: 360, layers: [720, 360, 180], why: 'line', sound: false };
    same('encodings', layersText({ quality }), '360 of 720, 360, 180');
    same('why', whyText({ quality }), 'your connection');
    same('nothing told', layersText({ quality: null }) + whyText({ quality: null }), '');
  },

  async 'each encoding that there is can be chosen, by keys too'({ load, same }) {
    const { openQuality } = await load('view/quality.js'), { Emitter } = await load('util/emitter.js');
    const visit = new Emitter(), sheet = () => document.querySelector('[data-test=quality-sheet]');
    Object.assign(visit, { room: { phase: 'in' }, main: { via: 'udp', quality: { lines: 720, layers: [720, 360, 180], why: '', sound: false } }, streams: { quality: 0, want(q) { this.quality = q; visit.changed(); } } });
    const is = async () => { visit.changed(); await null; return [...sheet().querySelectorAll('[role=radio]')].map((b) => b.textContent + (b.getAttribute('aria-checked') === 'true' ? '*' : '')).join() + '; ' + sheet().querySelector('[role=status]').textContent; };
    const key = (key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    openQuality(visit);
    same('at first', await is(), 'Auto*,720p,360p,180p,Sound only; Now: 720p');
    sheet().querySelector('[aria-checked=true]').focus();
    key('ArrowDown');
    key('ArrowDown');
    Object.assign(visit.main.quality, { lines: 360, why: 'chosen' });
    same('two further', await is(), 'Auto,720p,360p*,180p,Sound only; Now: 360p (your choice)');
    Object.assign(visit.main.quality, { lines: 180, layers: [720, 180] });
    same('which has gone', await is(), 'Auto,720p,180p*,Sound only; Now: 180p (your choice)');
    same('the focus', document.activeElement.textContent, '180p');
    Object.assign(visit.main, { quality: { lines: 0, layers: [720, 180], why: 'line', sound: true } });
    same('a poor line', await is(), 'Auto,720p,180p*,Sound only; Now: Sound only (your connection)');
    visit.main.via = 'hls';
    await is();
    same('by HLS', sheet().querySelector('[role=radiogroup]').checkVisibility(), false);
    visit.room.phase = 'ended';
    visit.changed();
    await null;
    same('after the end', sheet()?.open ?? false, false);
  },

  async 'the server is told what is seen and wanted, and nothing is expected that was not asked for'({ load, same }) {
    const { Stream } = await load('media/stream.js');
    const said = [], box = document.createElement('div');
    let refused = false;
    const s = new Stream('anna', (type, d) => { said.push(`${type} ${d.view.hidden ? 'hidden' : d.view.width} ${d.quality}`); return refused ? Promise.reject(new Error('no')) : Promise.resolve(); }, { add() {}, remove() {} });
    const told = () => said.splice(0).join();
    const frames = (n) => new Promise((done) => { const f = () => (n-- ? requestAnimationFrame(f) : done()); f(); });
    const sight = async (hidden) => { box.hidden = hidden; while (s.wish.sight.hidden !== hidden) await frames(1); };
    s.video.style.cssText = 'display: block; width: 160px; height: 90px';
    box.append(s.video);
    document.body.prepend(box);
    await frames(2);
    s.expect(true, false);
    const begun = s.wish.begin();
    same('asked for with', `${begun.view.width} ${begun.view.hidden} ${begun.quality}`, '160 false 0');
    s.wish.want(360);
    same('before it plays', told(), '');
    s.wish.opened();
    s.wish.tick();
    s.wish.tick();
    same('when it plays', told(), 'setPlay 160 360');
    await sight(true);
    same('out of sight for a moment', told(), '');
    same('a picture is to come', s.flows, true);
    s.wish.tick();
    s.wish.tick();
    same('out of sight', told(), 'setPlay hidden 360');
    same('nothing is to come', s.flows, false);
    await sight(false);
    same('in sight, before any tick', told(), 'setPlay 160 360');
    same('it is to come again', s.flows, true);
    s.wish.want(-1);
    same('sound alone', told(), 'setPlay 160 -1');
    same('no sound and no picture', s.flows, false);
    s.expect(true, true);
    same('the sound', s.flows, true);
    refused = true;
    s.wish.want(0);
    await frames(1);
    same('refused', told() + ' ' + s.wish.pictures, 'setPlay 160 0 false');
    s.wish.tick();
    same('soon after', told(), '');
    refused = false;
    s.wish.after = 0;
    s.wish.tick();
    same('later', told(), 'setPlay 160 0');
    s.hear({ why: 'line', layers: [180] });
    same('sound alone on a poor line', s.quality.sound, true);
    s.hear({ height: 180, layers: [180] });
    same('and its picture', s.quality.sound, false);
    s.stop(false);
    box.remove();
  },

  async 'what comes is kept for longer while a line loses packets, and a while after'({ load, same }) {
    const { Losses } = await load('media/losses.js');
    const l = new Losses(), s = { packetsReceived: 0, nackCount: 0 };
    const seconds = (n, nacks) => {
      let kept;
      while (n-- > 0) kept = l.keep(Object.assign(s, { packetsReceived: s.packetsReceived + 100, nackCount: s.nackCount + nacks }), 40);
      return kept;
    };
    same('after a second of losses', seconds(1, 9), null);
    same('after that', seconds(3, 1), null);
    same('after two', seconds(2, 9), 340);
    same('for a while', seconds(19, 1), 340);
    same('and no longer', seconds(1, 1), null);
  },
})
