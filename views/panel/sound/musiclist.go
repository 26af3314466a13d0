package sound

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// musicQueue is what comes next; rows are dragged to another place.
type musicQueue struct {
	w     *desk.Desk
	box   *fyne.Container
	Rows  *fyne.Container
	empty *kit.Para
	shown []model.Song
}

func newMusicQueue(w *desk.Desk) *musicQueue {
	q := &musicQueue{w: w, Rows: kit.Column(0), empty: kit.NewPara(kit.T("music.queue.empty"), kit.Muted, desk.PanelWidth-34)}
	q.box = kit.Column(0, q.empty, q.Rows)
	return q
}

func (q *musicQueue) object() fyne.CanvasObject { return q.box }

func (q *musicQueue) update(songs []model.Song) {
	kit.Show(q.empty, len(songs) == 0)
	if sameSongs(songs, q.shown) {
		return
	}
	q.shown = songs
	q.Rows.Objects = nil
	for i, s := range songs {
		q.Rows.Add(newQueueRow(q, s, i))
	}
	q.Rows.Refresh()
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

// QueueRow is one song of the queue. Dragged up or down it shows where it would
// come to lie and moves there when let go; Up and Down with the keyboard do too.
type QueueRow struct {
	kit.Tap
	q     *musicQueue
	index int
	back  *canvas.Rectangle
	moved float32
}

const queueRowHeight = 36

func newQueueRow(q *musicQueue, s model.Song, index int) *QueueRow {
	r := &QueueRow{q: q, index: index, back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = 6
	drop := kit.NewButton(q.w.Env, kit.ButtonSpec{Icon: "close", Rank: kit.RankGhost, Tip: kit.T("tip.music.unqueue"), Action: func() { q.w.Can.Sounds.UnqueueMusic(index) }})
	line := kit.Row(8, kit.Icon("grip", kit.ColorFaint, 16), kit.NewCutLine(s.Title, kit.Body), kit.NewLine(songLength(s), kit.Caption), kit.Fixed(28, 28, drop))
	r.Init(q.w.Env, r, container.NewStack(r.back, kit.Fixed(0, queueRowHeight, kit.Pad(0, 4, line))), func() {})
	r.Tip = kit.T("tip.music.drag", kit.Values{"Title": s.Title})
	return r
}

// Dragged implements fyne.Draggable.
func (r *QueueRow) Dragged(e *fyne.DragEvent) {
	r.moved += e.Dragged.DY
	r.Move(fyne.NewPos(r.Position().X, float32(r.index)*queueRowHeight+r.moved))
	r.On = true
	r.Restyle()
}

// DragEnd implements fyne.Draggable.
func (r *QueueRow) DragEnd() {
	to := r.index + int((r.moved+float32(sign(r.moved > 0))*queueRowHeight/2)/queueRowHeight)
	to = min(max(to, 0), len(r.q.shown)-1)
	r.moved, r.On = 0, false
	r.Restyle()
	r.q.Rows.Refresh()
	if to != r.index {
		r.q.w.Can.Sounds.MoveInQueue(r.index, to)
	}
}

// TypedKey implements fyne.Focusable.
func (r *QueueRow) TypedKey(e *fyne.KeyEvent) {
	if r.Env.Guard(r, e) {
		return
	}
	switch e.Name {
	case fyne.KeyUp:
		r.q.w.Can.Sounds.MoveInQueue(r.index, r.index-1)
	case fyne.KeyDown:
		r.q.w.Can.Sounds.MoveInQueue(r.index, r.index+1)
	case fyne.KeyDelete, fyne.KeyBackspace:
		r.q.w.Can.Sounds.UnqueueMusic(r.index)
	default:
		r.Tap.TypedKey(e)
	}
}

// Restyle shows whether it is chosen, pointed at or focused.
func (r *QueueRow) Restyle() { rowBack(r.back, r.On || r.Hovered || r.Focused) }

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
	return desk.Clock(s.Length)
}

// musicLibrary lists the songs one has, with a search. A tap plays, the plus
// puts a song into the queue.
type musicLibrary struct {
	w      *desk.Desk
	box    *fyne.Container
	Rows   *fyne.Container
	scroll *container.Scroll
	empty  *kit.Para
	Search *kit.Entry
	state  model.Music
	shown  []model.Song
	drawn  bool
}

func newMusicLibrary(w *desk.Desk) *musicLibrary {
	l := &musicLibrary{w: w, Rows: kit.Column(0), empty: kit.NewPara("", kit.Muted, desk.PanelWidth-34)}
	l.Search = kit.NewEntry(w.Env, kit.T("music.search"), func(string) {
		l.fill()
		l.scroll.ScrollToTop()
	})
	l.Search.OnSubmitted = func(text string) {
		if strings.Contains(text, "://") { // an address to play from
			l.Search.SetText("")
			w.Can.Sounds.AddMusic([]string{strings.TrimSpace(text)})
		}
	}
	files := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "plus", Text: kit.T("music.add"), Tip: kit.T("tip.music.add"), Action: func() {
		w.PickFile(model.FileSound, func(path string) { w.Can.Sounds.AddMusic([]string{path}) })
	}})
	folder := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "folder", Text: kit.T("music.addFolder"), Tip: kit.T("tip.music.addFolder"), Action: func() {
		w.PickFolder(model.FileSound, func(path string) { w.Can.Sounds.AddMusic([]string{path}) })
	}})
	l.scroll = kit.NewVScroll(w.Env, l.Rows)
	l.box = kit.Column(8, kit.FillRow(8, files, folder), l.Search, l.empty, l.scroll)
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
	found := l.state.Found(l.Search.Text)
	kit.Show(l.empty, len(found) == 0)
	kit.Show(l.scroll, len(found) > 0)
	if len(l.state.Library) == 0 {
		l.empty.SetText(kit.T("music.library.empty"))
	} else {
		l.empty.SetText(kit.T("music.search.none"))
	}
	if len(found) > 0 && sameSongs(found, l.shown) {
		return
	}
	l.shown = found
	l.Rows.Objects = nil
	for _, s := range found {
		l.Rows.Add(newSongRow(l.w, s))
	}
	l.scroll.SetMinSize(fyne.NewSize(0, float32(min(len(found), libraryRows))*queueRowHeight))
	l.box.Refresh()
}

