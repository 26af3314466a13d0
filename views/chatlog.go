package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/kit"
)

// chatLog is the lines of the chat in a scroller. Only rows in view are drawn.
// It follows the newest line while it is at its end; otherwise what is being
// read stays where it is, and a chip tells that there is more.
type chatLog struct {
	widget.BaseWidget
	w      *window
	scroll *container.Scroll
	chip   *kit.Button
	box    *fyne.Container
	rows   []*chatRow
	height float32
	follow bool // the newest line stays in view
	moving bool // the scroller is moved by us, not by the user
	unread int
	open   func(model.User) // a name was tapped
	older  bool             // there is more before the first line
	wait   *waiting         // for what is older
}

// chatWidth is the width of a line, and chatGap what is between two.
const (
	chatWidth = panelWidth - 33
	chatGap   = 6
)

func newChatLog(w *window, open func(model.User)) *chatLog {
	l := &chatLog{w: w, open: open, follow: true}
	l.ExtendBaseWidget(l)
	l.scroll = kit.NewVScroll(w.env, l)
	l.scroll.OnScrolled = func(fyne.Position) { l.scrolled() }
	l.chip = kit.NewButton(w.env, kit.ButtonSpec{Icon: "chevron-down", Rank: kit.RankPrimary, Tip: kit.T("tip.newest"), Action: l.toEnd})
	l.chip.Hide()
	foot := container.NewVBox(kit.Stretch(), kit.Pad(8, 0, container.NewCenter(l.chip)))
	l.wait = newWaiting(w, kit.T("chat.older"), nil)
	head := container.NewVBox(kit.Pad(4, 12, l.wait.object()))
	l.box = container.New(followLayout{l}, l.scroll, foot, head)
	return l
}

// atEnd reports whether the newest line is in view.
func (l *chatLog) atEnd() bool { return l.scroll.Offset.Y+l.scroll.Size().Height >= l.height-12 }

// update shows a chat. Lines that are there already keep their rows.
func (l *chatLog) update(c model.Chat) {
	l.older = c.Older && !c.Reading
	l.wait.set(c.Reading && !l.follow, "")
	lines := c.Lines
	if n := len(lines); n == len(l.rows) && (n == 0 || lines[0].ID == l.rows[0].line.ID && lines[n-1].ID == l.rows[n-1].line.ID) {
		return
	}
	above, added := l.take(lines)
	l.place()
	switch {
	case l.follow:
		l.unread = 0
		l.scroll.Offset.Y = l.end()
	default:
		l.unread += added
		l.scroll.Offset.Y = max(0, l.scroll.Offset.Y+above)
	}
	l.refresh()
	l.tell()
}

// refresh draws the scroller after we moved it. The scroller measures its
// content by the size that it has, so that is set before.
func (l *chatLog) refresh() {
	l.moving = true
	l.Resize(l.MinSize().Max(l.scroll.Size()))
	l.scroll.Refresh()
	l.moving = false
}

// take makes rows for lines; it returns by how much what is read moves down:
// the height of rows put before it less that of the ones that are gone, and the
// number of new ones at the end.
func (l *chatLog) take(lines []model.ChatLine) (above float32, added int) {
	known := map[uint64]*chatRow{}
	for _, r := range l.rows {
		known[r.line.ID] = r
	}
	rows := make([]*chatRow, 0, len(lines))
	last := -1
	for i, line := range lines {
		r := known[line.ID]
		if r == nil {
			r = newChatRow(l, line)
		} else {
			last = i
		}
		rows = append(rows, r)
	}
	if last >= 0 {
		first := l.rows[0].line.ID
		for _, r := range rows {
			if r.line.ID >= first {
				break
			}
			above += r.height + chatGap
		}
		for _, r := range l.rows {
			if r.line.ID >= lines[0].ID {
				break
			}
			above -= r.height + chatGap
		}
	}
	l.rows = rows
	return above, len(lines) - 1 - last
}

// place gives each row its position.
func (l *chatLog) place() {
	y := float32(chatGap)
	for _, r := range l.rows {
		r.Resize(fyne.NewSize(chatWidth, r.height))
		r.Move(fyne.NewPos(16, y))
		y += r.height + chatGap
	}
	l.height = y
}

// tell shows or hides the chip.
func (l *chatLog) tell() {
	if l.unread > 0 {
		l.chip.SetText(kit.N("chat.new", l.unread))
	}
	show(l.chip, l.unread > 0)
}

func (l *chatLog) scrolled() {
	if l.moving {
		return
	}
	l.follow = l.atEnd()
	if l.follow {
		l.unread = 0
		l.tell()
	}
	if l.older && !l.follow && l.scroll.Offset.Y < olderFrom {
		l.older = false // until the state says that there is still more
		l.w.chat.OlderChat()
	}
	l.Refresh()
}

// olderFrom is how near to its upper edge the log is read when older lines are
// asked for.
const olderFrom = 120

// end is the offset at which the newest line is at the lower edge.
func (l *chatLog) end() float32 { return max(0, l.height-l.scroll.Size().Height) }

// toEnd goes to the newest line.
func (l *chatLog) toEnd() {
	l.scroll.Offset.Y = l.end()
	l.refresh()
	l.scrolled()
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
	if f.l.follow && f.l.scroll.Offset.Y != f.l.end() {
		f.l.scroll.Offset.Y = f.l.end()
		f.l.refresh()
	}
}

func (followLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(panelWidth-1, 60) }

// MinSize is the height of all lines.
func (l *chatLog) MinSize() fyne.Size { return fyne.NewSize(panelWidth-1, l.height) }

// inView are the rows to draw.
func (l *chatLog) inView() []fyne.CanvasObject {
	top := l.scroll.Offset.Y
	bottom := top + max(l.scroll.Size().Height, 100)
	var out []fyne.CanvasObject
	for _, r := range l.rows {
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

func (r *chatLogRenderer) Layout(fyne.Size)             {}
func (r *chatLogRenderer) MinSize() fyne.Size           { return r.l.MinSize() }
func (r *chatLogRenderer) Refresh()                     {}
func (r *chatLogRenderer) Objects() []fyne.CanvasObject { return r.l.inView() }
func (r *chatLogRenderer) Destroy()                     {}
