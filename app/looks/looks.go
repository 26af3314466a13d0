// Package looks is the beauty panel: sliders, makeup, stickers, backgrounds, colour
// tables, presets and gestures. What a panel shows is worked out by package model;
// here it is set, read from files and remembered.
package looks

import (
	"context"
	"io"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"onair/app/desk"
	"onair/app/model"
	"onair/beauty/backdrop"
	"onair/beauty/makeup"
	"onair/liveroom"
	"onair/media"
)

// Filters are what the user's picture goes through: liveroom's BeautyManager.
type Filters interface {
	Values
	Pictures
	Faces
}

// Values are the filters' sliders and makeup.
type Values interface {
	Set(id string, value float32) (float32, error)
	SetMakeup(kind makeup.Kind, look makeup.Look, strength float32) float32
	SetBypass(on bool)
	Settings() liveroom.BeautySettings
	Preset(name string) (liveroom.BeautySettings, error)
	Apply(liveroom.BeautySettings) error
	Export(w io.Writer) error
}

// Pictures are what the filters read from files.
type Pictures interface {
	SetFilterData(table []byte) error
	SetMotionTmpl(path string) error
	SetMakeupTexture(path string) error
	SetMotionFS(folder fs.FS) error
	SetMotionMute(on bool)
	ShowMotionFS(folder fs.FS, name string, stay time.Duration) error
	EndShows()
	StickerNeedsFace() bool
	SetBackground(mode backdrop.Mode, path string) error
	SetBackgroundData(data []byte) error
	SetGreenScreenFile(path string) error
	SetGreenScreenData(data []byte) error
	RawPicture(ctx context.Context, width int) (*media.Frame, error)
}

// Faces is what the filters see.
type Faces interface {
	FacesUnavailable() error
	FacesSeen() int
	FrameTime() time.Duration
	EnableGestures(on bool)
}

// Looks carries out what the beauty panel asks for. Its methods may be called from any
// goroutine, except within Store.Update.
type Looks struct {
	desk    *desk.Desk
	filters Filters

	memo    Memo // changed within Store.Update alone
	reading atomic.Int32
	tab     struct {
		mu   sync.Mutex
		stop context.CancelFunc // ends the thumbnails
	}
}

var (
	_ model.BeautyActions = (*Looks)(nil)
	_ model.LookActions   = (*Looks)(nil)

	_ model.WholeLookActions = (*Looks)(nil)
)

// New returns the panel's controller; First is its state.
func New(d *desk.Desk, filters Filters) *Looks { return &Looks{desk: d, filters: filters} }

// Run finds out whether faces can be found on this computer.
func (c *Looks) Run() { c.desk.Go(c.lookForFaces) }
