package panel

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Requests is the anchor's list of who wants on stage, who was invited, and
// the seats.
type Requests struct {
	w       *desk.Desk
	list    *fyne.Container
	seats   *fyne.Container
	content fyne.CanvasObject
	rows    []*requestRow
	shown   model.CoAnchor
	drawn   bool
}

// requestRow is one request or invitation with its countdown.
type requestRow struct {
	left  *kit.Line
	until func() int
}

// NewRequests makes the list.
func NewRequests(w *desk.Desk) *Requests {
	p := &Requests{w: w, list: kit.Column(8), seats: kit.Column(8)}
	p.content = kit.PanelScroll(w.Env, kit.Column(20, p.list, p.seats))
	return p
}

// Object is what is to be shown.
func (p *Requests) Object() fyne.CanvasObject { return p.content }

// Update shows what is new.
func (p *Requests) Update(c model.CoAnchor) {
	if p.drawn && slices.Equal(c.Requests, p.shown.Requests) && slices.Equal(c.Invited, p.shown.Invited) && slices.Equal(c.Seats, p.shown.Seats) {
		return
	}
	p.drawn, p.shown = true, c
	p.rows = nil
	p.drawList(c)
	p.drawSeats(c.Seats)
	p.content.Refresh() // both lists have new heights
	p.Tick()
}

func (p *Requests) drawList(c model.CoAnchor) {
	p.list.Objects = nil
	if len(c.Requests) == 0 && len(c.Invited) == 0 {
		p.list.Add(kit.Pad(24, 24, kit.Column(10,
			container.NewCenter(kit.Icon("stage-up", kit.ColorFaint, 36)),
			kit.NewPara(kit.T("requests.none"), kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, desk.PanelWidth-96),
		)))
	}
	for _, r := range c.Requests {
		p.list.Add(p.request(r))
	}
	for _, i := range c.Invited {
		p.list.Add(p.invited(i))
	}
	p.list.Refresh()
}

// countdown is a line that tick keeps up to date.
func (p *Requests) countdown(until func() int) *kit.Line {
	r := &requestRow{left: kit.NewLine("", kit.Caption), until: until}
	p.rows = append(p.rows, r)
	return r.left
}

func (p *Requests) request(r model.JoinRequest) fyne.CanvasObject {
	act := p.w.Can.Seats
	what := "requests.video"
	if r.SoundOnly {
		what = "requests.sound"
	}
	left := p.countdown(func() int { return model.Deadline(r.Until, p.w.Now()) })
	head := kit.Row(10, kit.Avatar(r.User.Avatar, r.User.ID, r.User.DisplayName(), 36),
		kit.NewGrow(kit.Column(0, kit.NewCutLine(r.User.DisplayName(), kit.Strong), kit.NewCutLine(kit.T(what), kit.Caption))), left)
	yes := kit.NewButton(p.w.Env, kit.ButtonSpec{Text: kit.T("accept"), Rank: kit.RankPrimary, Tip: kit.T("tip.acceptJoin"), Action: func() { act.AnswerJoin(r.User.ID, true) }})
	no := kit.NewButton(p.w.Env, kit.ButtonSpec{Text: kit.T("reject"), Tip: kit.T("tip.rejectJoin"), Action: func() { act.AnswerJoin(r.User.ID, false) }})
	for _, b := range []*kit.Button{yes, no} {
		b.SetEnabled(!r.Answering, kit.T("requests.answering"))
	}
	return kit.Outlined(kit.ColorRaised, 10, kit.Pad(10, 12, kit.Column(10, head, kit.FillRow(8, no, yes))))
}

func (p *Requests) invited(i model.Invitation) fyne.CanvasObject {
	left := p.countdown(func() int { return model.Deadline(i.Until, p.w.Now()) })
	back := kit.NewButton(p.w.Env, kit.ButtonSpec{Icon: "close", Rank: kit.RankGhost, Tip: kit.T("mod.cancelInvite"), Action: func() { p.w.Can.Seats.CancelInvite(i.User.ID) }})
	row := kit.Row(10, kit.Avatar(i.User.Avatar, i.User.ID, i.User.DisplayName(), 36),
		kit.NewGrow(kit.Column(0, kit.NewCutLine(i.User.DisplayName(), kit.Strong), kit.NewCutLine(kit.T("requests.invited"), kit.Caption))), left, back)
	return kit.Outlined(kit.ColorRaised, 10, kit.Pad(8, 12, row))
}

// drawSeats lists the seats: who has them, and a lock on those that are free.
func (p *Requests) drawSeats(seats []model.Seat) {
	p.seats.Objects = nil
	if len(seats) > 0 {
		p.seats.Add(kit.NewLine(kit.T("seats.title"), kit.Strong))
	}
	for _, s := range seats {
		number := kit.Fixed(18, 0, kit.NewLine(strconv.Itoa(s.Number), kit.Caption))
		switch {
		case s.User.ID != "":
			off := kit.NewButton(p.w.Env, kit.ButtonSpec{Icon: "stage-down", Rank: kit.RankGhost, Tip: kit.T("tip.offStage"), Action: func() { desk.AskOffStage(p.w, s.User) }})
			p.seats.Add(kit.Row(8, number, kit.Avatar(s.User.Avatar, s.User.ID, s.User.DisplayName(), 28), kit.NewCutLine(s.User.DisplayName(), kit.Body), off))
		default:
			lock := kit.NewSwitch(p.w.Env, kit.T("tip.lockSeat"), func(on bool) { p.w.Can.Seats.LockSeat(s.Number, !on) })
			lock.SetOn(!s.Locked)
			icon, word := "user-plus", "seats.free"
			if s.Locked {
				icon, word = "lock", "seats.locked"
			}
			p.seats.Add(kit.Row(8, number, kit.Icon(icon, kit.ColorFaint, 20), kit.Gap(8, 36), kit.NewCutLine(kit.T(word), kit.Muted), lock))
		}
	}
	p.seats.Refresh()
}

// Tick writes the seconds that are left.
func (p *Requests) Tick() {
	for _, r := range p.rows {
		r.left.SetText(desk.Seconds(r.until()))
	}
}
