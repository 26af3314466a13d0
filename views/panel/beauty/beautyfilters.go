package beauty

import (
	"image"
	"image/color"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// filterStrip is the grid of colour filters with their names: the live picture
// through each of them, or a drawn scene while there is none.
type filterStrip struct {
	box   *fyne.Container
	Items []*filterItem
}

func newFilterStrip(w *desk.Desk, filters []model.ColourFilter) *filterStrip {
	s := &filterStrip{box: container.NewGridWithColumns(4)}
	for _, f := range filters {
		item := newFilterItem(w, f)
		s.Items = append(s.Items, item)
		s.box.Add(item)
	}
	return s
}

// Object is what is to be shown.
func (s *filterStrip) Object() fyne.CanvasObject { return s.box }

// Update shows what is new.
func (s *filterStrip) Update(b model.Beauty) {
	for i, item := range s.Items {
		id := b.Filters[i].ID
		item.setOn(id == b.Filter)
		item.show(b.Thumbs[id])
	}
}

// filterItem is one colour filter: a picture and a name.
type filterItem struct {
	kit.Tap
	frame *canvas.Rectangle
	Name  *kit.Line
	img   *canvas.Image
	live  *model.Picture // shown
}

func newFilterItem(w *desk.Desk, f model.ColourFilter) *filterItem {
	item := &filterItem{frame: canvas.NewRectangle(color.Transparent)}
	item.frame.CornerRadius = 10
	name := filterName(f)
	item.Name = kit.NewCutLine(name, kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorMuted, Align: fyne.TextAlignCenter})
	item.img = &canvas.Image{FillMode: canvas.ImageFillCover, ScaleMode: canvas.ImageScaleFastest, CornerRadius: 8}
	if res := desk.PictureResource(f.Thumb); res != nil {
		item.img.Resource = res
	} else {
		item.img.Image = plainThumb()
		w.Picture(f.ID, func() image.Image { return filterThumb(f.ID) }, func(t image.Image) {
			if item.live == nil {
				item.img.Image = t
				item.img.Refresh()
			}
		})
	}
	item.img.SetMinSize(fyne.NewSize(62, 46))
	picture := kit.Fixed(68, 52, container.NewStack(item.frame, kit.Pad(3, 3, item.img)))
	item.Init(w.Env, item, kit.Column(2, picture, item.Name), func() { w.Actions.SetColourFilter(f.ID) })
	item.Tip = name
	return item
}

// show puts the live picture in; nil leaves what is there.
func (i *filterItem) show(p *model.Picture) {
	if p == nil || p == i.live {
		return
	}
	i.live = p
	i.img.Image, i.img.Resource = nil, desk.PictureResource(p)
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
	if i.On == on {
		return
	}
	i.On = on
	i.Restyle()
}

// Restyle shows whether it is chosen, pointed at or focused.
func (i *filterItem) Restyle() { markChoice(i.frame, i.Name, i.On, i.Hovered || i.Focused) }

// ownTable is the button for a colour table of the user's own.
type ownTable struct{ button *kit.Button }

func newOwnTable(w *desk.Desk) *ownTable {
	return &ownTable{button: kit.NewButton(w.Env, kit.ButtonSpec{Icon: "folder", Text: kit.T("beauty.table.own"), Tip: kit.T("tip.beauty.table.own"), Action: func() {
		w.PickFile(model.FileTable, func(path string) { w.Actions.SetColourFilter(desk.OwnFile + path) })
	}})}
}

// Object is what is to be shown.
func (o *ownTable) Object() fyne.CanvasObject { return o.button }

// Update shows what is new.
func (o *ownTable) Update(b model.Beauty) {
	path, own := strings.CutPrefix(b.Filter, desk.OwnFile)
	o.button.SetOn(own)
	if own {
		o.button.SetText(desk.Shorten(filepath.Base(path), 28))
	} else {
		o.button.SetText(kit.T("beauty.table.own"))
	}
}
