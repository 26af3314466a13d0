package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// autoHide shows the bars over the upper and lower edge of the full display while
// the mouse moves, and takes them away when it has been still for a while.
type autoHide struct {
	w     *window
	box   *fyne.Container
	top   fyne.CanvasObject
	bar   fyne.CanvasObject
	timer *time.Timer
	at    time.Time // when the mouse moved last
}

// stillFor is how long the mouse has to be still.
const stillFor = 2500 * time.Millisecond

func newAutoHide(w *window, top, bar fyne.CanvasObject) *autoHide {
	a := &autoHide{w: w, top: top, bar: bar, box: container.NewVBox(kit.Sheet(kit.ColorSurface, 0, top), kit.Stretch(), kit.Sheet(kit.ColorSurface, 0, bar))}
	a.box.Hide()
	a.timer = time.AfterFunc(time.Hour, func() { w.cfg.Post(a.check) })
	a.timer.Stop()
	return a
}

// heights are those of the upper and the lower bar.
func (a *autoHide) heights() (top, bar float32) {
	return a.top.MinSize().Height, a.bar.MinSize().Height
}

// moved is called when the mouse moves over the stage.
func (a *autoHide) moved() {
	a.at = a.w.cfg.Now()
	if !a.box.Visible() {
		show(a.box, true)
		a.timer.Reset(stillFor)
	}
}

// check hides the bar, or looks again later if the mouse has moved meanwhile.
func (a *autoHide) check() {
	if still := a.w.cfg.Now().Sub(a.at); still < stillFor {
		a.timer.Reset(stillFor - still)
		return
	}
	a.hide()
}

func (a *autoHide) hide() {
	a.timer.Stop()
	a.box.Hide()
	a.w.tidyFocus(nil)
}
