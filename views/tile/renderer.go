package tile

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// CreateRenderer implements fyne.Widget.
func (t *Tile) CreateRenderer() fyne.WidgetRenderer {
	back := t.cfg.Back
	if back == nil {
		back = color.NRGBA{R: 7, G: 8, B: 11, A: 255}
	}
	bg := canvas.NewRectangle(back)
	bg.CornerRadius = t.cfg.Radius
	t.bg = bg
	t.back()
	return &renderer{t: t, bg: bg}
}

type renderer struct {
	t  *Tile
	bg *canvas.Rectangle
}

func (r *renderer) Layout(size fyne.Size) {
	r.bg.Resize(size)
	if p := r.t.cfg.Placeholder; p != nil {
		p.Resize(size)
	}
	r.t.placeSlate(size)
	r.t.place(size)
	r.t.measure(size)
}

// measure notes the tile's size in pixels for the converter.
func (t *Tile) measure(size fyne.Size) {
	w, h := int(size.Width), int(size.Height)
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		w, h = c.PixelCoordinateForPosition(fyne.NewPos(size.Width, size.Height))
	}
	t.room.Store(int64(max(0, w))<<32 | int64(max(0, h)))
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(32, 18) }

func (r *renderer) Refresh() {
	r.t.measure(r.t.Size())
	canvas.Refresh(r.t)
}

func (r *renderer) Objects() []fyne.CanvasObject {
	o := []fyne.CanvasObject{r.bg}
	if p := r.t.cfg.Placeholder; p != nil {
		o = append(o, p)
	}
	o = append(o, r.t.image)
	if s := r.t.cfg.Slate; s != nil {
		o = append(o, s)
	}
	return o
}

func (r *renderer) Destroy() {}
