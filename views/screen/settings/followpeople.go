package settings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// followPeople lists whom the user follows. Who was let go stays in the list, to
// be followed again, until it is opened anew.
type followPeople struct {
	w       *desk.Desk
	box     *fyne.Container
	state   model.Lobby
	shown   []followedRow
	drawn   bool
	reading bool // nothing was read yet
	failed  bool // when last tried
	all     int  // people there were
	further int  // rows asked for beyond the first ones
}

// followedRow is a row as it is drawn.
type followedRow struct {
	model.Followed
	on bool
}

// followRowsAtOnce is how many rows there are at first, and how many more each
// time more are asked for.
const followRowsAtOnce = 20

func newFollowPeople(w *desk.Desk) *followPeople {
	return &followPeople{w: w, box: container.NewVBox()}
}

func (p *followPeople) update(l model.Lobby) {
	p.state = l
	var rows []followedRow
	for _, f := range l.Followed[:min(len(l.Followed), followRowsAtOnce+p.further)] {
		rows = append(rows, followedRow{f, l.Follows[f.User.ID]})
	}
	reading := l.Followed == nil
	if p.drawn && reading == p.reading && l.FollowsFailed == p.failed && len(l.Followed) == p.all && slices.Equal(rows, p.shown) {
		return
	}
	p.shown, p.drawn, p.reading, p.failed, p.all = rows, true, reading, l.FollowsFailed, len(l.Followed)
	p.box.Objects = nil
	for _, r := range rows {
		p.box.Add(p.row(r))
	}
	switch {
	case reading && l.FollowsFailed:
		p.box.Add(kit.NewPara(kit.T("follow.failed"), kit.Muted, settingsWidth-34))
	case reading:
		p.box.Add(kit.NewPara(kit.T("follow.loading"), kit.Muted, settingsWidth-34))
	case len(rows) == 0:
		p.box.Add(kit.NewPara(kit.T("follow.nobody"), kit.Muted, settingsWidth-34))
	case len(rows) < len(l.Followed):
		p.box.Add(kit.NewButton(p.w.Env, kit.ButtonSpec{Icon: "chevron-down", Text: kit.T("follow.more"), Rank: kit.RankGhost, Action: func() {
			p.further += followRowsAtOnce
			p.update(p.state)
		}}))
	}
	p.box.Refresh()
}

func (p *followPeople) row(r followedRow) fyne.CanvasObject {
	u := r.User
	name := kit.Values{"Name": u.DisplayName()}
	spec := kit.ButtonSpec{Icon: "plus", Text: kit.T("follow.on"), Tip: kit.T("tip.follow", name), Rank: kit.RankPrimary}
	if r.on {
		spec = kit.ButtonSpec{Icon: "check", Text: kit.T("follow.off"), Tip: kit.T("tip.unfollow", name)}
	}
	spec.Action = func() { p.w.Can.Follow.Follow(u.ID, !r.on) }
	row := kit.Row(10, kit.Avatar(u.Avatar, u.ID, u.DisplayName(), 36),
		kit.NewGrow(kit.Column(0, kit.NewCutLine(u.DisplayName(), kit.Body), kit.NewCutLine(kit.N("follow.fans", r.Fans), kit.Caption))))
	if r.Live {
		row.Add(kit.NewBadge(kit.T("live"), "", kit.ColorLive, kit.ColorOnTint).Container)
	}
	row.Add(kit.NewButton(p.w.Env, spec))
	return row
}
