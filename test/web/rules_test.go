package web

import (
	_ "embed"
	"fmt"
	"testing"
)

//go:embed rules.js
var rules string

// TestThePagesModules runs the checks of rules.js in one window.
func TestThePagesModules(t *testing.T) {
	b := open(t, 800, 600)
	b.visit("http://" + studio(t).Server().Addr() + "/")
	b.shown("welcome")
	for _, complaint := range js[[]string](b, fmt.Sprintf(`(async () => {
  const src = document.querySelector('script[src$="/main.js"]').src;
  const complaints = [];
  globalThis.fakeApp = (call) => ({ me: { userId: 'me' }, link: { call }, sound: { add() {}, remove() {} }, now: () => 0, notice() {}, entered() {}, changed() {}, blocked: new Set() });
  globalThis.snapshot = () => ({ room: { roomId: 7, ownerId: 'anna', memberCount: 1 }, self: { role: 'audience' }, anchors: [] });
  for (const [name, check] of Object.entries(%s)) {
    const say = (text) => complaints.push(name + ': ' + text);
    const same = (what, got, want) => { if (got !== want) say(what + ' is ' + JSON.stringify(got) + ', not ' + JSON.stringify(want)); };
    try {
      await check({ load: (path) => import(new URL('js/' + path, src).href), same });
    } catch (err) { say(err.stack); }
  }
  return complaints;
})()`, rules)) {
		t.Error(complaint)
	}
}