// libraryRows is how many songs are in view at a time.
const libraryRows = 6

// SongRow is one song of the library.
type SongRow struct {
	kit.Tap
	back *canvas.Rectangle
}

func newSongRow(w *desk.Desk, s model.Song) *SongRow {
	r := &SongRow{back: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius = 6
	style := kit.Body
	if s.Failure != nil {
		style = kit.Muted
	}
	add := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "plus", Rank: kit.RankGhost, Tip: kit.T("tip.music.enqueue"), Action: func() { w.Can.Sounds.QueueMusic(s.Path) }})
	drop := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "trash", Rank: kit.RankGhost, Tip: kit.T("tip.music.remove"), Action: func() { w.Can.Sounds.RemoveMusic(s.Path) }})
	line := kit.Row(4, kit.NewCutLine(s.Title, style), kit.NewLine(songLength(s), kit.Caption), kit.Fixed(28, 28, add), kit.Fixed(28, 28, drop))
	r.Init(w.Env, r, container.NewStack(r.back, kit.Fixed(0, queueRowHeight, kit.Pad(0, 4, line))), func() { w.Can.Sounds.PlayMusic(s.Path) })
	r.Tip = kit.T("tip.music.playNow", kit.Values{"Title": s.Title})
	if s.Failure != nil {
		_, why, _ := desk.FailureTexts(s.Failure)
		r.Tip = why
	}
	return r
}

// Restyle shows whether it is chosen, pointed at or focused.
func (r *SongRow) Restyle() { rowBack(r.back, r.Hovered || r.Focused) }
