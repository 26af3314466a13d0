package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"slices"
	"testing"
	"time"

	"onair/signaling/nearby"
)

// TestTheProgramIsFoundOnTheNetwork starts onaird on every address and looks for
// it as the app does.
func TestTheProgramIsFoundOnTheNetwork(t *testing.T) {
	prog := startProgram(t, t.TempDir(), ":0")
	_, port, err := net.SplitHostPort(prog.addr)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get("http://127.0.0.1:" + port + "/api/info")
	if err != nil {
		t.Fatal(err)
	}
	var info struct{ ID string }
	err = json.NewDecoder(resp.Body).Decode(&info)
	resp.Body.Close()
	if err != nil || info.ID == "" {
		t.Fatalf("%+v, %v", info, err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 25*time.Second)
	defer cancel()
	found := ""
	start := time.Now()
	nearby.Watch(ctx, func(list []nearby.Server) {
		if i := slices.IndexFunc(list, func(s nearby.Server) bool { return s.ID == info.ID }); i >= 0 {
			found = list[i].URL
			cancel()
		}
	})
	if found == "" {
		if ifaces, _ := net.Interfaces(); !slices.ContainsFunc(ifaces, multicast) {
			t.Skip("not found: this machine has no network interface that takes multicast")
		}
		t.Skip("not found: multicast does not reach this machine itself; see TestAServerIsFoundByMulticast of package nearby")
	}
	t.Logf("found at %s after %v", found, time.Since(start).Round(10*time.Millisecond))
	if _, p, err := net.SplitHostPort(found[len("http://"):]); err != nil || p != port {
		t.Errorf("found at %s, it listens on port %s", found, port)
	}
}

func multicast(i net.Interface) bool {
	return i.Flags&net.FlagUp != 0 && i.Flags&net.FlagMulticast != 0
}
