package shell

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// hiddenPace is how often the window is asked whether it can be seen.
const hiddenPace = 300 * time.Millisecond

// glance tells whether the window is minimized. Fyne has no word for that, but
// while it draws, the window is GLFW's current one: an invisible pixel, drawn
// with the rest, takes it down. It belongs to the UI goroutine.
type glance struct{ window *glfw.Window }

// pixel is what has to be part of the window's content.
func (g *glance) pixel() fyne.CanvasObject {
	r := canvas.NewRaster(func(int, int) image.Image {
		g.note()
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	})
	r.Resize(fyne.NewSize(1, 1))
	return container.NewWithoutLayout(r)
}

func (g *glance) note() {
	defer func() { _ = recover() }() // GLFW panics where it does not run, as in tests
	g.window = glfw.GetCurrentContext()
}

// minimized is false where nothing can be told.
func (g *glance) minimized() (is bool) {
	if g.window == nil {
		return false
	}
	defer func() {
		if recover() != nil {
			is = false
		}
	}()
	return g.window.GetAttrib(glfw.Iconified) == glfw.True
}
