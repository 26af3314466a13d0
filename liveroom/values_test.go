package liveroom_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"onair/liveroom"
	"onair/media"
)

// hostileViews are views that Go cannot compare.
func hostileViews() map[string]liveroom.View {
	return map[string]liveroom.View{
		"function": liveroom.ViewFunc(func(*media.Frame) {}), "slice inside": sliceView{}, "function inside": holdingView{func() {}},
		"no function": liveroom.ViewFunc(nil), "nil": nil,
	}
}

type sliceView struct{ _ []int }

func (sliceView) Render(f *media.Frame) { f.Release() }

func (sliceView) Clear() {}

type holdingView struct{ f any } // comparable by its type, not by its value

func (holdingView) Render(f *media.Frame) { f.Release() }

func (holdingView) Clear() {}

func (holdingView) OnEvent(liveroom.Event) {}

func TestValuesThatCannotBeComparedDoNotPanic(t *testing.T) {
	r := liveroom.New(liveroom.Options{NoPlayout: true, Camera: "test:160x120@15"})
	defer r.Close()
	ctx := context.Background()
	for name, v := range hostileViews() {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				for _, err := range []error{r.StartPlay("host", v), r.UpdateRemoteView("host", v), r.StartCameraPreview(ctx, true, v)} {
					if err != nil {
						t.Error(err)
					}
				}
				r.UpdateLocalView(v)
			}
		})
	}
	for _, l := range []liveroom.Listener{plainListener{}, holdingView{func() {}}, nil} {
		for range 2 {
			r.AddListener(l)
		}
		r.RemoveListener(l)
	}
}

// TestReadmesViewer runs the viewer of the README while its host stops and starts
// again.
func TestReadmesViewer(t *testing.T) {
	h := startHouse(t)
	host := h.login("anna", func(o *liveroom.Options) { o.Camera, o.Microphone = "test:160x120@15", "silence:" })
	host.goLive(1001)
	sig, err := h.srv.SignUserSig("bob")
	if err != nil {
		t.Fatal(err)
	}
	viewer := liveroom.New(liveroom.Options{Server: h.url(), NoPlayout: true})
	defer viewer.Close()
	pictures := make(chan struct{}, 1)
	view := liveroom.ViewFunc(func(*media.Frame) {
		select {
		case pictures <- struct{}{}:
		default:
		}
	})
	var mu sync.Mutex
	entered := 0
	gone := make(chan struct{}, 8)
	viewer.AddListener(liveroom.NewListener(func(e liveroom.Event) {
		switch e := e.(type) {
		case liveroom.OnAnchorEnter:
			viewer.StartPlay(e.User.UserID, view)
			mu.Lock()
			entered++
			mu.Unlock()
		case liveroom.OnAnchorExit:
			gone <- struct{}{}
		}
	}))
	host.must(viewer.Login(host.ctx(), h.srv.SDKAppID(), "bob", sig, liveroom.Config{}))
	host.must(viewer.EnterRoom(host.ctx(), 1001))
	picture := func() {
		t.Helper()
		select {
		case <-pictures:
		case <-time.After(patience):
			t.Fatal("no picture")
		}
	}
	for range 2 {
		picture()
		host.must(host.StopPublish(host.ctx()))
		<-gone
		select {
		case <-pictures: // of the stream that ended
		default:
		}
		host.must(host.StartPublish(host.ctx(), ""))
	}
	picture()
	mu.Lock()
	defer mu.Unlock()
	if entered != 3 {
		t.Errorf("the host came %d times, want 3", entered)
	}
}
