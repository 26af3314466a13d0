package views

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// filterStrip is the grid of colour filters with their names: the live picture
// through each of them, or a drawn scene while there is none.
type filterStrip struct {
	box   *fyne.Container
	items []*filterItem
}

func newFilterStrip(w *window, filters []model.ColourFilter) *filterStrip {
	s := &filterStrip{box: container.NewGridWithColumns(4)}
	for _, f := range filters {
		item := newFilterItem(w, f)
		s.items = append(s.items, item)
		s.box.Add(item)
	}
	return s
}

func (s *filterStrip) object() fyne.CanvasObject { return s.box }

func (s *filterStrip) update(b model.Beauty) {
	for i, item := range s.items {
		id := b.Filters[i].ID
		item.setOn(id == b.Filter)
		item.show(b.Thumbs[id])
	}
}

// filterItem is one colour filter: a picture and a name.
type filterItem struct {
	tap
	frame *canvas.Rectangle
	name  *kit.Line
	img   *canvas.Image
	live  *model.Picture // shown
}

func newFilterItem(w *window, f model.ColourFilter) *filterItem {
	item := &filterItem{frame: canvas.NewRectangle(color.Transparent)}
	item.frame.CornerRadius = 10
	name := filterName(f)
	item.name = kit.NewCutLine(name, kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorMuted, Align: fyne.TextAlignCenter})
	item.img = &canvas.Image{FillMode: canvas.ImageFillCover, ScaleMode: canvas.ImageScaleFastest, CornerRadius: 8}
	if res := pictureResource(f.Thumb); res != nil {
		item.img.Resource = res
	} else {
		item.img.Image = plainThumb()
		w.thumb(f.ID, func(t image.Image) {
			if item.live == nil {
				item.img.Image = t
				item.img.Refresh()
			}
		})
	}
	item.img.SetMinSize(fyne.NewSize(62, 46))
	picture := kit.Fixed(68, 52, container.NewStack(item.frame, kit.Pad(3, 3, item.img)))
	item.init(w.env, item, kit.Column(2, picture, item.name), func() { w.cfg.Actions.SetColourFilter(f.ID) })
	item.tip = name
	return item
}

// show puts the live picture in; nil leaves what is there.
func (i *filterItem) show(p *model.Picture) {
	if p == nil || p == i.live {
		return
	}
	i.live = p
	i.img.Image, i.img.Resource = nil, pictureResource(p)
	i.img.Refresh()
}

func filterName(f model.ColourFilter) string {
	if f.ID == "" {
		return kit.T("beauty.filter.none")
	}
	if key := "beauty.filter." + f.ID; kit.Has(key) {
		return kit.T(key)
	}
	return f.Name
}

func (i *filterItem) setOn(on bool) {
	if i.on == on {
		return
	}
	i.on = on
	i.restyle()
}

func (i *filterItem) restyle() { markChoice(i.frame, i.name, i.on, i.hovered || i.focused) }
