// Package nodes tries several servers that are one, as programs, with people of the SDK
// at all of them.
package nodes

import (
	"os"
	"testing"

	"onair/internal/natstest"
	"onair/internal/nodetest"
	"onair/internal/roomtest"
	"onair/liveroom"
)

func TestMain(m *testing.M) {
	code := m.Run()
	nodetest.Remove()
	natstest.Remove()
	os.Exit(code)
}

// login signs a person in at a node.
func login(t testing.TB, n *nodetest.Node, name string) (*liveroom.LiveRoom, *roomtest.Senses) {
	t.Helper()
	return roomtest.LoginAt(t, roomtest.Place{URL: n.URL(), App: nodetest.App, Sig: nodetest.Sign(t, name)}, name, liveroom.Config{})
}
