package views

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"go.uber.org/goleak"

	"onair/app/model"
	"onair/media"
	"onair/views/kit"
)

// program is that of all windows: a new one reads the typefaces anew.
var program fyne.App

func TestMain(m *testing.M) {
	// A slow machine must not make the toolkit forget what it measured: it measures
	// anew in other typefaces then, and pictures differ by a pixel.
	fyneNow = func() time.Time { return fixedNow }
	program = test.NewApp()
	// Fyne's test driver starts a goroutine for the whole process at init.
	goleak.VerifyTestMain(m, goleak.IgnoreCurrent())
}

// harness is a window under Fyne's test driver with a recorder for intents.
type harness struct {
	*window
	t     *testing.T
	store *model.Store
	acts  *recorder
	video *cable

	mu    sync.Mutex
	calls []func()
	come  chan struct{}
}

// cable stands for the live-room engine's end of AttachVideo.
type cable struct {
	sinks    map[string][]VideoSink
	attached int
	detached int
}

func (c *cable) attach(tile string, sink VideoSink) func() {
	c.attached++
	c.sinks[tile] = append(c.sinks[tile], sink)
	return func() {
		c.detached++
		c.sinks[tile] = slices.DeleteFunc(c.sinks[tile], func(s VideoSink) bool { return s == sink })
	}
}

var fixedNow = time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC)

func newHarness(t *testing.T, change func(*model.State)) *harness {
	return newSizedHarness(t, 1280, 800, change)
}

func newSizedHarness(t *testing.T, width, height float32, change func(*model.State)) *harness {
	t.Helper()
	return newHarnessWith(t, width, height, func(r *recorder) model.Actions { return r }, change)
}

// newHarnessWith is a harness whose controller offers what actions says.
func newHarnessWith(t *testing.T, width, height float32, actions func(*recorder) model.Actions, change func(*model.State)) *harness {
	t.Helper()
	s := sample()
	change(&s)
	h := &harness{t: t, store: model.NewStore(s), acts: &recorder{}, video: &cable{sinks: map[string][]VideoSink{}}, come: make(chan struct{}, 10_000)}
	w, err := newWindow(Config{
		Store: h.store, Actions: actions(h.acts), AttachVideo: h.video.attach, Post: h.post, Now: func() time.Time { return fixedNow }, Width: width, Height: height,
	}.withDefaults(), program)
	if err != nil {
		t.Fatal(err)
	}
	h.window = w
	t.Cleanup(func() {
		// What is drawing in the background ends before the goroutines are counted.
		h.window.close()
		h.window.win.Close()
	})
	return h
}

func (h *harness) post(f func()) {
	h.mu.Lock()
	h.calls = append(h.calls, f)
	h.mu.Unlock()
	h.come <- struct{}{}
}

// drain waits for a posted call and runs all that are there.
func (h *harness) drain() {
	h.t.Helper()
	select {
	case <-h.come:
	case <-time.After(20 * time.Second):
		h.t.Fatal("nothing was posted")
	}
	h.mu.Lock()
	calls := h.calls
	h.calls = nil
	h.mu.Unlock()
	for _, f := range calls {
		f()
	}
}

// until drains until ok says so.
func (h *harness) until(what string, ok func() bool) {
	h.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for !ok() {
		if time.Now().After(deadline) {
			h.t.Fatalf("not in time: %s", what)
		}
		h.drain()
	}
}

// set changes the state and shows it.
func (h *harness) set(change func(*model.State)) {
	h.store.Update(change)
	h.render(h.store.State())
}

// press types a key where nothing has the focus.
func (h *harness) press(key fyne.KeyName) { h.typedKey(&fyne.KeyEvent{Name: key}) }

// tap taps something and tells what was asked for.
func (h *harness) tap(o fyne.Tappable) []string {
	h.acts.calls = nil
	o.Tapped(&fyne.PointEvent{})
	return h.acts.calls
}

// want checks the recorded intents since the last look, and forgets them.
func (h *harness) want(calls ...string) {
	h.t.Helper()
	if !slices.Equal(h.acts.calls, calls) {
		h.t.Errorf("intents %q, want %q", h.acts.calls, calls)
	}
	h.acts.calls = nil
}

// texts is every text that can be seen.
func (h *harness) texts() []string {
	var out []string
	walk(h.Canvas().Content(), func(o fyne.CanvasObject) {
		switch v := o.(type) {
		case *kit.Line:
			out = append(out, v.Text())
		case *kit.Para:
			out = append(out, v.Text())
		case *kit.Button:
			out = append(out, v.Text)
		}
	})
	return out
}

