package nodes

import (
	"context"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	soakFor      = flag.Duration("soak", 0, "how long TestSoak runs; 0: not at all")
	soakEach     = flag.Int("soak.each", 0, "each kind so many times, in turn, instead of random ones")
	soakKinds    = flag.String("soak.kinds", strings.Join(kinds, ","), "what may happen")
	soakSeed     = flag.Uint64("soak.seed", 0, "of what happens; 0: a new one")
	soakEmbedded = flag.Bool("soak.embedded", false, "with the NATS inside the nodes")
	soakViewers  = flag.Int("soak.viewers", 30, "viewers")
	soakGifts    = flag.Int("soak.gifts", 200, "gifts a second")
	soakHold     = flag.Duration("soak.hold", 20*time.Second, "how long a node is stopped or cut off")
)

// TestSoak is make soak-cluster: people at three nodes, to which things happen.
func TestSoak(t *testing.T) {
	if *soakFor == 0 {
		t.Skip("a soak: make soak-cluster runs it")
	}
	var net *network
	if os.Getenv(inside) != "" {
		net = newNetwork(t, len(names))
	} else if alone(t) {
		return
	}
	p := plan{viewers: *soakViewers, writers: 20, givers: 20, giftsPerSecond: *soakGifts, embedded: *soakEmbedded, seed: *soakSeed}
	if p.seed == 0 {
		p.seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", p.seed)
	w := newWorld(t, p, net)
	var may []string
	for _, k := range strings.Split(*soakKinds, ",") {
		if !slices.Contains(kinds, k) {
			t.Fatalf("no kind %q; there are %v", k, kinds)
		}
		if w.can(k) {
			may = append(may, k)
		}
	}
	end := time.Now().Add(*soakFor)
	next := func(n int) (string, bool) {
		if time.Now().After(end) || len(may) == 0 {
			return "", false
		}
		if *soakEach > 0 {
			return may[n%len(may)], n < *soakEach*len(may)
		}
		return may[w.random.IntN(len(may))], true
	}
	live(t, w, next, *soakHold)
}

// live has people at the nodes while things happen, and looks whether all was kept.
func live(t *testing.T, w *world, next func(n int) (string, bool), hold time.Duration) []row {
	s := w.open()
	c := w.gather()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.tasks.Go(func() { s.speak(ctx) })
	var rows []row
	for n := 0; !t.Failed(); n++ {
		kind, ok := next(n)
		if !ok {
			break
		}
		held := time.Duration(0)
		if kind == "pause" || strings.HasPrefix(kind, "cut") {
			held = hold
		}
		r := w.hit(kind, s, c, held)
		rows = append(rows, r)
		t.Logf("%d: %v", n+1, r)
	}
	cancel()
	gifts, said := c.end()
	t.Logf("%d gifts and %d messages were confirmed, %d times somebody began to lead; what was confirmed is there, once:", gifts, said, w.terms)
	for _, b := range w.bad {
		t.Error(b)
	}
	t.Logf("seed %d, load %s\n%s", w.seed, loadNow(), table(rows))
	return rows
}

func loadNow() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(b))[:3], " ")
}
