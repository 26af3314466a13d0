package views

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// pkLayer is what a PK adds to the stage: the bar of points with the time that
// is left, the labels of both rooms, and the result.
type pkLayer struct {
	w        *window
	box      *fyne.Container
	bar      *scoreBar
	clock    *kit.Badge
	rooms    [2]*kit.Badge
	result   [2]*fyne.Container
	verdicts [2]*kit.Line
	shown    bool
	pk       model.PK
}

func newPKLayer(w *window) *pkLayer {
	p := &pkLayer{w: w, bar: newScoreBar(), box: container.NewStack()}
	p.clock = kit.NewBadge("", "pk", kit.ColorGlass, kit.ColorOnGlass)
	for i := range p.rooms {
		p.rooms[i] = kit.NewBadge("", "", kit.ColorGlass, kit.ColorOnGlass)
		p.verdicts[i] = kit.NewLine("", kit.TextStyle{Size: kit.SizeHeading, Bold: true, Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter})
		sheet := container.NewCenter(kit.Sheet(kit.ColorGlass, 14, kit.Pad(10, 26, p.verdicts[i])))
		p.result[i] = container.NewVBox(kit.Stretch(), kit.Stretch(), kit.Stretch(), sheet, kit.Stretch()) // below the face
	}
	return p
}

// content is made when a PK begins, so that nothing is there without one.
func (p *pkLayer) content() fyne.CanvasObject {
	labels := kit.FillRow(stageGap, kit.Row(0, p.rooms[0].Container), kit.Row(0, kit.Stretch(), p.rooms[1].Container))
	top := container.NewVBox(p.bar.Container, kit.Pad2(2, 0, 10, 10, labels))
	clock := container.NewVBox(kit.Gap(1, scoreHeight+2), container.NewCenter(p.clock.Container))
	return container.NewStack(container.NewVBox(container.NewStack(top, clock)), kit.FillRow(stageGap, p.result[0], p.result[1]))
}

func (p *pkLayer) update(pk model.PK) {
	p.pk = pk
	if on := pk.Joined(); on != p.shown {
		p.shown = on
		p.box.Objects = nil
		if on {
			p.box.Objects = []fyne.CanvasObject{p.content()}
		}
		p.box.Refresh()
	}
	if !p.shown {
		return
	}
	p.bar.set(pk)
	for i, side := range pk.Sides[:2] {
		p.rooms[i].SetText(sideLabel(side))
		show(p.result[i], pk.Phase == model.PKResult)
		p.verdicts[i].SetText(verdict(pk, side))
	}
	p.tick()
}

// sideLabel says whose room a half is.
func sideLabel(s model.PKSide) string {
	text := shorten(s.User.DisplayName(), 14) + " · "
	if s.Title != "" {
		return text + shorten(s.Title, 18)
	}
	return text + strconv.FormatUint(uint64(s.RoomID), 10)
}

func verdict(pk model.PK, s model.PKSide) string {
	switch pk.Winner {
	case "":
		return kit.T("pk.draw")
	case s.User.ID:
		return kit.T("pk.win")
	}
	return kit.T("pk.lose")
}

// tick writes the time that is left.
func (p *pkLayer) tick() {
	if !p.shown {
		return
	}
	text := kit.T("pk.together")
	switch p.pk.Phase {
	case model.PKBattle:
		text = kit.T("pk.versus")
		if !p.pk.CoHost && !p.pk.Deadline.IsZero() {
			text = clock(time.Duration(model.Deadline(p.pk.Deadline, p.w.cfg.Now())) * time.Second)
		}
	case model.PKResult:
		text = kit.T("pk.over")
	}
	p.clock.SetText(text)
}

// scoreBar is the two sides' points as a divided bar.
type scoreBar struct {
	*fyne.Container
	own, rival   *canvas.Rectangle
	mine, theirs *canvas.Text
	share        float32
	move         *fyne.Animation
}

const scoreHeight = 22

func newScoreBar() *scoreBar {
	b := &scoreBar{own: canvas.NewRectangle(kit.Color(kit.ColorLive)), rival: canvas.NewRectangle(kit.Color(kit.ColorRival)), share: 0.5}
	number := func() *canvas.Text {
		t := canvas.NewText("0", kit.Color(kit.ColorOnTint))
		t.TextSize, t.TextStyle.Bold = 13, true
		return t
	}
	b.mine, b.theirs = number(), number()
	b.Container = container.New(scoreLayout{b}, b.own, b.rival, b.mine, b.theirs)
	return b
}

func (b *scoreBar) set(pk model.PK) {
	show(b.Container, !pk.CoHost)
	for i, t := range []*canvas.Text{b.mine, b.theirs} {
		if text := coins(pk.Sides[i].Score); t.Text != text {
			t.Text = text
			t.Refresh()
			b.Layout.Layout(b.Objects, b.Size())
		}
	}
	// Each side keeps a visible part.
	want := min(0.85, max(0.15, float32(pk.Share())))
	if want == b.share {
		return
	}
	from := b.share
	b.share = want
	if b.move != nil {
		b.move.Stop()
	}
	b.move = fyne.NewAnimation(canvas.DurationStandard, func(part float32) {
		b.place(from + (want-from)*part)
	})
	b.move.Start()
}

func (b *scoreBar) place(share float32) {
	size := b.Size()
	w := size.Width * share
	put(b.own, 0, 0, w, size.Height)
	put(b.rival, w, 0, size.Width-w, size.Height)
}

// scoreLayout puts the points at the ends of the bar.
type scoreLayout struct{ b *scoreBar }

func (l scoreLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	l.b.place(l.b.share)
	for i, t := range []*canvas.Text{l.b.mine, l.b.theirs} {
		m := t.MinSize()
		x := float32(10)
		if i == 1 {
			x = size.Width - m.Width - 10
		}
		put(t, x, (size.Height-m.Height)/2-1, m.Width, m.Height)
	}
}

func (scoreLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(120, scoreHeight) }
