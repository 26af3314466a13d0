package shell

import (
	"onair/app/model"
)

// raise brings the window to the front, once for each time it is asked for.
func (w *Window) raise(asked int) {
	if asked == w.raised {
		return
	}
	w.raised = asked
	if host, ok := w.Actions.(model.HostingActions); ok {
		w.reopen(host)
	}
	w.win.Show()
	w.win.RequestFocus()
}
