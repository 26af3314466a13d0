package viewtest

import (
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"
)

// drawing counts what a window wants drawn, and which animations run.
type drawing struct {
	fyne.App
	fyne.Driver
	refreshes atomic.Int64
	Running   map[*fyne.Animation]bool
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

// WatchDrawing counts from now on until the test ends.
func WatchDrawing(t *testing.T) *drawing {
	app := fyne.CurrentApp()
	d := &drawing{App: app, Driver: app.Driver(), Running: map[*fyne.Animation]bool{}}
	fyne.SetCurrentApp(&drawingApp{app, &drawingDriver{app.Driver(), d}})
	t.Cleanup(func() { fyne.SetCurrentApp(app) })
	return d
}

type drawingApp struct {
	fyne.App
	driver fyne.Driver
}

func (a *drawingApp) Driver() fyne.Driver { return a.driver }

func (w *drawingDriver) StartAnimation(a *fyne.Animation) { w.d.Running[a] = true }
func (w *drawingDriver) StopAnimation(a *fyne.Animation)  { delete(w.d.Running, a) }
func (w *drawingDriver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	return &drawingCanvas{w.Driver.CanvasForObject(o), w.d}
}

func (c *drawingCanvas) Refresh(o fyne.CanvasObject) {
	c.d.refreshes.Add(1)
	c.d.last = o
	c.Canvas.Refresh(o)
}

// Animate lets the animations that run go on for a while.
func (d *drawing) Animate() {
	for _, part := range []float32{0.1, 0.3, 0.5, 0.7, 0.9} {
		for a := range d.Running {
			a.Tick(part)
		}
	}
}

// Nothing fails the test where something was drawn anew.
func (d *drawing) Nothing(t *testing.T) {
	t.Helper()
	if n := d.refreshes.Load(); n != 0 {
		t.Errorf("%d objects are drawn anew, at last %T", n, d.last)
	}
}
