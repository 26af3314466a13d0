package views

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// musicQueue is what comes next; rows are dragged to another place.
type musicQueue struct {
	w     *window
	box   *fyne.Container
	rows  *fyne.Container
	empty *kit.Para
	shown []model.Song
}

func newMusicQueue(w *window) *musicQueue {
	q := &musicQueue{w: w, rows: kit.Column(0), empty: kit.NewPara(kit.T("music.queue.empty"), kit.Muted, panelWidth-34)}
	q.box = kit.Column(0, q.empty, q.rows)
	return q
}

func (q *musicQueue) object() fyne.CanvasObject { return q.box }

func (q *musicQueue) update(songs []model.Song) {
	show(q.empty, len(songs) == 0)
	if sameSongs(songs, q.shown) {
		return
	}
	q.shown = songs
	q.rows.Objects = nil
	for i, s := range songs {
		q.rows.Add(newQueueRow(q, s, i))
	}
	q.rows.Refresh()
}

func sameSongs(a, b []model.Song) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// queueRow is one song of the queue. Dragged up or down it shows where it would
// come to lie and moves there when let go; Up and Down with the keyboard do too.
type queueRow struct {
	tap
	q     *musicQueue
	index int
	back  *canvas.Rectangle
	moved float32
}

const queueRowHeight = 36

