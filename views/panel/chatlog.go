package panel

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// chatLog is the lines of the chat in a scroller. Only rows in view are drawn.
// It follows the newest line while it is at its end; otherwise what is being
// read stays where it is, and a chip tells that there is more.
type chatLog struct {
	widget.BaseWidget
	w      *desk.Desk
	Scroll *container.Scroll
	Chip   *kit.Button
	box    *fyne.Container
	Keys   *chatKeys // has the box
	Rows   []*ChatRow
	Height float32
	follow bool // the newest line stays in view
	moving bool // the scroller is moved by us, not by the user
	Unread int
	open   func(model.User) // a name was tapped
	older  bool             // there is more before the first line
	wait   *desk.Waiting    // for what is older
}

// chatWidth is the width of a line, and chatGap what is between two.
const (
	chatWidth = desk.PanelWidth - 33
	chatGap   = 6
)

func newChatLog(w *desk.Desk, open func(model.User)) *chatLog {
	l := &chatLog{w: w, open: open, follow: true}
	l.ExtendBaseWidget(l)
	l.Scroll = kit.NewVScroll(w.Env, l)
	l.Scroll.OnScrolled = func(fyne.Position) { l.Scrolled() }
	l.Chip = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "chevron-down", Rank: kit.RankPrimary, Tip: kit.T("tip.newest"), Action: l.toEnd})
	l.Chip.Hide()
	foot := container.NewVBox(kit.Stretch(), kit.Pad(8, 0, container.NewCenter(l.Chip)))
	l.wait = desk.NewWaiting(w, kit.T("chat.older"), nil)
	head := container.NewVBox(kit.Pad(4, 12, l.wait.Object()))
	l.box = container.New(followLayout{l}, l.Scroll, foot, head)
	l.Keys = newChatKeys(l)
	return l
}

// AtEnd reports whether the newest line is in view.
func (l *chatLog) AtEnd() bool { return l.Scroll.Offset.Y+l.Scroll.Size().Height >= l.Height-12 }

// update shows a chat. Lines that are there already keep their rows.
func (l *chatLog) update(c model.Chat) {
	l.older = c.Older && !c.Reading
	l.wait.Set(c.Reading && !l.follow, "")
	lines := c.Lines
	if n := len(lines); n == len(l.Rows) && (n == 0 || lines[0].ID == l.Rows[0].Line.ID && lines[n-1].ID == l.Rows[n-1].Line.ID) {
		return
	}
	above, added := l.take(lines)
	l.place()
	switch {
	case l.follow:
		l.Unread = 0
		l.Scroll.Offset.Y = l.end()
	default:
		l.Unread += added
		l.Scroll.Offset.Y = max(0, l.Scroll.Offset.Y+above)
	}
	l.refresh()
	l.Keys.keep()
	l.tell()
}

// refresh draws the scroller after we moved it. The scroller measures its
// content by the size that it has, so that is set before.
func (l *chatLog) refresh() {
	l.moving = true
	l.Resize(l.MinSize().Max(l.Scroll.Size()))
	l.Scroll.Refresh()
	l.moving = false
}

// take makes rows for lines; it returns by how much what is read moves down:
// the height of rows put before it less that of the ones that are gone, and the
// number of new ones at the end.
func (l *chatLog) take(lines []model.ChatLine) (above float32, added int) {
	known := map[uint64]*ChatRow{}
	for _, r := range l.Rows {
		known[r.Line.ID] = r
	}
	rows := make([]*ChatRow, 0, len(lines))
	var first *ChatRow // that stays
	last := -1
	for i, line := range lines {
		r := known[line.ID]
		if r == nil {
			r = newChatRow(l, line)
		} else {
			last = i
			if first == nil {
				first = r
			}
		}
		rows = append(rows, r)
	}
	if stay := l.beingRead(rows); stay != nil {
		first = stay
	}
	if first != nil {
		above = heightBefore(rows, first) - heightBefore(l.Rows, first)
	}
	l.Rows = rows
	return above, len(lines) - 1 - last
}

