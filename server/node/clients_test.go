package node

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"onair/internal/natstest"
	"onair/signaling"
)

// run starts a node and waits until it knows who leads.
func run(t *testing.T, cfg Config) *Node {
	t.Helper()
	n, err := New(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := n.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() { cancel(); wg.Wait() })
	for limit := time.After(time.Minute); ; {
		if code, _ := n.get(t, "/healthz", ""); code == http.StatusOK {
			return n
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-limit:
			t.Fatal("nobody ever leads")
		}
	}
}

func (n *Node) get(t *testing.T, path, token string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+n.Addr()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// What is asked at a node that does not lead is answered by the one that does, but each
// tells of itself.
func TestEachNodeTellsOfItself(t *testing.T) {
	url := natstest.Start(t).URL()
	cfg := config(t, url, "a")
	cfg.Server.AllowGuests = true
	a := run(t, cfg)
	other := config(t, url, "b")
	other.Server.AllowGuests = true
	b := run(t, other)
	for _, c := range []struct {
		node *Node
		want health
	}{{a, health{Status: "ready", Node: "a", Leads: true, Leader: "a"}}, {b, health{Status: "ready", Node: "b", Leader: "a"}}} {
		var got health
		_, text := c.node.get(t, "/healthz", "")
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		if got.Data = ""; got.Node != c.want.Node || got.Leads != c.want.Leads || got.Leader != c.want.Leader || got.Status != c.want.Status {
			t.Errorf("%s: %s", c.want.Node, text)
		}
	}
	res, err := http.Post("http://"+b.Addr()+"/api/guest", "application/json", strings.NewReader(`{"userId":"ben","nickname":"Ben"}`))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var sig struct {
		SDKAppID uint32
		UserSig  string
	}
	if err := json.NewDecoder(res.Body).Decode(&sig); err != nil || sig.UserSig == "" {
		t.Fatalf("a guest at the other node: %v, %v", res.Status, err)
	}
	c, err := signaling.Dial(t.Context(), signaling.Options{URL: "http://" + b.Addr(), Login: signaling.LoginRequest{SDKAppID: sig.SDKAppID, UserID: "ben", UserSig: sig.UserSig}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for n, dir := range map[*Node]string{a: cfg.Server.DataDir, b: other.Server.DataDir} {
		token, err := os.ReadFile(filepath.Join(dir, "local.token"))
		if err != nil {
			t.Fatal(err)
		}
		if code, _ := n.get(t, "/metrics", "another"); code != http.StatusForbidden {
			t.Errorf("metrics for anybody: %d", code)
		}
		_, text := n.get(t, "/metrics", strings.TrimSpace(string(token)))
		for want, there := range map[string]bool{
			`onair_node_leads{node="a"} 1`: n == a, `onair_node_leads{node="b"} 0`: n == b, `onair_node_clients{node="b"} 1`: n == b, `onair_sessions{node="a"} 1`: n == a,
			`onair_node_trunks{node="a"} 1`: n == a, `onair_media_streams{node="b"} 0`: n == b, `onair_media_streams{node="a"} 0`: n == a, `onair_node_trunk_bytes_total{node="b",way="in"} 0`: false,
		} {
			if strings.Contains(text, want+"\n") != there {
				t.Errorf("%s: %s, %v", n.cluster.Name(), want, !there)
			}
		}
	}
	// A program at another machine's loopback is none of this one's.
	token, _ := os.ReadFile(filepath.Join(cfg.Server.DataDir, "local.token"))
	for n, want := range map[*Node]int{a: http.StatusOK, b: http.StatusForbidden} {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+n.Addr()+"/api/local/usersig", strings.NewReader(`{"userId":"ben"}`))
		r.Header.Set("Authorization", "Bearer "+strings.TrimSpace(string(token)))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set(headFrom, "127.0.0.1:1") // is not believed of a client
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s signs for a program: %d", n.cluster.Name(), res.StatusCode)
		}
	}
}
