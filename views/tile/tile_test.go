package tile

import (
	"context"
	"image"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"go.uber.org/goleak"

	"onair/media"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// queue is a post function whose calls the test runs itself.
type queue struct {
	mu    sync.Mutex
	calls []func()
	come  chan struct{}
}

func newQueue() *queue { return &queue{come: make(chan struct{}, 1000)} }

func (q *queue) post(f func()) {
	q.mu.Lock()
	q.calls = append(q.calls, f)
	q.mu.Unlock()
	q.come <- struct{}{}
}

// run waits for at least one call and runs what is there.
func (q *queue) run(t *testing.T) int {
	t.Helper()
	select {
	case <-q.come:
	case <-time.After(20 * time.Second):
		t.Fatal("nothing was posted")
	}
	q.mu.Lock()
	calls := q.calls
	q.calls = nil
	q.mu.Unlock()
	for _, f := range calls {
		f()
	}
	return len(calls)
}

func (q *queue) waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.calls)
}

// gate is a Converter that waits for leave to go on.
type gate struct {
	Plain
	enter, leave chan struct{}
}

func (g gate) RGBA(dst *image.RGBA, src *media.Frame) error {
	g.enter <- struct{}{}
	<-g.leave
	return g.Plain.RGBA(dst, src)
}

// grey returns a frame of one brightness.
func grey(w, h int, y uint8) *media.Frame {
	f := media.NewFrame(w, h)
	for i := range f.Y {
		f.Y[i] = y
	}
	for i := range f.Cb {
		f.Cb[i], f.Cr[i] = 128, 128
	}
	f.Time = time.Now()
	return f
}

type fixture struct {
	*Tile
	q      *queue
	holder *canvas.Rectangle
}

func newFixture(t *testing.T, cfg Config) *fixture {
	t.Helper()
	f := &fixture{q: newQueue(), holder: canvas.NewRectangle(nil)}
	cfg.Board = NewBoard(f.q.post)
	cfg.Placeholder = f.holder
	f.Tile = New(cfg)
	w := test.NewTempWindow(t, f.Tile)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(320, 180))
	t.Cleanup(func() {
		f.Close()
		cfg.Board.Close()
	})
	return f
}

func (f *fixture) brightness() uint8 {
	return f.image.Image.(*image.RGBA).Pix[0]
}

func TestTileShowsFramesAndTellsTheirTimes(t *testing.T) {
	var capture time.Time
	f := newFixture(t, Config{OnShown: func(c, shown time.Time) {
		capture = c
		if shown.Before(c) {
			t.Error("shown before it was captured")
		}
	}})
	if f.Showing() || !f.holder.Visible() {
		t.Fatal("without a frame the placeholder is not shown")
	}
	fr := grey(640, 360, 235)
	when := fr.Time
	f.Render(fr)
	f.q.run(t)
	if !f.Showing() || f.holder.Visible() || f.brightness() != 255 {
		t.Errorf("showing %v, placeholder %v, brightness %d", f.Showing(), f.holder.Visible(), f.brightness())
	}
	if !capture.Equal(when) {
		t.Error("the capture time did not come back")
	}
	if got := f.Shape(); got != image.Pt(320, 180) {
		t.Errorf("converted to %v, want the tile's size", got)
	}
}

func TestClearNeverLeavesTheLastFrame(t *testing.T) {
	f := newFixture(t, Config{})
	f.Render(grey(64, 36, 100))
	f.q.run(t)
	f.Clear()
	f.q.run(t)
	if f.Showing() || !f.holder.Visible() {
		t.Fatal("the last frame stayed after Clear")
	}
	f.Render(grey(64, 36, 100))
	f.q.run(t)
	if !f.Showing() {
		t.Error("no picture after Clear and a new frame")
	}
	f.SetLive(false)
	if f.Showing() {
		t.Error("the last frame stayed after SetLive(false)")
	}
	f.Render(grey(64, 36, 100))
	f.SetLive(true)
	if f.Showing() {
		t.Error("a frame from before SetLive(true) was shown")
	}
}

