package liveroom_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"onair/internal/await"
	"onair/liveroom"
	"onair/media"
)

// pane is a view of a size of its own.
type pane struct {
	mu    sync.Mutex
	w, h  int
	shown bool
	sizes []string
}

func (p *pane) Render(f *media.Frame) {
	p.mu.Lock()
	p.sizes = append(p.sizes, fmt.Sprintf("%dx%d", f.Width(), f.Height()))
	p.mu.Unlock()
	f.Release()
}

func (p *pane) Clear() {}

func (p *pane) Size() (int, int, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.w, p.h, p.shown
}

func (p *pane) set(w, h int, shown bool) {
	p.mu.Lock()
	p.w, p.h, p.shown = w, h, shown
	p.mu.Unlock()
}

// TestThePictureIsAsLargeAsItIsShown: a small tile gets a small picture, a hidden one none,
// and what the user chooses counts; each is told. Whether the largest is sent depends on how busy
// this machine is, so it is not asked for.
func TestThePictureIsAsLargeAsItIsShown(t *testing.T) {
	h := startHouse(t)
	anna, ben := h.login("anna"), h.login("ben")
	anna.goLive(7)
	small := func(e liveroom.OnRemoteQuality) bool { return e.Height > 0 && e.Height <= 360 }
	comes := func(what string, ok func(liveroom.OnRemoteQuality) bool) {
		t.Helper()
		ben.await(what, func(e liveroom.Event) bool { q, is := e.(liveroom.OnRemoteQuality); return is && ok(q) })
		ben.forget()
	}
	view := &pane{w: 320, h: 180, shown: true}
	if err := ben.SetRemoteVideoQuality("anna", 180); liveroom.CodeOf(err) != liveroom.CodeFailed {
		t.Errorf("before it plays: %v", err)
	}
	ben.must(ben.EnterRoom(ben.ctx(), 7))
	ben.must(ben.StartPlay("anna", view))
	comes("a small picture", small)
	await.Good(t, func() string {
		view.mu.Lock()
		defer view.mu.Unlock()
		return await.Unless(len(view.sizes) > 0 && !strings.HasPrefix(view.sizes[len(view.sizes)-1], "1280"), fmt.Sprint(view.sizes))
	})
	view.set(320, 180, false)
	comes("sound alone", func(e liveroom.OnRemoteQuality) bool { return e.Sound && e.Why == "hidden" })
	view.set(320, 180, true)
	comes("the picture again", small)
	ben.must(ben.SetRemoteVideoQuality("anna", liveroom.VideoQualitySound))
	comes("sound alone, as chosen", func(e liveroom.OnRemoteQuality) bool { return e.Sound && e.Why == "chosen" })
	ben.must(ben.SetRemoteVideoQuality("anna", liveroom.VideoQualityAuto))
	comes("the picture once more", small)
	if err := ben.SetRemoteVideoQuality("anna", -2); liveroom.CodeOf(err) != liveroom.CodeBadArgument {
		t.Errorf("a quality that cannot be: %v", err)
	}
}
