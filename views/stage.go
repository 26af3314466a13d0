package views

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/kit"
)

// stage is the video of a room: one tile fills it, more tiles share it as the
// user likes. What has to be said about the video is said on it, and what people
// do together flies, rises and is announced over it.
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

	arrange model.Arrangement
	shape   image.Point // of the first tile's picture when the tiles were placed
	sides   int         // of a PK, 0 without one: they share the stage, whatever the arrangement
	pointer *pointer
	chooser *fyne.Container
	pk      *pkLayer
	sky     *sky
	banners *giftBanners
	calls   *fyne.Container // what is asked, over everything
	swipe   *switcher       // nil: dragging and the wheel do nothing
	hint    *fyne.Container // what a drag leads to
	closed  bool
	focused bool // by keyboard
}

func newStage(w *window, look tileLook, host bool) *stage {
	s := &stage{w: w, look: look, note: newStageNote(w), stats: newStatsPanel()}
	s.video = container.New(stageLayout{s})
	s.over = container.NewVBox()
	s.chooser, s.calls, s.hint = container.NewStack(), container.NewStack(), container.NewStack()
	s.pointer = newPointer(s)
	s.pk, s.sky, s.banners = newPKLayer(w, host), newSky(w), newGiftBanners()
	s.sky.grand.below = s.banners.height
	s.ExtendBaseWidget(s)
	return s
}

// setTiles makes the tiles those of ts, in their order, keeping the ones that
// are there already.
func (s *stage) setTiles(ts []model.Tile) {
	defer s.fitShape()
	same := len(ts) == len(s.tiles)
	for i := 0; same && i < len(ts); i++ {
		same = ts[i].ID == s.tiles[i].id
	}
	if same {
		for i, t := range s.tiles {
			t.update(ts[i], s.side(i), len(ts) > 1)
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
			if len(s.tiles) > 0 && !s.side(len(s.tiles)) {
				look = tileLook{radius: 8, avatar: 44, small: true}
			}
			t = newVideoTile(s.w, m, look)
		}
		delete(old, m.ID)
		t.update(m, s.side(len(s.tiles)), len(ts) > 1)
		s.tiles = append(s.tiles, t)
		objects = append(objects, t.box)
	}
	for _, t := range old {
		t.close()
	}
	s.video.Objects = objects
	s.video.Refresh()
}

// fitShape places the tiles anew when the first one's picture has got another shape.
func (s *stage) fitShape() {
	shape := image.Point{}
	if len(s.tiles) > 0 {
		shape = s.tiles[0].shape()
	}
	if shape.X*s.shape.Y == shape.Y*s.shape.X && (shape == image.Point{}) == (s.shape == image.Point{}) {
		return
	}
	s.shape = shape
	if len(s.tiles) > 1 && s.sides == 0 && s.arrange == model.ArrangeFocus {
		s.video.Refresh()
	}
}

func (s *stage) close() {
	for _, t := range s.tiles {
		t.close()
	}
	s.tiles = nil
	s.note.close()
	s.closed = true
	s.pointer.timer.Stop()
	s.sky.close()
}

// setArrangement shows several tiles in another way.
func (s *stage) setArrangement(a model.Arrangement) {
	if a != s.arrange {
		s.arrange = a
		s.video.Refresh()
		if len(s.chooser.Objects) > 0 {
			s.showChooser(false)
			s.showChooser(true)
			s.pointer.later()
		}
	}
}

// nextArrangement goes on to the next one.
func (s *stage) nextArrangement() bool {
	if len(s.tiles) < 2 || s.sides > 0 {
		return false
	}
	s.w.cfg.Actions.SetArrangement((s.arrange + 1) % 3)
	return true
}

// side reports whether a tile is a side of a PK.
func (s *stage) side(tile int) bool { return tile < s.sides }

// setSides shares the stage among the sides of a PK; 0 ends that.
func (s *stage) setSides(n int) {
	if n != s.sides {
		s.sides = n
		s.video.Refresh()
		s.showChooser(false)
	}
}

// showChooser shows the chooser of the arrangement.
func (s *stage) showChooser(on bool) {
	if on == (len(s.chooser.Objects) > 0) {
		return
	}
	s.chooser.Objects = nil
	if on {
		row := kit.Row(2, kit.Stretch())
		for i, name := range []string{"focus", "grid", "side"} {
			b := kit.NewButton(s.w.env, kit.ButtonSpec{Icon: "layout-" + name, Rank: kit.RankGlass, Tip: kit.T("tip.layout." + name), Action: func() { s.w.cfg.Actions.SetArrangement(model.Arrangement(i)) }})
			b.SetOn(s.arrange == model.Arrangement(i))
			row.Add(b)
		}
		s.chooser.Objects = []fyne.CanvasObject{container.NewVBox(kit.Stretch(), kit.Pad(10, 10, row))}
	}
	s.chooser.Refresh()
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
	return widget.NewSimpleRenderer(container.NewStack(bg, s.video, s.pk.box, s.sky.layer, s.banners.box, s.note.object(), s.chooser, corner, kit.Pad(12, 12, s.over), s.hint, s.calls))
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
func (s *stage) MouseMoved(e *desktop.MouseEvent) {
	if s.moved != nil {
		s.moved()
	}
	s.pointer.moved(e.Position)
}

// MouseOut implements desktop.Hoverable.
func (s *stage) MouseOut() {}