func TestFrameBeingConvertedWhileClearedIsNotShown(t *testing.T) {
	g := gate{enter: make(chan struct{}), leave: make(chan struct{})}
	f := newFixture(t, Config{NewConverter: func() Converter { return g }})
	f.Render(grey(64, 36, 50))
	<-g.enter
	f.Clear()
	f.Render(grey(64, 36, 200))
	g.leave <- struct{}{} // the old one ends; the new one begins
	<-g.enter
	f.q.run(t) // Clear's
	if f.Showing() {
		t.Fatal("a frame from before Clear was shown")
	}
	g.leave <- struct{}{}
	f.q.run(t)
	if !f.Showing() || f.brightness() < 150 {
		t.Error("the frame after Clear was not shown")
	}
}

func TestNewestFrameWins(t *testing.T) {
	g := gate{enter: make(chan struct{}), leave: make(chan struct{})}
	f := newFixture(t, Config{NewConverter: func() Converter { return g }})
	f.Render(grey(64, 36, 16))
	<-g.enter
	for y := uint8(20); y < 120; y++ {
		f.Render(grey(64, 36, y))
	}
	f.Render(grey(64, 36, 235))
	g.leave <- struct{}{}
	<-g.enter
	g.leave <- struct{}{}
	f.q.run(t)
	for f.brightness() != 255 {
		f.q.run(t)
	}
	if d := f.box.Dropped(); d != 100 {
		t.Errorf("%d of 100 old frames dropped", d)
	}
}

func TestFramesAreReleased(t *testing.T) {
	var pool media.FramePool
	f := newFixture(t, Config{})
	seen := map[*media.Frame]bool{}
	for range 30 {
		fr := pool.Get(64, 36)
		seen[fr] = true
		f.Render(fr)
		f.q.run(t)
	}
	f.Close()
	f.Render(pool.Get(64, 36))
	if len(seen) > 3 {
		t.Errorf("%d frames in use at a time: some are not released", len(seen))
	}
}

func TestThreePicturesGoRound(t *testing.T) {
	f := newFixture(t, Config{})
	seen := map[*image.RGBA]bool{}
	for range 60 {
		f.Render(grey(64, 36, 100))
		f.q.run(t)
		seen[f.image.Image.(*image.RGBA)] = true
	}
	if len(seen) > 3 {
		t.Errorf("%d pictures for 60 frames", len(seen))
	}
}

func TestTilesShareOneCallATick(t *testing.T) {
	q := newQueue()
	b := NewBoard(q.post)
	defer b.Close()
	a, c := New(Config{Board: b}), New(Config{Board: b})
	defer a.Close()
	defer c.Close()
	b.ready(a)
	b.ready(c)
	b.ready(a)
	if n := q.run(t); n != 1 {
		t.Errorf("%d calls for three pictures at once", n)
	}
	b.ready(a) // within the tick: waits for the timer
	b.ready(c)
	if n := q.run(t); n != 1 {
		t.Errorf("%d calls for the next two", n)
	}
	if q.waiting() != 0 {
		t.Error("calls without a new picture")
	}
}

func TestCloseTwiceAndWithoutFrames(t *testing.T) {
	b := NewBoard(func(func()) {})
	tl := New(Config{Board: b})
	tl.Close()
	tl.Close()
	tl.Render(grey(2, 2, 0))
	b.Close()
	b.ready(tl)
	if tl.box.Take(context.Background()) != nil {
		t.Error("a closed tile took a frame")
	}
}

func BenchmarkTile720p(b *testing.B) {
	post := make(chan func(), 16)
	board := NewBoard(func(f func()) { post <- f })
	tl := New(Config{Board: board})
	defer tl.Close()
	defer board.Close()
	tl.room.Store(960<<32 | 540)
	var pool media.FramePool
	b.ReportAllocs()
	for b.Loop() {
		f := pool.Get(1280, 720)
		tl.Render(f)
		(<-post)()
	}
}
