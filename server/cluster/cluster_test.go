package cluster

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"onair/internal/await"
	"onair/internal/natstest"
	"onair/internal/porttest"
	"onair/server/store"
)

func node(t *testing.T, url, name string) *Node {
	t.Helper()
	n, err := Join(t.Context(), Config{URLs: []string{url}, Name: name, Addr: name + ".example:1", Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(n.Close)
	return n
}

// run has a node take part; what is sent says when it leads and when no more.
func run(t *testing.T, n *Node, said chan<- string) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := n.Run(ctx, func(ctx context.Context, term uint64) error {
			said <- fmt.Sprint(n.Name(), " leads in term ", term)
			<-ctx.Done()
			why := "asked to"
			if errors.Is(context.Cause(ctx), store.ErrFenced) {
				why = "lost it"
			}
			said <- fmt.Sprint(n.Name(), " stops, ", why)
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", n.Name(), err)
		}
	}()
	stop = func() { cancel(); <-done }
	t.Cleanup(stop)
	return stop
}

func hear(t *testing.T, said <-chan string, want string) {
	t.Helper()
	select {
	case got := <-said:
		if got != want {
			t.Fatalf("%q, not %q", got, want)
		}
	case <-time.After(40 * time.Second):
		t.Fatalf("never %q", want)
	}
}

// One node leads at a time; who goes gives the lease back, and who dies loses it.
func TestOneLeads(t *testing.T) {
	url, said := natstest.Start(t).URL(), make(chan string, 10)
	a := node(t, url, "a")
	stop := run(t, a, said)
	hear(t, said, "a leads in term 1")
	b := node(t, url, "b")
	run(t, b, said)
	for { // b knows who leads
		l, changed := b.Leader()
		if l.Name == "a" && l.Addr == "a.example:1" && l.Term == 1 {
			break
		}
		select {
		case <-changed:
		case <-time.After(40 * time.Second):
			t.Fatalf("b believes in %+v", l)
		}
	}
	stop()
	hear(t, said, "a stops, asked to")
	hear(t, said, "b leads in term 2")

	c := node(t, url, "c")
	run(t, c, said)
	b.nc.Close() // cut off
	awaitHold(t, b, false)
	hear(t, said, "c leads in term 3")
}

// awaitHold waits until a node lets people in, or does not.
func awaitHold(t *testing.T, n *Node, want bool) {
	t.Helper()
	for limit := time.After(40 * time.Second); ; {
		holds, changed := n.Holds()
		if holds == want {
			return
		}
		select {
		case <-changed:
		case <-limit:
			t.Fatalf("%s holds its lease: %v", n.Name(), holds)
		}
	}
}

func TestNodesShareSecretsAndNames(t *testing.T) {
	url := natstest.Start(t).URL()
	a, b := node(t, url, "a"), node(t, url, "b")
	made := 0
	fresh := func() (string, error) { made++; return fmt.Sprint("secret ", made), nil }
	for _, n := range []*Node{a, b, a} {
		if s, err := n.Secret(t.Context(), "key", fresh); err != nil || s != "secret 1" {
			t.Errorf("%q, %v", s, err)
		}
	}
	if s, err := ReadSecret(t.Context(), Config{URLs: []string{url}, Log: slog.New(slog.DiscardHandler)}, "key"); err != nil || s != "secret 1" {
		t.Errorf("a program beside them: %q, %v", s, err)
	}
	list, err := b.Members(t.Context())
	if err != nil || len(list) != 2 || list[0].Name != "a" || list[1].Addr != "b.example:1" {
		t.Errorf("%+v, %v", list, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Second) // the entry of a, which is there, does not run out
	defer cancel()
	if _, err := Join(ctx, a.cfg); !errors.Is(err, ErrName) {
		t.Errorf("a second a: %v", err)
	}
}

func TestOldNATSIsTold(t *testing.T) {
	for version, old := range map[string]bool{"2.9.10": true, "1.4.1": true, "2.10.0": false, "2.15.2-beta.1": false, "3.0.0": false, "": false} {
		if tooOld(version) != old {
			t.Errorf("%q: too old is not %v", version, old)
		}
	}
}

func TestBadConfigurations(t *testing.T) {
	good := Config{URLs: []string{"nats://127.0.0.1:1"}, Name: "a", Addr: "127.0.0.1:1", Log: slog.New(slog.DiscardHandler)}
	for name, edit := range map[string]func(*Config){
		"no name":          func(c *Config) { c.Name = "" },
		"a name of others": func(c *Config) { c.Name = "a.>" },
		"no NATS":          func(c *Config) { c.URLs = nil },
		"two":              func(c *Config) { c.Listen, c.Secret = "127.0.0.1:0", "s" },
		"no secret":        func(c *Config) { c.URLs, c.Listen = nil, "127.0.0.1:0" },
		"no address":       func(c *Config) { c.Addr = "here" },
		"a bad route":      func(c *Config) { c.URLs, c.Listen, c.Secret, c.Routes = nil, "127.0.0.1:0", "s", []string{"b"} },
		"a bad port":       func(c *Config) { c.URLs, c.Listen, c.Secret = nil, "127.0.0.1", "s" },
	} {
		c := good
		edit(&c)
		if n, err := Join(t.Context(), c); !errors.Is(err, ErrConfig) {
			t.Errorf("%s: %v", name, err)
			if err == nil {
				n.Close()
			}
		}
	}
}

// Three nodes that cluster by themselves go on when one of them is gone.
func TestNodesClusterByThemselves(t *testing.T) {
	said := make(chan string, 10)
	var listen, routes, dirs [3]string
	for i := range listen {
		listen[i], dirs[i] = porttest.Reserve(t), t.TempDir()
		routes[i] = "nats://" + listen[i]
	}
	type joined struct {
		n   *Node
		err error
	}
	results := make(chan joined, 3)
	join := func(i int) {
		n, err := Join(t.Context(), Config{Listen: listen[i], Routes: routes[:], Secret: "s", DataDir: dirs[i],
			Name: fmt.Sprint("n", i), Addr: "192.0.2.1:1", Log: slog.New(slog.DiscardHandler)})
		results <- joined{n, err}
	}
	for i := range listen {
		go join(i)
	}
	var nodes []*Node
	for range listen {
		r := <-results
		if r.err != nil {
			t.Fatal(r.err)
		}
		t.Cleanup(r.n.Close)
		nodes = append(nodes, r.n)
	}
	first := nodes[0]
	stop := run(t, first, said)
	hear(t, said, first.Name()+" leads in term 1")
	st, err := first.Store(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	b, err := st.Bucket(t.Context(), "rooms")
	if err == nil {
		err = b.Put(t.Context(), "r1", []byte("room"))
	}
	if err != nil {
		t.Fatal(err)
	}
	st.Close()
	stop()
	hear(t, said, first.Name()+" stops, asked to")
	first.Close()
	second := nodes[1]
	run(t, second, said)
	hear(t, said, second.Name()+" leads in term 2")
	await.Good(t, func() string { // while NATS finds its own leaders
		st, err := second.Store(t.Context(), 2)
		if err != nil {
			return err.Error()
		}
		defer st.Close()
		b, err := st.Bucket(t.Context(), "rooms")
		if err == nil {
			_, err = b.Get(t.Context(), "r1")
		}
		for i := 0; i < 40 && err == nil; i++ { // what the first has to catch up with
			err = b.Put(t.Context(), fmt.Sprint("r", i), make([]byte, 256<<10))
		}
		if err != nil {
			return err.Error()
		}
		return ""
	})

	// Who has come back counts for a majority: another may go.
	go join(int(first.Name()[1] - '0'))
	back := <-results
	if back.err != nil {
		t.Fatal(back.err)
	}
	t.Cleanup(back.n.Close)
	if lacks := back.n.ns.Healthz(nil).Error; lacks != "" {
		t.Error("a node takes part, and its NATS says:", lacks)
	}
}
