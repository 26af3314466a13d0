package app

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"onair/app/model"
	"onair/internal/await"
)

// runtimeDir gives a test a runtime folder whose name is short enough for sockets.
func runtimeDir(t *testing.T) {
	t.Helper()
	dir, err := os.MkdirTemp("", "oa")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	t.Setenv("XDG_RUNTIME_DIR", dir)
}

// TestALinkOpensTheRunningWindow: the second program hands its link over; one
// with --new or with options of its own does not.
func TestALinkOpensTheRunningWindow(t *testing.T) {
	runtimeDir(t)
	d := newDesk(t)
	a := d.live("anna", 81)
	link := "onair://" + d.addr + "/81"

	second := Options{ConfigDir: d.config, Start: StartWatch, Link: link}
	if !HandOver(second) {
		t.Fatal("nobody took the link")
	}
	until(t, a, "the word that anna is live", func(s model.State) bool {
		return s.Raised == 1 && slices.ContainsFunc(s.Notices, func(n model.Notice) bool { return n.Code == model.NoticeLinkWhileLive })
	})
	a.Close()

	c := d.window(func(o *Options) { o.User, o.Server = "carol", "" })
	until(t, c, "carol in the lobby", onScreen(model.ScreenLobby))
	if !HandOver(Options{ConfigDir: d.config}) {
		t.Fatal("nobody was raised")
	}
	until(t, c, "being raised", func(s model.State) bool { return s.Raised == 1 })
	own := d.window(func(o *Options) { o.Start, o.User, o.RoomNumber = StartLive, "dora", 82 })
	until(t, own, "dora on air", onScreen(model.ScreenOnAir))
	second.Link = "onair://" + d.addr + "/82"
	if !HandOver(second) {
		t.Fatal("nobody took the link")
	}
	until(t, c, "dora's live", func(s model.State) bool { return s.Watching.Room.ID == 82 && s.Watching.Phase == model.WatchPlaying })

	c.Close() // the window of its own is the one that is left
	second.Link = "onair://" + d.addr + "/83"
	await.True(t, "the door is taken over", func() bool { return HandOver(second) })
	until(t, own, "the word that dora is live", func(s model.State) bool {
		return s.Raised > 0 && slices.ContainsFunc(s.Notices, func(n model.Notice) bool { return n.Code == model.NoticeLinkWhileLive })
	})
}

func TestWhatIsHandedOver(t *testing.T) {
	for name, c := range map[string]struct {
		o    Options
		want bool
	}{
		"nothing": {Options{}, true}, "link": {Options{Start: StartWatch, Link: "onair://h/7", Server: "h"}, true},
		"new": {Options{New: true}, false}, "live": {Options{Start: StartLive}, false}, "number": {Options{Start: StartWatch, Link: "7"}, false},
		"server": {Options{Server: "h"}, false}, "user": {Options{User: "u"}, false}, "camera": {Options{Camera: "none"}, false},
		"data": {Options{DataDir: "d"}, false},
	} {
		if got := c.o.handsOver(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestTheSocketOfAWindow: a stale one does not hinder, its folder is the user's
// alone, and what is no message does no harm.
func TestTheSocketOfAWindow(t *testing.T) {
	runtimeDir(t)
	config := t.TempDir()
	path, err := socketPath(config)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil { // as a killed program leaves it
		t.Fatal(err)
	}
	if HandOver(Options{ConfigDir: config}) {
		t.Error("a stale socket took something")
	}
	i, err := openInstance(config)
	if err != nil || i == nil {
		t.Fatal(i, err)
	}
	if other, err := openInstance(config); other != nil || err != nil {
		t.Error("a second door", other, err)
	}
	took, done := make(chan handOver, 1), make(chan struct{})
	go func() {
		defer close(done)
		i.serve(func(m handOver) { took <- m })
	}()
	bad, err := net.Dial("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	bad.Write([]byte("what?\n"))
	if n, _ := bad.Read(make([]byte, 8)); n != 0 {
		t.Error("an answer to no message")
	}
	bad.Close()
	if !HandOver(Options{ConfigDir: config, Start: StartWatch, Link: "onair://h/7"}) || (<-took).Link != "onair://h/7" {
		t.Error("not handed over")
	}
	i.close()
	<-done
	if HandOver(Options{ConfigDir: config}) {
		t.Error("a closed window took something")
	}
	if err := os.Chmod(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := socketPath(config); err == nil {
		t.Error("a folder that others may read is used")
	}
}
