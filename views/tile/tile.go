package tile

import (
	"context"
	"image"
	"image/color"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"onair/media"
)

// Config describes a Tile.
type Config struct {
	Board *Board
	// NewConverter makes the tile's converter; nil means Plain.
	NewConverter func() Converter
	// OnShown, if not nil, is told on the UI goroutine when a frame captured
	// at capture was put on screen.
	OnShown func(capture, shown time.Time)
	// OnPlaced, if not nil, is told on the UI goroutine when Picture has changed.
	OnPlaced func()
	// Placeholder is shown while there is no picture.
	Placeholder fyne.CanvasObject
	// Slate is laid over the last picture of an interrupted stream; see SetSlate.
	Slate fyne.CanvasObject
	// Radius rounds the picture's corners.
	Radius float32
	// Back is the colour around the picture; nil means near black while there is
	// no picture, and what lies behind the tile around one.
	Back color.Color
	// Cover fills the tile and cuts off what sticks out, instead of bars; see
	// SetCover.
	Cover bool
}

// Tile shows one stream of frames in its own shape, with bars where the shape
// differs from the tile's. Render and Clear may be called from any goroutine;
// everything else belongs to the UI goroutine.
type Tile struct {
	widget.BaseWidget
	cfg   Config
	box   *media.FrameBox
	ring  ring
	room  atomic.Int64 // pixel size of the tile: width<<32 | height
	alive atomic.Bool  // pictures are wanted
	cover atomic.Bool  // fill the tile

	image *canvas.Image
	bg    *canvas.Rectangle
	shape image.Point // of the picture on screen
	slate bool
	since int // pictures shown since the slate began

	start  sync.Once
	cancel context.CancelFunc
	ctx    context.Context
	done   chan struct{}
}

// New returns a tile. Close it when it is not needed any more.
func New(cfg Config) *Tile {
	if cfg.NewConverter == nil {
		cfg.NewConverter = func() Converter { return Plain{} }
	}
	t := &Tile{cfg: cfg, box: media.NewFrameBox(), done: make(chan struct{})}
	t.ctx, t.cancel = context.WithCancel(context.Background())
	t.image = &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillStretch, CornerRadius: cfg.Radius}
	t.image.Hide()
	if cfg.Slate != nil {
		cfg.Slate.Hide()
	}
	t.alive.Store(true)
	t.cover.Store(cfg.Cover)
	t.ExtendBaseWidget(t)
	return t
}

// Render takes over one reference of f and shows it soon, unless a newer frame
// comes first. Any goroutine may call it; it never waits.
func (t *Tile) Render(f *media.Frame) {
	if !t.alive.Load() || t.room.Load() == 0 || t.cfg.Board.hidden.Load() {
		f.Release()
		return
	}
	t.start.Do(func() { go t.run() })
	t.box.Put(f)
}

// Clear shows the placeholder until the next frame. Any goroutine may call it.
func (t *Tile) Clear() {
	if f := t.box.TryTake(); f != nil {
		f.Release()
	}
	t.ring.drop()
	t.cfg.Board.ready(t)
}

// SetLive says whether frames are wanted. Without, the tile shows its
// placeholder and drops what comes.
func (t *Tile) SetLive(live bool) {
	if t.alive.Swap(live) == live {
		return
	}
	if !live {
		t.Clear()
		t.show()
		t.forget()
	}
}

// SetCover fills the tile with the picture's middle, or shows all of it with
// bars. A picture of which too little would be left keeps its bars.
func (t *Tile) SetCover(on bool) {
	if t.cover.Swap(on) != on {
		t.place(t.Size())
		canvas.Refresh(t)
	}
}

// covers reports whether a picture of a shape is to fill a place.
func (t *Tile) covers(shape image.Point, w, h float32) bool {
	if !t.cover.Load() || shape.X == 0 || shape.Y == 0 || w <= 0 || h <= 0 {
		return false
	}
	left := w / h * float32(shape.Y) / float32(shape.X)
	return left >= leastWidth && 1/left >= leastHeight
}

// How much of a picture is left at least when it fills a place. Faces are in the
// middle of its width, but above the middle of a tall picture's height.
const (
	leastWidth  = 0.28
	leastHeight = 0.55
)

// Room is how large the tile is, in pixels, and whether anybody can see it. Any goroutine
// may call it.
func (t *Tile) Room() (width, height int, shown bool) {
	room := t.room.Load()
	return int(room >> 32), int(room & 0xffffffff), !t.cfg.Board.hidden.Load()
}

// Showing reports whether a picture is on screen.
func (t *Tile) Showing() bool { return t.image.Visible() }