// beingRead is the uppermost row in view that is in rows too, nil for none.
func (l *chatLog) beingRead(rows []*ChatRow) *ChatRow {
	kept := make(map[*ChatRow]bool, len(rows))
	for _, r := range rows {
		kept[r] = true
	}
	for _, r := range l.Rows {
		if kept[r] && r.Position().Y+r.height > l.Scroll.Offset.Y {
			return r
		}
	}
	return nil
}

// heightBefore is what the rows above one take up.
func heightBefore(rows []*ChatRow, one *ChatRow) (height float32) {
	for _, r := range rows {
		if r == one {
			break
		}
		height += r.height + chatGap
	}
	return height
}

// place gives each row its position.
func (l *chatLog) place() {
	y := float32(chatGap)
	for _, r := range l.Rows {
		r.Resize(fyne.NewSize(chatWidth, r.height))
		r.Move(fyne.NewPos(16, y))
		y += r.height + chatGap
	}
	l.Height = y
}

// tell shows or hides the chip.
func (l *chatLog) tell() {
	if l.Unread > 0 {
		l.Chip.SetText(kit.N("chat.new", l.Unread))
	}
	kit.Show(l.Chip, l.Unread > 0)
}

// Scrolled notes where the user has scrolled to.
func (l *chatLog) Scrolled() {
	if l.moving {
		return
	}
	l.follow = l.AtEnd()
	if l.follow {
		l.Unread = 0
		l.tell()
	}
	if l.older && !l.follow && l.Scroll.Offset.Y < olderFrom {
		l.older = false // until the state says that there is still more
		l.w.Can.Chat.OlderChat()
	}
	l.Refresh()
}

// olderFrom is how near to its upper edge the log is read when older lines are
// asked for.
const olderFrom = 120

// end is the offset at which the newest line is at the lower edge.
func (l *chatLog) end() float32 { return max(0, l.Height-l.Scroll.Size().Height) }

// toEnd goes to the newest line.
func (l *chatLog) toEnd() {
	l.Scroll.Offset.Y = l.end()
	l.refresh()
	l.Scrolled()
}

// followLayout fills the panel, and keeps the newest line in view when the
// room for the lines changes.
type followLayout struct{ l *chatLog }

func (f followLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.l.moving = true
	for _, o := range objects {
		o.Resize(size)
		o.Move(fyne.Position{})
	}
	f.l.moving = false
	if f.l.follow && f.l.Scroll.Offset.Y != f.l.end() {
		f.l.Scroll.Offset.Y = f.l.end()
		f.l.refresh()
	}
}

func (followLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(desk.PanelWidth-1, 60)
}

// MinSize is the height of all lines.
func (l *chatLog) MinSize() fyne.Size { return fyne.NewSize(desk.PanelWidth-1, l.Height) }

// InView are the rows to draw.
func (l *chatLog) InView() []fyne.CanvasObject {
	top := l.Scroll.Offset.Y
	bottom := top + max(l.Scroll.Size().Height, 100)
	var out []fyne.CanvasObject
	for _, r := range l.Rows {
		y := r.Position().Y
		if y+r.height >= top && y <= bottom {
			out = append(out, r)
		}
	}
	return out
}

// CreateRenderer implements fyne.Widget.
func (l *chatLog) CreateRenderer() fyne.WidgetRenderer { return &chatLogRenderer{l} }

type chatLogRenderer struct{ l *chatLog }

func (r *chatLogRenderer) Layout(fyne.Size)   {}
func (r *chatLogRenderer) MinSize() fyne.Size { return r.l.MinSize() }
func (r *chatLogRenderer) Refresh()           {}
func (r *chatLogRenderer) Destroy()           {}
func (r *chatLogRenderer) Objects() []fyne.CanvasObject {
	return append(r.l.InView(), r.l.Keys.ring)
}
