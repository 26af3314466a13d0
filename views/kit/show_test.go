package kit

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// late is a program whose toolkit does not know yet to which window an object
// belongs, as with what was hidden whenever the window was drawn.
type late struct {
	fyne.App
	drawn []fyne.CanvasObject
}

type lateDriver struct {
	fyne.Driver
	l *late
}

type lateWindow struct {
	fyne.Window
	l *late
}

type lateCanvas struct {
	fyne.Canvas
	l *late
}

func (l *late) Driver() fyne.Driver { return lateDriver{l.App.Driver(), l} }

func (lateDriver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return nil }

func (d lateDriver) AllWindows() []fyne.Window {
	var out []fyne.Window
	for _, w := range d.Driver.AllWindows() {
		out = append(out, &lateWindow{w, d.l})
	}
	return out
}

func (w *lateWindow) Canvas() fyne.Canvas { return &lateCanvas{w.Window.Canvas(), w.l} }

func (c *lateCanvas) Refresh(o fyne.CanvasObject) { c.l.drawn = append(c.l.drawn, o) }

func TestWhatWasHiddenIsDrawnWhenItIsShown(t *testing.T) {
	app := test.NewTempApp(t)
	l := &late{App: app}
	fyne.SetCurrentApp(l)
	t.Cleanup(func() { fyne.SetCurrentApp(app) })
	line := canvas.NewText("hidden so far", Color(ColorText))
	line.Hide()
	w := app.NewWindow("late")
	defer w.Close()
	w.SetContent(container.NewStack(line))
	l.drawn = nil
	Show(line, true)
	if !slices.Contains(l.drawn, fyne.CanvasObject(line)) {
		t.Error("what was hidden stays unseen")
	}
	l.drawn = nil
	if Show(line, true); len(l.drawn) != 0 {
		t.Error("what is to be seen already is drawn anew")
	}
}
