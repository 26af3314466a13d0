package shell

import (
	"time"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"

	"onair/app/model"
)

// screenArea is a display's room in pixels, without the desktop's own bars.
type screenArea struct{ x, y, width, height int }

// Of a window that is put back this much has to be on a display, so that it can be
// seen and moved.
const (
	seenWidth  = 120
	seenHeight = 60
)

// placed is where a window of a size (pixels) goes that stood at x, y: to the same
// place moved onto the display that shows it; ok is false where none does, and the
// desktop is left to choose.
func placed(x, y, width, height int, screens []screenArea) (atX, atY int, ok bool) {
	for _, s := range screens {
		across := min(x+width, s.x+s.width) - max(x, s.x)
		down := min(y+height, s.y+s.height) - max(y, s.y)
		if across < min(seenWidth, width) || down < min(seenHeight, height) {
			continue
		}
		atX = max(min(x, s.x+s.width-width), s.x)
		atY = max(min(y, s.y+s.height-height), s.y+min(frameHeight, max(s.height-height, 0)))
		return atX, atY, true
	}
	return 0, 0, false
}

// settled is how long the window has stood still when its place is remembered.
const settled = 300 * time.Millisecond

// keeper remembers where the window stands. It belongs to the UI goroutine.
type keeper struct {
	w     *Window
	put   bool // back to where it was
	still *time.Timer
}

// changed waits for the window to stand still.
func (p *keeper) changed() {
	if p.still == nil {
		p.still = time.AfterFunc(settled, func() { p.w.Post(p.note) })
		return
	}
	p.still.Reset(settled)
}

func (p *keeper) stop() {
	if p.still != nil {
		p.still.Stop()
	}
}

// firstSize is the remembered size, or the usual one.
func firstSize(m model.WindowPlace, width, height float32) fyne.Size {
	if m = m.Sane(); m.Width > 0 {
		return fyne.NewSize(float32(m.Width), float32(m.Height))
	}
	return fyne.NewSize(width, height)
}

// note puts the window back once it is drawn, and from then on notes where it is.
func (p *keeper) note() {
	g := p.w.glance.window
	if g == nil || p.w.Can.Memory == nil || p.w.FullScreen() || p.w.Closing() || p.w.hidden || p.w.glance.minimized() {
		return
	}
	defer func() { _ = recover() }() // GLFW panics where a platform has no places
	if !p.put {
		p.put = true
		p.back(g)
		p.changed()
		return
	}
	if now := p.now(g); now != p.w.State.Memory.Window {
		p.w.Can.Memory.RememberWindow(now)
	}
}

// back moves the window to where it was.
func (p *keeper) back(g *glfw.Window) {
	m := p.w.State.Memory.Window
	if m.Placed && glfw.GetPlatform() != glfw.PlatformWayland {
		width, height := g.GetSize()
		if x, y, ok := placed(m.X, m.Y, width, height, displays()); ok {
			g.SetPos(x, y)
		}
	}
	if m.Maximized {
		g.Maximize()
	}
}

func (p *keeper) now(g *glfw.Window) model.WindowPlace {
	m := p.w.State.Memory.Window
	if m.Maximized = g.GetAttrib(glfw.Maximized) == glfw.True; m.Maximized {
		return m // the size before it stays
	}
	size := p.w.Canvas().Size()
	m.Width, m.Height = int(size.Width+0.5), int(size.Height+0.5)
	if m.Placed = glfw.GetPlatform() != glfw.PlatformWayland; m.Placed {
		m.X, m.Y = g.GetPos()
	}
	return m.Sane()
}

func displays() (out []screenArea) {
	for _, m := range glfw.GetMonitors() {
		x, y, width, height := m.GetWorkarea()
		out = append(out, screenArea{x, y, width, height})
	}
	return out
}
