package views

import (
	"time"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// hiddenPace is how often the window is asked whether it can be seen.
const hiddenPace = 300 * time.Millisecond

// minimized reports whether the program's window is an icon. Fyne has no word for
// that, but the window it draws to is GLFW's current one. It belongs to the UI
// goroutine; where nothing can be told the window counts as visible.
func minimized() (is bool) {
	defer func() {
		if recover() != nil { // GLFW panics where a platform cannot say
			is = false
		}
	}()
	w := glfw.GetCurrentContext()
	return w != nil && w.GetAttrib(glfw.Iconified) == glfw.True
}
