package stage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/desk"
	"onair/views/kit"
)

// AutoHide shows the bars over the upper and lower edge of the full display while
// the mouse moves, and takes them away when it has been still for a while.
type AutoHide struct {
	w     *desk.Desk
	Box   *fyne.Container
	top   fyne.CanvasObject
	bar   fyne.CanvasObject
	timer *time.Timer
	at    time.Time // when the mouse moved last
}

// stillFor is how long the mouse has to be still.
const stillFor = 2500 * time.Millisecond

// NewAutoHide makes the bars of the full display, which are hidden.
func NewAutoHide(w *desk.Desk, top, bar fyne.CanvasObject) *AutoHide {
	a := &AutoHide{w: w, top: top, bar: bar, Box: container.NewVBox(kit.Sheet(kit.ColorSurface, 0, top), kit.Stretch(), kit.Sheet(kit.ColorSurface, 0, bar))}
	a.Box.Hide()
	a.timer = time.AfterFunc(time.Hour, func() { w.Post(a.check) })
	a.timer.Stop()
	return a
}

// Heights are those of the upper and the lower bar.
func (a *AutoHide) Heights() (top, bar float32) {
	return a.top.MinSize().Height, a.bar.MinSize().Height
}

// Moved is called when the mouse moves over the stage.
func (a *AutoHide) Moved() {
	a.at = a.w.Now()
	if !a.Box.Visible() {
		kit.Show(a.Box, true)
		a.timer.Reset(stillFor)
	}
}

// check hides the bar, or looks again later if the mouse has moved meanwhile.
func (a *AutoHide) check() {
	if still := a.w.Now().Sub(a.at); still < stillFor {
		a.timer.Reset(stillFor - still)
		return
	}
	a.Hide()
}

// Hide takes the bars away.
func (a *AutoHide) Hide() {
	a.timer.Stop()
	a.Box.Hide()
	a.w.TidyFocus(nil)
}