func newQueueRow(q *musicQueue, s model.Song, index int) *queueRow {
	r := &queueRow{q: q, index: index, back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = 6
	drop := kit.NewButton(q.w.env, kit.ButtonSpec{Icon: "close", Rank: kit.RankGhost, Tip: kit.T("tip.music.unqueue"), Action: func() { q.w.sounds.UnqueueMusic(index) }})
	line := kit.Row(8, kit.Icon("grip", kit.ColorFaint, 16), kit.NewCutLine(s.Title, kit.Body), kit.NewLine(songLength(s), kit.Caption), kit.Fixed(28, 28, drop))
	r.init(q.w.env, r, container.NewStack(r.back, kit.Fixed(0, queueRowHeight, kit.Pad(0, 4, line))), func() {})
	r.tip = kit.T("tip.music.drag", kit.Values{"Title": s.Title})
	return r
}

// Dragged implements fyne.Draggable.
func (r *queueRow) Dragged(e *fyne.DragEvent) {
	r.moved += e.Dragged.DY
	r.Move(fyne.NewPos(r.Position().X, float32(r.index)*queueRowHeight+r.moved))
	r.on = true
	r.restyle()
}

// DragEnd implements fyne.Draggable.
func (r *queueRow) DragEnd() {
	to := r.index + int((r.moved+float32(sign(r.moved > 0))*queueRowHeight/2)/queueRowHeight)
	to = min(max(to, 0), len(r.q.shown)-1)
	r.moved, r.on = 0, false
	r.restyle()
	r.q.rows.Refresh()
	if to != r.index {
		r.q.w.sounds.MoveInQueue(r.index, to)
	}
}

// TypedKey implements fyne.Focusable.
func (r *queueRow) TypedKey(e *fyne.KeyEvent) {
	if r.env.Guard(r, e) {
		return
	}
	switch e.Name {
	case fyne.KeyUp:
		r.q.w.sounds.MoveInQueue(r.index, r.index-1)
	case fyne.KeyDown:
		r.q.w.sounds.MoveInQueue(r.index, r.index+1)
	case fyne.KeyDelete, fyne.KeyBackspace:
		r.q.w.sounds.UnqueueMusic(r.index)
	default:
		r.tap.TypedKey(e)
	}
}

func (r *queueRow) restyle() { rowBack(r.back, r.on || r.hovered || r.focused) }

func rowBack(back *canvas.Rectangle, near bool) {
	back.FillColor = color.Transparent
	if near {
		back.FillColor = kit.Color("hover")
	}
	back.Refresh()
}

func songLength(s model.Song) string {
	if s.Length == 0 {
		return ""
	}
	return clock(s.Length)
}

// musicLibrary lists the songs one has, with a search. A tap plays, the plus
// puts a song into the queue.
type musicLibrary struct {
	w      *window
	box    *fyne.Container
	rows   *fyne.Container
	scroll *container.Scroll
	empty  *kit.Para
	search *kit.Entry
	state  model.Music
	shown  []model.Song
	drawn  bool
}

func newMusicLibrary(w *window) *musicLibrary {
	l := &musicLibrary{w: w, rows: kit.Column(0), empty: kit.NewPara("", kit.Muted, panelWidth-34)}
	l.search = kit.NewEntry(w.env, kit.T("music.search"), func(string) {
		l.fill()
		l.scroll.ScrollToTop()
	})
	l.search.OnSubmitted = func(text string) {
		if strings.Contains(text, "://") { // an address to play from
			l.search.SetText("")
			w.sounds.AddMusic([]string{strings.TrimSpace(text)})
		}
	}
	files := kit.NewButton(w.env, kit.ButtonSpec{Icon: "plus", Text: kit.T("music.add"), Tip: kit.T("tip.music.add"), Action: func() {
		pickOne(w, model.FileSound, func(path string) { w.sounds.AddMusic([]string{path}) })
	}})
	folder := kit.NewButton(w.env, kit.ButtonSpec{Icon: "folder", Text: kit.T("music.addFolder"), Tip: kit.T("tip.music.addFolder"), Action: func() {
		pickFolder(w, model.FileSound, func(path string) { w.sounds.AddMusic([]string{path}) })
	}})
	l.scroll = kit.NewVScroll(w.env, l.rows)
	l.box = kit.Column(8, kit.FillRow(8, files, folder), l.search, l.empty, l.scroll)
	return l
}

func (l *musicLibrary) object() fyne.CanvasObject { return l.box }

func (l *musicLibrary) update(m model.Music) {
	if l.drawn && sameSongs(m.Library, l.state.Library) {
		return
	}
	l.state, l.drawn = m, true
	l.fill()
}

// fill draws what the search finds.
func (l *musicLibrary) fill() {
	found := l.state.Found(l.search.Text)
	show(l.empty, len(found) == 0)
	show(l.scroll, len(found) > 0)
	if len(l.state.Library) == 0 {
		l.empty.SetText(kit.T("music.library.empty"))
	} else {
		l.empty.SetText(kit.T("music.search.none"))
	}
	if len(found) > 0 && sameSongs(found, l.shown) {
		return
	}
	l.shown = found
	l.rows.Objects = nil
	for _, s := range found {
		l.rows.Add(newSongRow(l.w, s))
	}
	l.scroll.SetMinSize(fyne.NewSize(0, float32(min(len(found), libraryRows))*queueRowHeight))
	l.box.Refresh()
}

// libraryRows is how many songs are in view at a time.
const libraryRows = 6

// songRow is one song of the library.
type songRow struct {
	tap
	back *canvas.Rectangle
}

func newSongRow(w *window, s model.Song) *songRow {
	r := &songRow{back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = 6
	style := kit.Body
	if s.Failure != nil {
		style = kit.Muted
	}
	add := kit.NewButton(w.env, kit.ButtonSpec{Icon: "plus", Rank: kit.RankGhost, Tip: kit.T("tip.music.enqueue"), Action: func() { w.sounds.QueueMusic(s.Path) }})
	drop := kit.NewButton(w.env, kit.ButtonSpec{Icon: "trash", Rank: kit.RankGhost, Tip: kit.T("tip.music.remove"), Action: func() { w.sounds.RemoveMusic(s.Path) }})
	line := kit.Row(4, kit.NewCutLine(s.Title, style), kit.NewLine(songLength(s), kit.Caption), kit.Fixed(28, 28, add), kit.Fixed(28, 28, drop))
	r.init(w.env, r, container.NewStack(r.back, kit.Fixed(0, queueRowHeight, kit.Pad(0, 4, line))), func() { w.sounds.PlayMusic(s.Path) })
	r.tip = kit.T("tip.music.playNow", kit.Values{"Title": s.Title})
	if s.Failure != nil {
		_, why, _ := failureTexts(s.Failure)
		r.tip = why
	}
	return r
}

func (r *songRow) restyle() { rowBack(r.back, r.hovered || r.focused) }
