package views

import (
	"fyne.io/fyne/v2"
	filedialog "fyne.io/fyne/v2/dialog"
)

// showChooser shows a file dialog. Its size can be set only once it is shown,
// and not where the system brings a dialog of its own.
func showChooser(w *window, d *filedialog.FileDialog) {
	overlays := w.win.Canvas().Overlays()
	before := overlays.Top()
	d.Show()
	if overlays.Top() != before {
		d.Resize(fyne.NewSize(800, 520))
	}
}