// Picture is the place in the tile that the picture hides all of, and the radius of
// its round corners; the size is zero without one.
func (t *Tile) Picture() (fyne.Position, fyne.Size, float32) {
	if !t.image.Visible() || t.shape.X == 0 || t.shape.Y == 0 {
		return fyne.Position{}, fyne.Size{}, 0
	}
	return t.image.Position(), t.image.Size(), t.image.CornerRadius
}

// Shape is the size in pixels of the picture on screen.
func (t *Tile) Shape() image.Point { return t.shape }

// Close ends the tile's goroutine and waits for it. Frames that come later
// are released.
func (t *Tile) Close() {
	t.alive.Store(false)
	t.cancel()
	t.box.Close()
	t.start.Do(func() { close(t.done) })
	<-t.done
}

func (t *Tile) run() {
	defer close(t.done)
	conv := t.cfg.NewConverter()
	defer conv.Close()
	for {
		f := t.box.Take(t.ctx)
		if f == nil {
			return
		}
		t.convert(conv, f)
	}
}

func (t *Tile) convert(conv Converter, f *media.Frame) {
	defer f.Release()
	w, h, _ := t.Room()
	src, place := image.Pt(f.Width(), f.Height()), image.Pt(w, h)
	size := fit(src, place)
	if t.covers(src, float32(place.X), float32(place.Y)) {
		size = fill(src, place)
	}
	if size == (image.Point{}) {
		return
	}
	p, epoch := t.ring.write(size)
	to := conv.RGBA
	if p.swapped = takesBGRA(); p.swapped {
		to = conv.BGRA
	}
	if to(p.img, f) != nil {
		return // a frame that cannot be converted is skipped; the next one counts
	}
	p.capture = f.Time
	if t.ring.written(epoch) {
		t.cfg.Board.ready(t)
	}
}

// show runs on the UI goroutine.
func (t *Tile) show() {
	p, empty := t.ring.take()
	if p == nil {
		if empty && t.image.Visible() && !t.slate {
			t.hidePicture()
		}
		return
	}
	if !t.alive.Load() {
		return
	}
	t.image.Image = p.shown()
	if p.img.Rect.Size() != t.shape || !t.image.Visible() {
		t.picture()
	}
	t.again()
	canvas.Refresh(t.image)
	if t.cfg.OnShown != nil {
		t.cfg.OnShown(p.capture, time.Now())
	}
}

// picture puts the image in place.
func (t *Tile) picture() {
	t.shape = t.image.Image.Bounds().Size()
	t.image.Show()
	t.place(t.Size())
	if t.cfg.Placeholder != nil {
		t.cfg.Placeholder.Hide()
	}
}

func (t *Tile) hidePicture() {
	t.shape = image.Point{}
	t.image.Hide()
	t.back()
	t.placed()
	if t.cfg.Placeholder != nil {
		t.cfg.Placeholder.Show()
	}
	canvas.Refresh(t)
}

// place puts the picture into the middle of the tile.
func (t *Tile) place(size fyne.Size) {
	if t.shape.X == 0 || t.shape.Y == 0 {
		return
	}
	w, h := size.Width, size.Width*float32(t.shape.Y)/float32(t.shape.X)
	if h > size.Height {
		w, h = size.Height*float32(t.shape.X)/float32(t.shape.Y), size.Height
	}
	t.image.FillMode = canvas.ImageFillStretch
	if t.covers(t.shape, size.Width, size.Height) {
		t.image.FillMode = canvas.ImageFillCover
		w, h = size.Width, size.Height
	}
	t.image.CornerRadius = 0 // with bars, only the bars' corners are round
	if size.Width-w < 1 && size.Height-h < 1 {
		t.image.CornerRadius = t.cfg.Radius
	}
	t.image.Resize(fyne.NewSize(w, h))
	t.image.Move(fyne.NewPos((size.Width-w)/2, (size.Height-h)/2))
	t.back()
	t.placed()
}

func (t *Tile) placed() {
	if t.cfg.OnPlaced != nil {
		t.cfg.OnPlaced()
	}
}

// back hides the colour around the picture where none of it is to be seen: each
// layer more is drawn for every frame.
func (t *Tile) back() {
	if t.bg == nil {
		return
	}
	size, picture := t.Size(), t.image.Size()
	covered := size.Width-picture.Width < 1 && size.Height-picture.Height < 1
	if t.image.Visible() && (t.cfg.Back == nil || covered) {
		t.bg.Hide()
	} else {
		t.bg.Show()
	}
}
