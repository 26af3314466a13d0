package shell

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// glance tells whether the window is minimized, and when that or its place changes.
// Fyne has no word for that, but while it draws, the window is GLFW's current one: an
// invisible pixel, drawn with the rest, takes it down. It belongs to the UI goroutine.
type glance struct {
	window *glfw.Window
	// changed is called when the window was first drawn, moved, sized, minimized or
	// put back; it may be nil.
	changed func()
}

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
	if now := glfw.GetCurrentContext(); now != g.window {
		g.window = now
		g.follow()
	}
}

// follow hears of changes after Fyne, which hears of the same.
func (g *glance) follow() {
	tell := func() {
		if g.changed != nil {
			g.changed()
		}
	}
	moved, sized := g.window.SetPosCallback(nil), g.window.SetSizeCallback(nil)
	g.window.SetPosCallback(func(w *glfw.Window, x, y int) {
		if moved != nil {
			moved(w, x, y)
		}
		tell()
	})
	g.window.SetSizeCallback(func(w *glfw.Window, width, height int) {
		if sized != nil {
			sized(w, width, height)
		}
		tell()
	})
	g.window.SetIconifyCallback(func(*glfw.Window, bool) { tell() })
	g.window.SetMaximizeCallback(func(*glfw.Window, bool) { tell() })
	tell()
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
