package stage

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/views/kit"
)

// floor is the colour behind the pictures, with round corners. It is drawn only
// where no picture lies over it: all of it would be painted anew for every frame,
// and round corners cost a computer without a graphics card as much as the
// picture does.
type floor struct {
	box    *fyne.Container
	radius float32
	bands  []band
}

// band is a part of the floor; where it is a corner of the floor, it is round.
type band struct {
	box
	round [4]bool // top left, top right, bottom left, bottom right
}

// hole is a picture on the floor.
type hole struct {
	box
	radius float32 // of its corners, where the floor is seen
}

func newFloor(radius float32) *floor {
	return &floor{box: container.NewWithoutLayout(), radius: radius}
}

// cover draws the floor of a size around pictures.
func (f *floor) cover(size fyne.Size, pictures []hole) {
	bands := floorAround(size, pictures, f.radius)
	if slices.Equal(bands, f.bands) {
		return
	}
	f.bands = bands
	f.box.Objects = f.box.Objects[:0]
	for _, b := range bands {
		r := canvas.NewRectangle(kit.Color(kit.ColorStage))
		for i, at := range []*float32{&r.TopLeftCornerRadius, &r.TopRightCornerRadius, &r.BottomLeftCornerRadius, &r.BottomRightCornerRadius} {
			if b.round[i] {
				*at = f.radius
			}
		}
		kit.Put(r, b.x, b.y, b.w, b.h)
		f.box.Objects = append(f.box.Objects, r)
	}
	f.box.Refresh()
}

// floorAround is what is to be drawn of a floor of a size. Where its parts would be
// too thin for their round corners it is drawn whole.
func floorAround(size fyne.Size, pictures []hole, radius float32) []band {
	whole := box{0, 0, size.Width, size.Height}
	if whole.w <= 0 || whole.h <= 0 {
		return nil
	}
	all := []band{{box: whole, round: [4]bool{radius > 0, radius > 0, radius > 0, radius > 0}}}
	var holes []box
	for _, p := range pictures {
		if p.w >= whole.w-1 && p.h >= whole.h-1 && p.radius == radius {
			return nil // it has the floor's own corners
		}
		if h := p.within(whole); h.w > 0 && h.h > 0 {
			holes = append(holes, h)
		}
	}
	if len(holes) == 0 {
		return all
	}
	bands := stripes(whole, holes)
	for i := range bands {
		b := &bands[i]
		left, right := b.x == 0, b.x+b.w == whole.w
		top, bottom := b.y == 0, b.y+b.h == whole.h
		if radius > 0 {
			b.round = [4]bool{top && left, top && right, bottom && left, bottom && right}
		}
		if b.round != ([4]bool{}) && min(b.w, b.h) < 2*radius {
			return all
		}
	}
	return bands
}

// within is what a picture hides for certain: its edges are drawn softly, and beside
// its round corners the floor is seen.
func (p hole) within(whole box) box {
	left, top, right, bottom := p.x, p.y+p.radius, p.x+p.w, p.y+p.h-p.radius
	const soft = 1
	if left > whole.x {
		left += soft
	}
	if right < whole.w {
		right -= soft
	}
	if top > whole.y {
		top += soft
	}
	if bottom < whole.h {
		bottom -= soft
	}
	return box{left, top, right - left, bottom - top}
}

// stripes are the parts of whole beside the holes, from top to bottom.
func stripes(whole box, holes []box) []band {
	cuts := []float32{whole.y, whole.y + whole.h}
	for _, h := range holes {
		for _, y := range []float32{h.y, h.y + h.h} {
			if y > whole.y && y < whole.y+whole.h {
				cuts = append(cuts, y)
			}
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	slices.SortFunc(holes, func(a, b box) int { return cmp.Compare(a.x, b.x) })
	var bands []band
	for i := 1; i < len(cuts); i++ {
		top, bottom := cuts[i-1], cuts[i]
		x := whole.x
		for _, h := range holes {
			if h.y >= bottom || h.y+h.h <= top {
				continue
			}
			if h.x > x {
				bands = append(bands, band{box: box{x, top, h.x - x, bottom - top}})
			}
			x = max(x, h.x+h.w)
		}
		if end := whole.x + whole.w; x < end {
			bands = append(bands, band{box: box{x, top, end - x, bottom - top}})
		}
	}
	return bands
}
