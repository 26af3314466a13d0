package stage

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// scoreBar is the sides' points as a divided bar, each side in its colour.
type scoreBar struct {
	*fyne.Container
	Parts  []*canvas.Rectangle
	Points []*canvas.Text
	Shares []float32
	move   *fyne.Animation
}

const scoreHeight = 22

func newScoreBar() *scoreBar {
	b := &scoreBar{}
	b.Container = &fyne.Container{}
	b.Layout = scoreLayout{b}
	return b
}

// grow makes the bar one of n parts.
func (b *scoreBar) grow(n int) {
	b.stop()
	b.Parts, b.Points, b.Shares, b.Objects = nil, nil, nil, nil
	for i := range n {
		t := canvas.NewText("0", kit.Color(kit.ColorOnTint))
		t.TextSize, t.TextStyle.Bold = 13, true
		b.Parts = append(b.Parts, canvas.NewRectangle(kit.Color(kit.SideColor(i))))
		b.Points = append(b.Points, t)
		b.Shares = append(b.Shares, 1/float32(n))
		b.Objects = append(b.Objects, b.Parts[i])
	}
	for _, t := range b.Points {
		b.Objects = append(b.Objects, t)
	}
}

func (b *scoreBar) stop() {
	if b.move != nil {
		b.move.Stop()
		b.move = nil
	}
}

func (b *scoreBar) set(pk model.PK) {
	kit.Show(b.Container, !pk.CoHost)
	if len(pk.Sides) != len(b.Parts) {
		b.grow(len(pk.Sides))
		b.Refresh()
	}
	for i, t := range b.Points {
		if text := desk.Coins(pk.Sides[i].Score); t.Text != text {
			t.Text = text
			t.Refresh()
			b.place(b.Shares)
		}
	}
	want := visibleShares(pk.Shares())
	if slices.Equal(want, b.Shares) {
		return
	}
	from := b.Shares
	b.Shares = want
	b.stop()
	b.move = fyne.NewAnimation(canvas.DurationStandard, func(part float32) {
		now := make([]float32, len(want))
		for i := range now {
			now[i] = from[i] + (want[i]-from[i])*part
		}
		b.place(now)
	})
	b.move.Start()
}

// visibleShares leaves each side a part that can be seen.
func visibleShares(shares []float64) []float32 {
	least := 0.3 / float64(max(1, len(shares)))
	out := make([]float32, len(shares))
	for i, s := range shares {
		out[i] = float32(least + s*(1-least*float64(len(shares))))
	}
	return out
}

// place draws the parts; each one's points stand at its outer end.
func (b *scoreBar) place(shares []float32) {
	size := b.Size()
	x := float32(0)
	for i, part := range b.Parts {
		w := size.Width * shares[i]
		kit.Put(part, x, 0, w, size.Height)
		t := b.Points[i]
		m := t.MinSize()
		at := x + 10
		if i > 0 && i == len(b.Parts)-1 {
			at = size.Width - m.Width - 10
		}
		kit.Put(t, at, (size.Height-m.Height)/2-1, m.Width, m.Height)
		x += w
	}
}

type scoreLayout struct{ b *scoreBar }

func (l scoreLayout) Layout([]fyne.CanvasObject, fyne.Size) { l.b.place(l.b.Shares) }

func (scoreLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, scoreHeight) }
