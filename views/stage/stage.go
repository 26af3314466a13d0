package stage

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Stage is the video of a room: one tile fills it, more tiles share it as the
// user likes. What has to be said about the video is said on it, and what people
// do together flies, rises and is announced over it.
type Stage struct {
	widget.BaseWidget
	w         *desk.Desk
	look      Look
	Tiles     []*Tile
	floor     *floor
	video     *fyne.Container
	note      *stageNote
	Stats     *statsPanel
	Over      *fyne.Container // a failure at the top edge; the picture does not move for it
	DoubleTap func()
	Moved     func() // the mouse moved over the stage

	arrange model.Arrangement
	shape   image.Point // of the first tile's picture when the tiles were placed
	sides   int         // of a PK, 0 without one: they share the stage, whatever the arrangement
	Pointer *pointer
	chooser *fyne.Container
	PK      *pkLayer
	Sky     *sky
	Banners *giftBanners
	Calls   *fyne.Container // what is asked, over everything
	Swipe   swiper          // nil: dragging and the wheel do nothing
	Hint    *fyne.Container // what a drag leads to
	closed  bool
	focused bool // by keyboard
}

// swiper goes from live to live when the picture is dragged or the wheel is turned.
type swiper interface {
	Scrolled(dy float32)
	Dragged(dy float32)
	DragEnd()
}

// New makes an empty stage; host says that it is the anchor's.
func New(w *desk.Desk, look Look, host bool) *Stage {
	s := &Stage{w: w, look: look, note: newStageNote(w), Stats: newStatsPanel()}
	s.floor, s.video = newFloor(look.Radius), container.New(stageLayout{s})
	s.Over = container.NewVBox()
	s.chooser, s.Calls, s.Hint = container.NewStack(), container.NewStack(), container.NewStack()
	s.Pointer = newPointer(s)
	s.PK, s.Sky, s.Banners = newPKLayer(w, host), newSky(w), newGiftBanners()
	s.Sky.Grand.below = s.Banners.height
	s.ExtendBaseWidget(s)
	return s
}

// SetTiles makes the tiles those of ts, in their order, keeping the ones that
// are there already.
func (s *Stage) SetTiles(ts []model.Tile) {
	defer s.fitShape()
	same := len(ts) == len(s.Tiles)
	for i := 0; same && i < len(ts); i++ {
		same = ts[i].ID == s.Tiles[i].Id
	}
	if same {
		for i, t := range s.Tiles {
			t.Update(ts[i], s.side(i), len(ts) > 1)
		}
		return
	}
	old := map[string]*Tile{}
	for _, t := range s.Tiles {
		old[t.Id] = t
	}
	s.Tiles = nil
	var objects []fyne.CanvasObject
	for _, m := range ts {
		t := old[m.ID]
		if t == nil {
			look := s.look
			if len(s.Tiles) > 0 && !s.side(len(s.Tiles)) {
				look = Look{Radius: 8, Avatar: 44, small: true}
			}
			t = NewTile(s.w, m, look)
			t.placed = s.layFloor
		}
		delete(old, m.ID)
		t.Update(m, s.side(len(s.Tiles)), len(ts) > 1)
		s.Tiles = append(s.Tiles, t)
		objects = append(objects, t.Box)
	}
	for _, t := range old {
		t.Close()
	}
	s.video.Objects = objects
	s.video.Refresh()
	s.layFloor()
}

// layFloor draws what is seen of the floor beside the pictures.
func (s *Stage) layFloor() {
	var pictures []hole
	for _, t := range s.Tiles {
		at, size, radius := t.Tile.Picture()
		at = at.Add(t.Box.Position()).Add(t.Tile.Position())
		if size.Width > 0 && size.Height > 0 {
			pictures = append(pictures, hole{box{at.X, at.Y, size.Width, size.Height}, radius})
		}
	}
	s.floor.cover(s.video.Size(), pictures)
}

// fitShape places the tiles anew when the first one's picture has got another shape.
func (s *Stage) fitShape() {
	shape := image.Point{}
	if len(s.Tiles) > 0 {
		shape = s.Tiles[0].shape()
	}
	if shape.X*s.shape.Y == shape.Y*s.shape.X && (shape == image.Point{}) == (s.shape == image.Point{}) {
		return
	}
	s.shape = shape
	if len(s.Tiles) > 1 && s.sides == 0 && s.arrange == model.ArrangeFocus {
		s.video.Refresh()
	}
}

