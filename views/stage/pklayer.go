package stage

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// pkLayer is what a PK adds to the stage: the bar of points with the time that
// is left, the label of each room, the result, and what the anchor can do next.
type pkLayer struct {
	w      *desk.Desk
	host   bool // the screen is the anchor's
	box    *fyne.Container
	Bar    *scoreBar
	clock  *kit.Badge
	sides  []*pkSideView
	Add    *kit.Button // ask a further room
	Again  *kit.Button // another battle
	pk     model.PK
	extra  int             // co-anchors on stage beside the sides
	middle *fyne.Container // clock and button
	needs  []float32       // what labels and middle were laid out for
}

// pkSideView is what stands over one side.
type pkSideView struct {
	box     *fyne.Container
	label   *fyne.Container // room and points
	room    *kit.Badge
	points  *kit.Badge
	result  *fyne.Container
	verdict *kit.Line
}

func newPKLayer(w *desk.Desk, host bool) *pkLayer {
	p := &pkLayer{w: w, host: host && w.Can.PK != nil, Bar: newScoreBar(), box: container.NewStack()}
	p.clock = kit.NewBadge("", "pk", kit.ColorGlass, kit.ColorOnGlass)
	if p.host {
		p.Add = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "user-plus", Text: kit.T("pk.add"), Rank: kit.RankGlass, Tip: kit.T("tip.pkAdd"), Action: func() { AskPK(w) }})
		p.Again = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "refresh", Text: kit.T("pk.rematch"), Rank: kit.RankPrimary, Tip: kit.T("tip.pkRematch"), Action: w.Can.PK.Rematch})
	}
	return p
}

// newPKSide is side i of n; middle is what stands in the middle of the upper edge.
func newPKSide(n, i int, middle fyne.CanvasObject) *pkSideView {
	s := &pkSideView{room: kit.NewCutBadge(kit.ColorGlass, kit.ColorOnGlass)}
	s.points = kit.NewBadge("", "", kit.SideColor(i), kit.ColorOnTint)
	s.verdict = kit.NewLine("", kit.TextStyle{Size: kit.SizeHeading, Bold: true, Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter})
	sheet := container.NewCenter(kit.Sheet(kit.ColorGlass, 14, kit.Pad(10, 26, s.verdict)))
	s.result = container.NewVBox(kit.Stretch(), kit.Stretch(), kit.Stretch(), sheet, kit.Stretch()) // below the face
	if n > 2 {
		s.result = container.NewVBox(kit.Stretch(), sheet, kit.Gap(1, 12))
	}
	l := labelLayout{side: s, right: n <= 4 && i%2 == 1 || n == 3 && i == 2, taken: func() float32 { return 0 }}
	kit.Show(s.points.Container, false)
	// The upper edge of the stage has the bar of points and, in the middle, the clock.
	top := float32(4)
	switch {
	case n > 4 && i < 3:
		top = scoreHeight + 40
	case n <= 4 && i < 2:
		top = scoreHeight + 6
		l.taken = func() float32 { return (middle.MinSize().Width - stageGap) / 2 }
	}
	s.label = container.New(l, s.room.Container, s.points.Container)
	s.box = container.NewStack(container.NewVBox(kit.Pad2(top, 0, labelEdge, labelEdge, s.label)), s.result)
	return s
}

// content is made when a PK begins or a room comes or goes, so that nothing is
// there without one.
func (p *pkLayer) content(n int) fyne.CanvasObject {
	p.sides, p.needs = nil, nil
	middle := kit.Row(6, p.clock.Container)
	if p.host {
		middle.Add(p.Add)
	}
	p.middle = container.NewCenter(middle)
	var boxes []fyne.CanvasObject
	for i := range n {
		p.sides = append(p.sides, newPKSide(n, i, middle))
		boxes = append(boxes, p.sides[i].box)
	}
	layers := []fyne.CanvasObject{container.New(sideLayout{func() int { return p.extra }, p.narrow}, boxes...)}
	if p.host {
		layers = append(layers, container.NewVBox(kit.Stretch(), container.NewCenter(p.Again), kit.Gap(1, 60)))
	}
	clock := container.NewVBox(kit.Gap(1, scoreHeight+2), p.middle)
	return container.NewStack(append(layers, container.NewVBox(container.NewStack(container.NewVBox(p.Bar.Container), clock)))...)
}

// Update shows a PK; extra is the number of co-anchors beside its sides.
func (p *pkLayer) Update(pk model.PK, extra int) {
	p.pk = pk
	n := 0
	if pk.Joined() {
		n = len(pk.Sides)
	}
	if n != len(p.sides) || extra != p.extra {
		p.extra = extra
		p.box.Objects = nil
		if p.sides = nil; n > 0 {
			p.box.Objects = []fyne.CanvasObject{p.content(n)}
		}
		p.box.Refresh()
	}
	if n == 0 {
		return
	}
	p.Bar.set(pk)
	for i, side := range pk.Sides {
		v := p.sides[i]
		v.room.SetText(sideLabel(side))
		kit.Show(v.points.Container, n > 2 && !pk.CoHost)
		v.points.SetText(kit.T("pk.points", kit.Values{"Place": pk.Place(i), "Points": desk.Coins(side.Score)}))
		kit.Show(v.result, pk.Phase == model.PKResult)
		v.verdict.SetText(verdict(pk, i))
	}
	if p.host {
		kit.Show(p.Add, pk.Phase != model.PKResult && !pk.Asking() && pk.AddBlocked != model.BlockedPKFull)
		p.Add.SetEnabled(pk.AddBlocked == "", kit.T("blocked."+string(pk.AddBlocked)))
		kit.Show(p.Again, pk.CanRematch())
	}
	p.Tick()
}

// sideLabel says whose room a side is.
func sideLabel(s model.PKSide) string {
	text := desk.Shorten(s.User.DisplayName(), 14) + " · "
	if s.Title != "" {
		return text + desk.Shorten(s.Title, 18)
	}
	return text + strconv.FormatUint(uint64(s.RoomID), 10)
}

// verdict is what the result says of a side: with two of them who won, with more
// the place.
func verdict(pk model.PK, i int) string {
	switch {
	case pk.Winner == "":
		return kit.T("pk.draw")
	case pk.Sides[i].User.ID == pk.Winner:
		return kit.T("pk.win")
	case len(pk.Sides) > 2:
		return kit.T("pk.place", kit.Values{"Place": pk.Place(i)})
	}
	return kit.T("pk.lose")
}

// Tick writes the time that is left.
func (p *pkLayer) Tick() {
	if len(p.sides) == 0 {
		return
	}
	text := kit.T("pk.together")
	switch p.pk.Phase {
	case model.PKBattle:
		text = kit.T("pk.versus")
		if !p.pk.CoHost && !p.pk.Deadline.IsZero() {
			text = desk.Clock(time.Duration(model.Deadline(p.pk.Deadline, p.w.Now())) * time.Second)
		}
	case model.PKResult:
		text = kit.T("pk.over")
	}
	p.clock.SetText(text)
	p.labels()
}
