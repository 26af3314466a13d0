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
})
