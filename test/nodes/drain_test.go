package nodes

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"onair/internal/natstest"
	"onair/internal/nginxtest"
	"onair/internal/nodetest"
	"onair/internal/porttest"
	"onair/internal/proctest"
	"onair/internal/roomtest"
	"onair/liveroom"
)

// TestNodesAreDrained: the node of a viewer goes away by an operator's order, then that of
// the anchor, which leads, by SIGTERM. Everybody goes on at another, nothing that was said
// is missed, and the processes end by themselves.
func TestNodesAreDrained(t *testing.T) {
	url := natstest.Start(t).URL()
	start := func(name string) *nodetest.Node {
		return nodetest.Start(t, nodetest.Config{Name: name, Args: []string{"--nats", url}})
	}
	b := start("b")
	b.Says("server ready")
	a, c := start("a"), start("c")
	b.Says("takes part in the media\" node=b name=a")
	b.Says("takes part in the media\" node=b name=c")

	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	key, err := b.Tool(ctx, "streamkey", "--nats", url, "--user", "anna").Output()
	if err != nil {
		t.Fatal(err)
	}
	list, err := b.Tool(ctx, "streamkey", "--data-dir", a.Dir, "--user", "anna", "--list").Output()
	if err != nil {
		t.Fatal(err)
	}
	if len(key) < 9 || !strings.HasPrefix(string(list), string(key[:8])+" 0 ") {
		t.Errorf("the key %q is not in %q", key, list)
	}
	anna, _ := login(t, b, "anna")
	bob, bobs := login(t, c, "bob")
	carol, carols := login(t, a, "carol")
	drains(t, anna, bob, carol, map[string]*roomtest.Senses{"bob": bobs, "carol": carols}, b, c)
}

// TestSoakDrain is the same with the NATS inside the nodes, for people who know of nothing
// but an nginx in front. The first node is back before the second goes.
func TestSoakDrain(t *testing.T) {
	if *soakFor == 0 {
		t.Skip("a soak: make soak-cluster runs it")
	}
	var routes, at [3]string
	for i := range routes {
		routes[i] = "nats://" + porttest.Reserve(t)
	}
	var nodes [3]*nodetest.Node
	for i, name := range names {
		nodes[i] = nodetest.Begin(t, nodetest.Config{Name: name, Args: []string{"--cluster-listen", strings.TrimPrefix(routes[i], "nats://"),
			"--cluster-routes", strings.Join(routes[:], ","), "--node-url", "", "--trusted-proxies", "127.0.0.1"}})
		at[i] = nodes[i].Addr
	}
	for _, n := range nodes {
		n.Ready()
	}
	lead := proctest.Next(t, "server ready", nodes[0].Process, nodes[1].Process, nodes[2].Process)
	for i, name := range names {
		if i != lead {
			nodes[lead].Says("takes part in the media\" node=" + names[lead] + " name=" + name)
		}
	}
	front := "http://" + nginxtest.Balance(t, "../..", at)
	in := func(name string) (*liveroom.LiveRoom, *roomtest.Senses) {
		return roomtest.LoginAt(t, roomtest.Place{URL: front, App: nodetest.App, Sig: nodetest.Sign(t, name)}, name, liveroom.Config{})
	}
	anna, _ := in("anna")
	bob, bobs := in("bob")
	carol, carols := in("carol")
	drains(t, anna, bob, carol, map[string]*roomtest.Senses{"bob": bobs, "carol": carols}, nodes[lead], nodes[(lead+1)%3])
}

// drains has anna be seen while node c goes away by an operator's order, is back if the
// others need it, and b goes by SIGTERM.
func drains(t *testing.T, anna, bob, carol *liveroom.LiveRoom, watching map[string]*roomtest.Senses, b, c *nodetest.Node) {
	t.Helper()
	ctx, cancel := roomtest.Patience(t)
	defer cancel()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	heard := listen(bob)
	must(anna.CreateRoom(ctx, 7, liveroom.RoomParam{RoomName: "over three nodes"}))
	must(anna.StartCameraPreview(ctx, true, nil))
	must(anna.StartPublish(ctx, ""))
	for who, senses := range map[*liveroom.LiveRoom]*roomtest.Senses{bob: watching["bob"], carol: watching["carol"]} {
		must(who.EnterRoom(ctx, 7))
		must(who.StartPlay("anna", senses.View("anna")))
	}
	see := func(pictures int, why string) {
		t.Helper()
		for name, senses := range watching {
			before := senses.Pictures("anna")
			roomtest.Eventually(t, name+" "+why, func() string {
				if senses.Pictures("anna") < before+pictures {
					return "has no pictures"
				}
				return senses.Sees("anna")
			})
		}
	}
	gaps := func(what string) {
		for name, senses := range watching {
			t.Logf("%s: longest time between two of %s's pictures: %v", what, name, senses.Gap("anna"))
		}
	}
	see(15, "at first")
	gaps("at rest")

	var said []string
	drained := make(chan error, 1)
	go func() { drained <- b.Tool(ctx, "drain", "--data-dir", c.Dir).Run() }()
	for done := false; !done; {
		select {
		case err := <-drained:
			must(err)
			done = true
		default:
		}
		text := fmt.Sprint("message ", len(said))
		_, err := carol.SendRoomTextMsg(ctx, text)
		must(err)
		said = append(said, text)
		see(2, "while a node goes away")
	}
	must(c.End(0)) // it ends by itself
	see(15, "after the viewer's node went away")
	gaps("the viewer's node went away")
	roomtest.Eventually(t, "bob", func() string {
		if got := heard(); !slices.Equal(got, said) {
			return fmt.Sprintf("heard %q, of %q", got, said)
		}
		return ""
	})

	if t.Name() != "TestNodesAreDrained" {
		c.Restart()
		see(30, "after the viewer's node is back")
	}
	must(b.End(syscall.SIGTERM))
	see(15, "after the leader, and the anchor's node, went away")
	gaps("the leader, and the anchor's node, went away")
}

// listen are the messages that somebody hears.
func listen(room *liveroom.LiveRoom) func() []string {
	var mu sync.Mutex
	var list []string
	room.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		if m, ok := e.(liveroom.OnRecvRoomTextMsg); ok {
			mu.Lock()
			defer mu.Unlock()
			list = append(list, m.Message.Text)
		}
	}))
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(list)
	}
}
