package views

import (
	"fmt"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/internal/viewtest"
)

// drawing counts what a window wants drawn, and which animations run.
type drawing struct {
	fyne.App
	fyne.Driver
	refreshes atomic.Int64
	running   map[*fyne.Animation]bool
	last      fyne.CanvasObject
}

type drawingDriver struct {
	fyne.Driver
	d *drawing
}

type drawingCanvas struct {
	fyne.Canvas
	d *drawing
}

// watchDrawing counts from now on until the test ends.
func watchDrawing(t *testing.T) *drawing {
	app := fyne.CurrentApp()
	d := &drawing{App: app, Driver: app.Driver(), running: map[*fyne.Animation]bool{}}
	fyne.SetCurrentApp(&drawingApp{app, &drawingDriver{app.Driver(), d}})
	t.Cleanup(func() { fyne.SetCurrentApp(app) })
	return d
}

type drawingApp struct {
	fyne.App
	driver fyne.Driver
}

func (a *drawingApp) Driver() fyne.Driver { return a.driver }

func (w *drawingDriver) StartAnimation(a *fyne.Animation) { w.d.running[a] = true }
func (w *drawingDriver) StopAnimation(a *fyne.Animation)  { delete(w.d.running, a) }
func (w *drawingDriver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	return &drawingCanvas{w.Driver.CanvasForObject(o), w.d}
}

func (c *drawingCanvas) Refresh(o fyne.CanvasObject) {
	c.d.refreshes.Add(1)
	c.d.last = o
	c.Canvas.Refresh(o)
}

// animate lets the animations that run go on for a while.
func (d *drawing) animate() {
	for _, part := range []float32{0.1, 0.3, 0.5, 0.7, 0.9} {
		for a := range d.running {
			a.Tick(part)
		}
	}
}

// TestNothingIsDrawnWhereNothingChanges: no screen asks to be drawn when the
// state comes again, when a second is over, or by itself.
func TestNothingIsDrawnWhereNothingChanges(t *testing.T) {
	viewtest.EveryScene(t, func(t *testing.T, h *viewtest.Harness) {
		s := h.Store.State()
		h.Show(s)
		d := watchDrawing(t)
		h.Show(s)
		switch v := h.Screen().(type) {
		case *onAir:
			if !v.summaryShown {
				v.tick()
			}
		case *watching:
			v.tick()
		}
		h.Show(s)
		if n := d.refreshes.Load(); n != 0 {
			t.Errorf("%d objects are drawn anew, at last %T", n, d.last)
		}
	})
}

// TestAnimationsEndWithTheirScreen: what turns is seen; when it is not, nothing
// goes on, and it goes on again when it comes back.
func TestAnimationsEndWithTheirScreen(t *testing.T) {
	waits := map[string]func(*model.State){
		"signing in":       viewtest.On(model.ScreenWelcome, func(s *model.State) { s.Welcome.Busy = true; s.Welcome.Form.Server = model.ThisComputer }),
		"joining a server": viewtest.On(model.ScreenWelcome, func(s *model.State) { s.Welcome.Busy = true; s.Welcome.Form.Server = "a.b" }),
		"opening a room":   viewtest.On(model.ScreenLobby, func(s *model.State) { s.Lobby.Opening = 7 }),
		"reading the list": viewtest.On(model.ScreenLobby, func(s *model.State) { s.Lobby.Loaded = false }),
		"going live":       viewtest.On(model.ScreenSetup, func(s *model.State) { s.Setup.Going = true }),
		"ending":           viewtest.On(model.ScreenOnAir, func(s *model.State) { s.OnAir.Ending = true }),
		"buffering":        viewtest.On(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchBuffering }),
		"joining":          viewtest.On(model.ScreenWatching, func(s *model.State) { s.Watching.Phase = model.WatchJoining }),
	}
	for name, wait := range waits {
		for _, next := range []model.Screen{model.ScreenLobby, model.ScreenWatching} {
			t.Run(fmt.Sprintf("%s, then screen %d", name, next), func(t *testing.T) {
				h := viewtest.New(t, viewtest.On(next))
				quiet := h.Store.State()
				d := watchDrawing(t)
				h.Set(wait)
				if d.animate(); len(d.running) != 1 {
					t.Errorf("%d animations run while waiting", len(d.running))
				}
				h.Set(func(s *model.State) { *s = quiet })
				if d.animate(); len(d.running) != 0 {
					t.Errorf("%d animations run when the wait is over", len(d.running))
				}
			})
		}
		t.Run(name+" under the settings", func(t *testing.T) {
			h := viewtest.New(t, viewtest.On(model.ScreenLobby))
			d := watchDrawing(t)
			h.Set(wait)
			h.Set(func(s *model.State) { s.Settings.Open = true })
			if d.animate(); len(d.running) != 0 {
				t.Errorf("%d animations run unseen", len(d.running))
			}
			h.Set(func(s *model.State) { s.Settings.Open = false })
			if d.animate(); len(d.running) != 1 {
				t.Errorf("%d animations run when it is seen again", len(d.running))
			}
		})
	}
}