// Close ends what was started; nothing is shown any more.
func (s *Stage) Close() {
	for _, t := range s.Tiles {
		t.Close()
	}
	s.Tiles = nil
	s.note.close()
	s.closed = true
	s.Pointer.timer.Stop()
	s.Sky.close()
}

// SetArrangement shows several tiles in another way.
func (s *Stage) SetArrangement(a model.Arrangement) {
	if a != s.arrange {
		s.arrange = a
		s.video.Refresh()
		if len(s.chooser.Objects) > 0 {
			s.showChooser(false)
			s.showChooser(true)
			s.Pointer.later()
		}
	}
}

// NextArrangement goes on to the next one.
func (s *Stage) NextArrangement() bool {
	if len(s.Tiles) < 2 || s.sides > 0 {
		return false
	}
	s.w.Actions.SetArrangement((s.arrange + 1) % 3)
	return true
}

// side reports whether a tile is a side of a PK.
func (s *Stage) side(tile int) bool { return tile < s.sides }

// SetSides shares the stage among the sides of a PK; 0 ends that.
func (s *Stage) SetSides(n int) {
	if n != s.sides {
		s.sides = n
		s.video.Refresh()
		s.showChooser(false)
	}
}

// showChooser shows the chooser of the arrangement.
func (s *Stage) showChooser(on bool) {
	if on == (len(s.chooser.Objects) > 0) {
		return
	}
	s.chooser.Objects = nil
	if on {
		row := kit.Row(2, kit.Stretch())
		for i, name := range []string{"focus", "grid", "side"} {
			b := kit.NewButton(s.w.Env, kit.ButtonSpec{Icon: "layout-" + name, Rank: kit.RankGlass, Tip: kit.T("tip.layout." + name), Action: func() { s.w.Actions.SetArrangement(model.Arrangement(i)) }})
			b.SetOn(s.arrange == model.Arrangement(i))
			row.Add(b)
		}
		s.chooser.Objects = []fyne.CanvasObject{container.NewVBox(kit.Stretch(), kit.Pad(10, 10, row))}
	}
	s.chooser.Refresh()
}

// SetNote says something on the stage; the zero noteText nothing. What it covers
// of an empty tile is taken away.
func (s *Stage) SetNote(t Note) {
	if len(s.Tiles) > 0 && t.Slate != "" && s.Tiles[0].Tile.Slated() {
		s.Tiles[0].slate.say(t.Slate)
		t = Note{}
	}
	s.note.set(t)
	for i, v := range s.Tiles {
		kit.Show(v.holder.box, (i > 0 || t.Title == "") && !v.Tile.Showing())
	}
}

// CreateRenderer implements fyne.Widget.
func (s *Stage) CreateRenderer() fyne.WidgetRenderer {
	corner := container.NewVBox(kit.Pad(12, 12, kit.Row(0, kit.Stretch(), s.Stats.object())))
	return widget.NewSimpleRenderer(container.NewStack(s.floor.box, s.video, s.PK.box, s.Sky.Layer, s.Banners.box, s.note.object(), s.chooser, corner, kit.Pad(12, 12, s.Over), s.Hint, s.Calls))
}

// Tapped implements fyne.Tappable: it takes the focus from a text field, so
// that hot keys work again.
func (s *Stage) Tapped(*fyne.PointEvent) { s.w.Canvas().Focus(nil) }

// DoubleTapped implements fyne.DoubleTappable.
func (s *Stage) DoubleTapped(*fyne.PointEvent) {
	if s.DoubleTap != nil {
		s.DoubleTap()
	}
}

// MouseIn implements desktop.Hoverable.
func (s *Stage) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (s *Stage) MouseMoved(e *desktop.MouseEvent) {
	if s.Moved != nil {
		s.Moved()
	}
	s.Pointer.moved(e.Position)
}

// MouseOut implements desktop.Hoverable.
func (s *Stage) MouseOut() {}

// Scrolled implements fyne.Scrollable.
func (s *Stage) Scrolled(e *fyne.ScrollEvent) {
	if s.Swipe != nil {
		s.Swipe.Scrolled(e.Scrolled.DY)
	}
}

// Dragged implements fyne.Draggable.
func (s *Stage) Dragged(e *fyne.DragEvent) {
	if s.Swipe != nil {
		s.Swipe.Dragged(e.Dragged.DY)
	}
}

// DragEnd implements fyne.Draggable.
func (s *Stage) DragEnd() {
	if s.Swipe != nil {
		s.Swipe.DragEnd()
	}
}
