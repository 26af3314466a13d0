package server

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"onair/internal/await"
	"onair/server/buckets"
	"onair/signaling"
)

// harm empties the blocks of a bucket.
func harm(t *testing.T, dir, bucket string) {
	t.Helper()
	blocks, err := filepath.Glob(filepath.Join(dir, "nats", "jetstream", "*", "streams", "B_"+bucket, "msgs", "*.blk"))
	if err != nil || len(blocks) == 0 {
		t.Fatal(blocks, err)
	}
	for _, b := range blocks {
		if err := os.Truncate(b, 0); err != nil {
			t.Fatal(err)
		}
	}
}

func healthOf(t *testing.T, s *testServer) (h Health, metrics string) {
	t.Helper()
	for path, take := range map[string]func([]byte){"/healthz": func(b []byte) { _ = json.Unmarshal(b, &h) }} {
		r, err := http.Get("http://" + s.Addr() + path)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := io.ReadAll(r.Body)
		r.Body.Close()
		take(b)
	}
	families, err := s.metrics.reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		if f.GetName() == "onair_data_lost_entries" {
			for _, m := range f.GetMetric() {
				if m.GetGauge().GetValue() > 0 {
					metrics += m.GetLabel()[0].GetValue() + " "
				}
			}
		}
	}
	return h, metrics
}

// TestLostWalletsDoNotBeginAnew: who had a wallet is not given the start coins
// again before the operator says so.
func TestLostWalletsDoNotBeginAnew(t *testing.T) {
	dir := t.TempDir()
	s := startIn(t, dir, newFakeRelay)
	_, v := s.live(7, "anna", "ben")
	v[0].must(signaling.TypeSendGift, signaling.GiftRequest{Key: "k", GiftID: "cake", Count: 1}, nil)
	if h, m := healthOf(t, s); h.Data == "damaged" || m != "" {
		t.Errorf("sound: %+v, %s", h, m)
	}
	s.stop()
	harm(t, dir, "wallets")
	again := startIn(t, dir, newFakeRelay)
	await.True(t, "the server", again.ready.Load)
	if h, m := healthOf(t, again); h.Data != "damaged" || len(h.Damage) != 1 || !strings.HasPrefix(h.Damage[0], "wallets") || m != "wallets " {
		t.Errorf("wallets lost: %+v, %s", h, m)
	}
	ben := again.login("ben")
	ben.refused(signaling.CodeDamaged, signaling.TypeGetWallet, nil)
	again.stop()
	if _, kept, err := buckets.Check(t.Context(), dir, true, again.log); err != nil || kept == "" {
		t.Fatal(kept, err)
	}
	repaired := startIn(t, dir, newFakeRelay)
	var w signaling.Wallet
	if repaired.login("ben").must(signaling.TypeGetWallet, nil, &w); w.Balance != 1000 {
		t.Errorf("after the repair: %+v", w)
	}
	if h, _ := healthOf(t, repaired); h.Data == "damaged" {
		t.Errorf("after the repair: %+v", h)
	}
}

// TestAStartGoesOnOverDamage: one byte, or a whole bucket, does not stop it.
func TestAStartGoesOnOverDamage(t *testing.T) {
	whole := t.TempDir()
	s := startIn(t, whole, newFakeRelay)
	_, v := s.live(7, "anna", "ben")
	v[0].must(signaling.TypeFollow, signaling.UserRequest{UserID: "anna"}, nil)
	v[0].must(signaling.TypeSendRoomTextMsg, signaling.TextRequest{Text: "hi"}, nil)
	s.stop()
	for _, bucket := range []string{"follows", "rooms", "chats", "sessions", "audience", "users"} {
		dir := copyOf(t, whole)
		block := filepath.Join(dir, "nats", "jetstream", "$G", "streams", "B_"+bucket, "msgs", "1.blk")
		b, err := os.ReadFile(block)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)-12] ^= 1
		if err := os.WriteFile(block, b, 0o600); err != nil {
			t.Fatal(err)
		}
		again := startIn(t, dir, newFakeRelay)
		await.True(t, "the server", again.ready.Load)
		if h, m := healthOf(t, again); h.Data != "damaged" || m != bucket+" " {
			t.Errorf("%s: %+v, %s", bucket, h, m)
		}
		again.stop()
	}
}
