package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/tile"
)

// AppID names the program to the system; the same as in FyneApp.toml.
const AppID = "org.onair.app"

// Config is what Run needs.
type Config struct {
	Store   *model.Store
	Actions model.Actions
	Title   string // of the window; default "OnAir"

	// AttachVideo sends the frames of a tile (see model.Tile) to sink until
	// detach is called. After detach has returned, sink is not called any
	// more. It may be called before there is video, and more than once for one
	// tile; each sink gets references of its own. Called on the UI goroutine.
	AttachVideo func(tile string, sink desk.Sink) (detach func())
	// NewConverter makes a converter for each tile; nil means a slow one in
	// plain Go.
	NewConverter func() tile.Converter

	// ControlMap, if not empty, is a file that is kept up to date with the places
	// of all visible controls, as JSON (kit.Control).
	ControlMap string

	// Post runs a function on the UI goroutine; nil means fyne.Do.
	Post func(func())
	// Now is the clock for times on air; nil means time.Now.
	Now func() time.Time
	// Width and Height are the window's first size; 0 means 1280x800.
	Width, Height float32
}

func (c Config) withDefaults() Config {
	if c.Title == "" {
		c.Title = "OnAir"
	}
	if c.AttachVideo == nil {
		c.AttachVideo = func(string, desk.Sink) func() { return func() {} }
	}
	if c.Post == nil {
		c.Post = fyne.Do
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Width == 0 || c.Height == 0 {
		c.Width, c.Height = 1280, 800
	}
	return c
}
