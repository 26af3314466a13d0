package node

import (
	"errors"
	"net"
	"testing"
	"time"

	"onair/internal/natstest"
	"onair/internal/porttest"
	"onair/server"
	"onair/server/cluster"
	"onair/server/store"
)

func config(t *testing.T, url, name string) Config {
	return Config{Server: server.Config{ListenAddr: "127.0.0.1:0", MediaAddr: "127.0.0.1:0", DataDir: t.TempDir()},
		Cluster: cluster.Config{URLs: []string{url}, Name: name, Addr: porttest.Reserve(t)}}
}

// A node whose server can never run ends, and says why; clients that wait are let go.
func TestANodeThatCannotLeadEnds(t *testing.T) {
	cfg := config(t, natstest.Start(t).URL(), "a")
	cfg.Server.RTMPSAddr = "127.0.0.1:0" // by TLS, which there is none of
	n, err := New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	c, err := net.Dial("tcp", n.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	ended := make(chan error, 1)
	go func() { ended <- n.Run(t.Context()) }()
	select {
	case err := <-ended:
		if e := (*server.StartError)(nil); !errors.As(err, &e) || e.Kind != server.BadConfig {
			t.Errorf("it ended with %v", err)
		}
	case <-time.After(40 * time.Second):
		t.Fatal("the node does not end")
	}
	_ = c.SetReadDeadline(time.Now().Add(20 * time.Second))
	if _, err := c.Read(make([]byte, 1)); err == nil || errors.Is(err, net.ErrClosed) {
		t.Errorf("a client of a node that has ended: %v", err)
	}
}

// Two nodes do not share a data folder.
func TestADataFolderIsOneNodes(t *testing.T) {
	url := natstest.Start(t).URL()
	cfg := config(t, url, "a")
	n, err := New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer n.close()
	other := config(t, url, "b")
	other.Server.DataDir = cfg.Server.DataDir
	if n, err := New(t.Context(), other); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a second node in the same folder: %v", err)
		if err == nil {
			n.close()
		}
	}
}
