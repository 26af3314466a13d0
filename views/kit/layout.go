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

// Pad2 puts space around an object, each side its own.
func Pad2(top, bottom, left, right float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, left, right), o)
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

// shareLayout puts objects side by side: equally wide where that suffices for
// each, else each gets what it needs and a part of what is left.
type shareLayout struct{ gap float32 }

func (l shareLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	n := float32(len(objects))
	even, need := (size.Width-l.gap*(n-1))/n, float32(0)
	fits := true
	for _, o := range objects {
		w := o.MinSize().Width
		need += w
		fits = fits && w <= even
	}
	x := float32(0)
	for _, o := range objects {
		w := even
		if !fits {
			w = o.MinSize().Width + (size.Width-need-l.gap*(n-1))/n
		}
		o.Resize(fyne.NewSize(w, size.Height))
		o.Move(fyne.NewPos(x, 0))
		x += w + l.gap
	}
}

func (l shareLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return rowLayout(l).MinSize(objects)
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

// Frame puts objects at the edges and one in the middle, without gaps. Each
// may be nil. Left and right stand between top and bottom.
func Frame(top, bottom, left, right, middle fyne.CanvasObject) *fyne.Container {
	l := &frameLayout{top, bottom, left, right, middle}
	c := container.New(l)
	for _, o := range []fyne.CanvasObject{middle, top, bottom, left, right} {
		if o != nil {
			c.Objects = append(c.Objects, o)
		}
	}
	return c
}

type frameLayout struct{ top, bottom, left, right, middle fyne.CanvasObject }

func edge(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

func (l *frameLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t, b, lf, r := edge(l.top).Height, edge(l.bottom).Height, edge(l.left).Width, edge(l.right).Width
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		if o != nil && o.Visible() {
			o.Resize(fyne.NewSize(w, max(0, h)))
			o.Move(fyne.NewPos(x, y))
		}
	}
	put(l.top, 0, 0, size.Width, t)
	put(l.bottom, 0, size.Height-b, size.Width, b)
	put(l.left, 0, t, lf, size.Height-t-b)
	put(l.right, size.Width-r, t, r, size.Height-t-b)
	put(l.middle, lf, t, size.Width-lf-r, size.Height-t-b)
}

func (l *frameLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	t, b, lf, r, m := edge(l.top), edge(l.bottom), edge(l.left), edge(l.right), edge(l.middle)
	w := max(t.Width, b.Width, lf.Width+m.Width+r.Width)
	h := t.Height + b.Height + max(lf.Height, m.Height, r.Height)
	return fyne.NewSize(w, h)
}
