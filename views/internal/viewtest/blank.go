package viewtest

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/shell"
)

// blank is a screen with nothing on it.
type blank struct{ box *fyne.Container }

func newBlank(*desk.Desk) desk.Screen { return blank{container.NewStack()} }

func (b blank) Object() fyne.CanvasObject { return b.box }
func (blank) Update(model.State)          {}
func (blank) Key(fyne.KeyName) bool       { return false }
func (blank) FullScreen(bool)             {}
func (blank) Close()                      {}

// Only is these screens, and blank ones for all others; settings may be nil.
func Only(settings func(*desk.Desk) desk.Screen, made map[model.Screen]func(*desk.Desk) desk.Screen) shell.Screens {
	if settings == nil {
		settings = newBlank
	}
	return shell.Screens{Settings: settings, New: func(name model.Screen, w *desk.Desk) desk.Screen {
		if makes, ok := made[name]; ok {
			return makes(w)
		}
		return newBlank(w)
	}}
}
