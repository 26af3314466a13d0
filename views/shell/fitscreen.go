package shell

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// frameHeight is what a window's title bar takes of the display's height.
const frameHeight = 36

// fitScreen makes the window no larger than the display leaves room for. It is
// called in Fyne's loop, when it has started.
func (w *Window) fitScreen() {
	if room := workArea(); room.Width > 0 {
		w.win.Resize(fitted(w.Canvas().Size(), room, w.Canvas().Scale()))
	}
}

// fitted is a size cut down to a display's room in pixels at a scale.
func fitted(size, room fyne.Size, scale float32) fyne.Size {
	if scale <= 0 {
		scale = 1
	}
	return fyne.NewSize(min(size.Width, room.Width/scale), min(size.Height, (room.Height-frameHeight)/scale))
}

// workArea is the room on the main display in pixels, without the desktop's own
// bars; zero where nothing can be told.
func workArea() (room fyne.Size) {
	defer func() { _ = recover() }() // GLFW panics where it does not run
	if m := glfw.GetPrimaryMonitor(); m != nil {
		_, _, width, height := m.GetWorkarea()
		return fyne.NewSize(float32(width), float32(height))
	}
	return room
}
