package live

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// followHost is the button to follow, right behind the lines that name the live
// and its host.
type followHost struct {
	w      *desk.Desk
	box    *fyne.Container
	button *kit.Button
	host   model.User
	lines  []*kit.Line
	on     bool
	width  float32 // of the lines, when they were laid out
}

func newFollowHost(w *desk.Desk, lines ...*kit.Line) *followHost {
	f := &followHost{w: w, lines: lines}
	f.button = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "plus", Text: kit.T("follow.on"), Rank: kit.RankPrimary, Action: func() { w.Can.Follow.Follow(f.host.ID, !f.on) }})
	f.button.Hide()
	column := kit.Column(0)
	for _, l := range lines {
		column.Add(l)
	}
	f.box = container.New(besideLayout{f}, column, f.button)
	return f
}

func (f *followHost) object() fyne.CanvasObject { return kit.NewGrow(f.box) }

// update shows how the user stands to the host of the live that is watched.
func (f *followHost) update(s model.State) {
	f.host = s.Watching.Room.Host
	on := s.Lobby.Follows[f.host.ID]
	shown := f.w.Can.Follow != nil && f.host.ID != "" && f.host.ID != s.Me.ID
	name := kit.Values{"Name": f.host.DisplayName()}
	text, icon, tip, rank := "follow.on", "plus", kit.T("tip.follow", name), kit.RankPrimary
	if on {
		text, icon, tip, rank = "follow.off", "check", kit.T("tip.unfollow", name), kit.RankNormal
	}
	changed := on != f.on || shown != f.button.Visible() || f.width != f.whole()
	f.on, f.button.Rank = on, rank
	f.button.SetText(kit.T(text))
	f.button.SetIcon(icon, tip)
	kit.Show(f.button, shown)
	if changed {
		f.box.Refresh()
	}
}

// whole is how wide the longest line is.
func (f *followHost) whole() float32 {
	var w float32
	for _, l := range f.lines {
		w = max(w, l.Whole())
	}
	return w
}

// besideLayout gives the lines what they need, or what the button leaves.
type besideLayout struct{ f *followHost }

const besideGap = 14

func (b besideLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	lines, button := objects[0], objects[1]
	var room fyne.Size
	if button.Visible() {
		room = button.MinSize()
		room.Width += besideGap
	}
	b.f.width = b.f.whole()
	width := max(0, min(b.f.width, size.Width-room.Width))
	h := lines.MinSize().Height
	lines.Resize(fyne.NewSize(width, h))
	lines.Move(fyne.NewPos(0, (size.Height-h)/2))
	button.Resize(button.MinSize())
	button.Move(fyne.NewPos(width+besideGap, (size.Height-button.MinSize().Height)/2))
}

func (b besideLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	if button := objects[1]; button.Visible() {
		m.Width += besideGap + button.MinSize().Width
		m.Height = max(m.Height, button.MinSize().Height)
	}
	return m
}
