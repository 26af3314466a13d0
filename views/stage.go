package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/kit"
)

// stage is the video of a room: one tile fills it, more tiles stand in a
// column at its right. What has to be said about the video is said on it.
type stage struct {
	widget.BaseWidget
	w         *window
	look      tileLook
	tiles     []*videoTile
	video     *fyne.Container
	note      *stageNote
	stats     *statsPanel
	over      *fyne.Container // a failure at the top edge; the picture does not move for it
	doubleTap func()
	moved     func() // the mouse moved over the stage
}

func newStage(w *window, look tileLook) *stage {
	s := &stage{w: w, look: look, note: newStageNote(w), stats: newStatsPanel()}
	s.video = container.New(stageLayout{})
	s.over = container.NewVBox()
	s.ExtendBaseWidget(s)
	return s
}

// setTiles makes the tiles those of ts, in their order, keeping the ones that
// are there already.
func (s *stage) setTiles(ts []model.Tile) {
	same := len(ts) == len(s.tiles)
	for i := 0; same && i < len(ts); i++ {
		same = ts[i].ID == s.tiles[i].id
	}
	if same {
		for i, t := range s.tiles {
			t.update(ts[i])
		}
		return
	}
	old := map[string]*videoTile{}
	for _, t := range s.tiles {
		old[t.id] = t
	}
	s.tiles = nil
	var objects []fyne.CanvasObject
	for _, m := range ts {
		t := old[m.ID]
		if t == nil {
			look := s.look
			if len(s.tiles) > 0 {
				look = tileLook{radius: 8, avatar: 56, name: true}
			}
			t = newVideoTile(s.w, m, look)
		}
		delete(old, m.ID)
		t.update(m)
		s.tiles = append(s.tiles, t)
		objects = append(objects, t.box)
	}
	for _, t := range old {
		t.close()
	}
	s.video.Objects = objects
	s.video.Refresh()
}

func (s *stage) close() {
	for _, t := range s.tiles {
		t.close()
	}
	s.tiles = nil
	s.note.close()
}

// setNote says something on the stage; the zero noteText nothing. What it covers
// of an empty tile is taken away.
func (s *stage) setNote(t noteText) {
	s.note.set(t)
	for i, v := range s.tiles {
		show(v.holder.box, (i > 0 || t.title == "") && !v.tile.Showing())
	}
}

// CreateRenderer implements fyne.Widget.
func (s *stage) CreateRenderer() fyne.WidgetRenderer {
	bg := canvas.NewRectangle(kit.Color(kit.ColorStage))
	bg.CornerRadius = s.look.radius
	corner := container.NewVBox(kit.Pad(12, 12, kit.Row(0, kit.Stretch(), s.stats.object())))
	return widget.NewSimpleRenderer(container.NewStack(bg, s.video, s.note.object(), corner, kit.Pad(12, 12, s.over)))
}

// Tapped implements fyne.Tappable: it takes the focus from a text field, so
// that hot keys work again.
func (s *stage) Tapped(*fyne.PointEvent) { s.w.win.Canvas().Focus(nil) }

// DoubleTapped implements fyne.DoubleTappable.
func (s *stage) DoubleTapped(*fyne.PointEvent) {
	if s.doubleTap != nil {
		s.doubleTap()
	}
}

// MouseIn implements desktop.Hoverable.
func (s *stage) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (s *stage) MouseMoved(*desktop.MouseEvent) {
	if s.moved != nil {
		s.moved()
	}
}

// MouseOut implements desktop.Hoverable.
func (s *stage) MouseOut() {}

// stageLayout gives the first tile everything, or all but a column at the right
// when there are more.
type stageLayout struct{}

func (stageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	const gap = 4
	side := float32(0)
	if n := float32(len(objects) - 1); n > 0 {
		side = min(size.Width/4, (size.Height-gap*(n-1))/n*16/9)
		h := side * 9 / 16
		for i, o := range objects[1:] {
			o.Resize(fyne.NewSize(side, h))
			o.Move(fyne.NewPos(size.Width-side, float32(i)*(h+gap)))
		}
		side += gap
	}
	objects[0].Resize(fyne.NewSize(size.Width-side, size.Height))
	objects[0].Move(fyne.Position{})
}

func (stageLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 180) }

// stageNote is a message on the stage: a wait, an end, a failure.
type stageNote struct {
	w     *window
	box   *fyne.Container
	spin  *widget.Activity
	shown noteText
}

// noteText is what a stageNote says.
type noteText struct {
	title, text   string
	icon          string // empty and not waiting: no icon
	waiting       bool
	clear         bool // over a picture that goes on: no scrim
	button, icon2 string
	action        func()
}

func (t noteText) same(o noteText) bool {
	t.action, o.action = nil, nil
	return t.title == o.title && t.text == o.text && t.icon == o.icon && t.waiting == o.waiting && t.button == o.button && t.clear == o.clear
}

func newStageNote(w *window) *stageNote {
	n := &stageNote{w: w, box: container.NewStack(), spin: widget.NewActivity()}
	n.box.Hide()
	return n
}

func (n *stageNote) object() fyne.CanvasObject { return n.box }

// set shows a message; the zero noteText shows none.
func (n *stageNote) set(t noteText) {
	if t.same(n.shown) && n.box.Visible() == (t.title != "") {
		return
	}
	n.shown = t
	if t.title == "" {
		n.spin.Stop()
		n.box.Hide()
		n.box.Objects = nil
		return
	}
	const width = 380
	var objects []fyne.CanvasObject
	if t.waiting {
		n.spin.Start()
		objects = append(objects, container.NewCenter(kit.Fixed(40, 40, n.spin)))
	} else {
		n.spin.Stop()
		if t.icon != "" {
			objects = append(objects, container.NewCenter(kit.Icon(t.icon, kit.ColorOnGlass, 36)))
		}
	}
	centre := kit.TextStyle{Size: kit.SizeTitle, Bold: true, Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter}
	objects = append(objects, kit.NewPara(t.title, centre, width))
	if t.text != "" {
		objects = append(objects, kit.NewPara(t.text, kit.TextStyle{Color: kit.ColorOnGlass, Align: fyne.TextAlignCenter}, width))
	}
	if t.button != "" {
		b := kit.NewButton(n.w.env, kit.ButtonSpec{Text: t.button, Icon: t.icon2, Rank: kit.RankPrimary, Action: t.action})
		objects = append(objects, kit.Gap(1, 6), container.NewCenter(b))
	}
	card := container.NewCenter(kit.Sheet(kit.ColorGlass, 14, kit.Pad(24, 28, kit.Column(10, objects...))))
	n.box.Objects = []fyne.CanvasObject{card}
	n.box.Show()
	n.box.Refresh()
}

func (n *stageNote) close() { n.spin.Stop() }