func (h *harness) sees(text string) {
	h.t.Helper()
	if !slices.Contains(h.texts(), text) {
		h.t.Errorf("%q is not to be seen among %q", text, h.texts())
	}
}

func (h *harness) seesNot(text string) {
	h.t.Helper()
	if slices.Contains(h.texts(), text) {
		h.t.Errorf("%q is to be seen", text)
	}
}

// walk visits what is visible.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	switch v := o.(type) {
	case *fyne.Container:
		for _, c := range v.Objects {
			walk(c, visit)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(v).Objects() {
			walk(c, visit)
		}
	}
}

// sample is a state with something in every screen.
func sample() model.State {
	me := model.User{ID: "nora", Name: "Nora", Avatar: "avatar:2"}
	host := model.User{ID: "lin", Name: "Lin"}
	s := model.State{Screen: model.ScreenWelcome, Me: me, Beauty: model.DefaultBeauty()}
	s.Settings = model.Settings{Language: "en", Theme: model.ThemeDark, MicGain: 100, Volume: 80, ServerURL: "http://10.0.0.2:7880"}
	s.Welcome.Form = model.SignInForm{Method: model.SignInGuest, Avatar: "avatar:1"}
	s.Beauty.Filters = append(s.Beauty.Filters, model.ColourFilter{ID: "warm"}, model.ColourFilter{ID: "own", Name: "My own"})
	s.Devices = model.Devices{
		Cameras: []model.Device{{Spec: "camera:A", Label: "BRIO", Kind: model.DeviceHardware}, {Spec: "camera:B", Label: "BRIO", Kind: model.DeviceHardware}, {Spec: "test:", Kind: model.DevicePattern}},
		Camera:  "camera:A", Microphones: []model.Device{{Spec: "mic:A", Label: "Yeti", Kind: model.DeviceHardware}, {Spec: "none", Kind: model.DeviceNone}}, Microphone: "mic:A",
	}
	s.Quality = model.Quality{Sizes: []model.Size{{Width: 640, Height: 360}, {Width: 1280, Height: 720}, {Width: 720, Height: 1280}}, Size: model.Size{Width: 1280, Height: 720}, Rates: []int{15, 30}, Rate: 30, BitRates: []int{0, 2_500_000}, Automatic: 1_800_000}
	s.Lobby = model.Lobby{Loaded: true, Rooms: []model.Room{{ID: 7, Title: "Bread", Host: host, Viewers: 12}, {ID: 9, Title: "Chess", Host: host, Viewers: 3}}}
	s.Setup = model.Setup{Preview: model.Tile{ID: model.LocalTile, User: me, Live: true}, CanSnapshot: true, Checks: []model.Check{{Kind: model.CheckCamera, State: model.CheckGood}}}
	s.OnAir = model.OnAir{
		Room: model.Room{ID: 7, Title: "Bread", Host: me, Viewers: 12}, Link: "onair://x/7", Since: fixedNow.Add(-61 * time.Second),
		Tiles: []model.Tile{{ID: model.LocalTile, User: me, Live: true}}, Members: []model.User{host}, Health: model.HealthGood,
		Stats: model.Stats{FPS: 29.97, BitRate: 1_500_000, Width: 1280, Height: 720, RoundTrip: 20 * time.Millisecond},
	}
	s.Watching = model.Watching{
		Room: model.Room{ID: 8, Title: "Rain", Host: host, Viewers: 2}, Link: "onair://x/8", Phase: model.WatchPlaying, Volume: 80,
		Tiles: []model.Tile{{ID: host.ID, User: host, Live: true}}, Health: model.HealthFair,
	}
	return s
}

// onScreen makes a state show a screen.
func onScreen(sc model.Screen, more ...func(*model.State)) func(*model.State) {
	return func(s *model.State) {
		s.Screen = sc
		for _, m := range more {
			m(s)
		}
	}
}

// frame is a grey picture.
func frame(w, h int) *media.Frame {
	f := media.NewFrame(w, h)
	for i := range f.Y {
		f.Y[i] = 180
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = 120, 140
	}
	f.Time = fixedNow
	return f
}

func call(name string, args ...any) string {
	if len(args) == 0 {
		return name
	}
	return name + fmt.Sprintf("%v", args)
}
