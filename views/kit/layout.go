package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// Row puts objects side by side, gap apart, centred vertically.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(rowLayout{gap}, objects...)
}

// Column puts objects below each other, gap apart, each as wide as the column.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Stretch takes the room that is left in a Row or Column.
func Stretch() fyne.CanvasObject { return layout.NewSpacer() }

// Pad puts space around an object: above and below, left and right.
func Pad(vertical, horizontal float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(vertical, vertical, horizontal, horizontal), o)
}

// Fixed gives an object a size of its own, at least; 0 leaves it as it is.
func Fixed(w, h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixedLayout{fyne.NewSize(w, h)}, o)
}

// Sheet is an object on a filled rectangle with round corners.
func Sheet(c fyne.ThemeColorName, radius float32, o ...fyne.CanvasObject) *fyne.Container {
	bg := canvas.NewRectangle(Color(c))
	bg.CornerRadius = radius
	return container.NewStack(append([]fyne.CanvasObject{bg}, o...)...)
}

// Outlined is a Sheet with a hairline around it.
func Outlined(c fyne.ThemeColorName, radius float32, o ...fyne.CanvasObject) *fyne.Container {
	s := Sheet(c, radius, o...)
	bg := s.Objects[0].(*canvas.Rectangle)
	bg.StrokeColor, bg.StrokeWidth = Color(ColorLine), 1
	return s
}

// HairlineH is a horizontal line one unit high.
func HairlineH() fyne.CanvasObject {
	l := canvas.NewRectangle(Color(ColorLine))
	l.SetMinSize(fyne.NewSize(1, 1))
	return l
}

// HairlineV is a vertical line one unit wide.
func HairlineV() fyne.CanvasObject { return HairlineH() }

// Gap is empty space.
func Gap(w, h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

// rowLayout keeps each object's own height; a spacer takes what is left.
type rowLayout struct{ gap float32 }

func isSpacer(o fyne.CanvasObject) bool {
	s, ok := o.(layout.SpacerObject)
	return ok && s.ExpandHorizontal()
}

// Grower is an object that takes the width left over in a Row.
type Grower interface{ GrowsInRow() bool }

func grows(o fyne.CanvasObject) bool {
	if isSpacer(o) {
		return true
	}
	g, ok := o.(Grower)
	return ok && g.GrowsInRow()
}

func (l rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	used, growing, shown := float32(0), 0, 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		shown++
		if grows(o) {
			growing++
			continue
		}
		used += o.MinSize().Width
	}
	left := max(0, size.Width-used-l.gap*float32(max(0, shown-1)))
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		w, h := m.Width, min(m.Height, size.Height)
		if grows(o) {
			w = left / float32(growing)
		}
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		x += w + l.gap
	}
}

func (l rowLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	n := 0
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		n++
		m := o.MinSize()
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
	}
	s.Width += l.gap * float32(max(0, n-1))
	return s
}

type fixedLayout struct{ size fyne.Size }

func (l fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.Position{})
	}
}

func (l fixedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	for _, o := range objects {
		m = m.Max(o.MinSize())
	}
	if l.size.Width > 0 {
		m.Width = l.size.Width
	}
	if l.size.Height > 0 {
		m.Height = l.size.Height
	}
	return m
}

// FillRow puts objects side by side with the same width each.
func FillRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(fillLayout{gap}, objects...)
}

type fillLayout struct{ gap float32 }

func (l fillLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := 0
	for _, o := range objects {
		if o.Visible() {
			n++
		}
	}
	if n == 0 {
		return
	}
	w := (size.Width - l.gap*float32(n-1)) / float32(n)
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(w, size.Height))
		o.Move(fyne.NewPos(x, 0))
		x += w + l.gap
	}
}

func (l fillLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var m fyne.Size
	n := 0
	for _, o := range objects {
		if o.Visible() {
			m = m.Max(o.MinSize())
			n++
		}
	}
	m.Width = m.Width*float32(n) + l.gap*float32(max(0, n-1))
	return m
}
