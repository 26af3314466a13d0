package stage

import (
	"slices"

	"fyne.io/fyne/v2"

	"onair/views/kit"
)

const (
	labelEdge = 10 // from a side's edge to its label
	labelGap  = 6
	// wordsFrom is how wide a stage is that has room for names beside the words of a
	// button between them.
	wordsFrom = 820
)

// narrow leaves the button between the sides its words, or its sign alone.
func (p *pkLayer) narrow(width float32) {
	if p.Add == nil {
		return
	}
	text := ""
	if width >= wordsFrom {
		text = kit.T("pk.add")
	}
	p.Add.SetText(text)
}

// labels lays the labels out anew if something has another width.
func (p *pkLayer) labels() {
	needs := []float32{p.clock.MinSize().Width}
	if p.Add != nil && p.Add.Visible() {
		needs = append(needs, p.Add.MinSize().Width)
	}
	for _, s := range p.sides {
		needs = append(needs, s.room.Whole())
		if s.points.Visible() {
			needs = append(needs, s.points.MinSize().Width)
		}
	}
	if slices.Equal(needs, p.needs) {
		return
	}
	p.needs = needs
	p.middle.Refresh()
	for _, s := range p.sides {
		s.label.Refresh()
	}
}

// labelLayout puts a side's room and points at its outer edge; the room is cut where they
// would reach what stands in the middle of the stage.
type labelLayout struct {
	side  *pkSideView
	right bool
	taken func() float32 // of the side's width, by what stands in the middle
}

func (l labelLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	free := size.Width
	if t := l.taken(); t > 0 {
		free -= t + labelGap - labelEdge
	}
	points := float32(0)
	if l.side.points.Visible() {
		points = l.side.points.MinSize().Width
		free -= points + labelGap
	}
	room := max(0, min(free, l.side.room.Whole()))
	at, then := float32(0), room+labelGap
	if l.right {
		at, then = size.Width-room, size.Width-room-labelGap-points
	}
	kit.Put(l.side.room.Container, at, 0, room, size.Height)
	kit.Put(l.side.points.Container, then, 0, points, size.Height)
}

func (l labelLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(l.side.room.MinSize().Height, l.side.points.MinSize().Height))
}
