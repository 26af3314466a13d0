package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// tileTools are the buttons on a tile, shown while the mouse moves over it.
type tileTools struct {
	v     *videoTile
	box   *fyne.Container
	down  *kit.Button // take off the stage
	mute  *kit.Button // mute here
	mic   *kit.Button // the guest's, for everybody
	cam   *kit.Button
	state model.Tile
}

func newTileTools(v *videoTile) *tileTools {
	t := &tileTools{v: v, box: container.NewStack()}
	env := v.w.env
	t.down = kit.NewButton(env, kit.ButtonSpec{Icon: "stage-down", Rank: kit.RankGlass, Tip: kit.T("tip.offStage"), Action: func() { v.w.askOffStage(t.state.User) }})
	t.mute = kit.NewButton(env, kit.ButtonSpec{Icon: "volume-off", Rank: kit.RankGlass, Tip: kit.T("tip.muteHere"), Action: func() {
		v.w.seats.MuteHere(t.state.ID, !t.state.MutedHere)
	}})
	t.mic = kit.NewButton(env, kit.ButtonSpec{Icon: "mic-off", Rank: kit.RankGlass, Tip: kit.T("tip.guestMic"), Action: func() {
		v.w.guest.MuteGuest(t.state.User.ID, !t.state.MicBlocked, t.state.CamBlocked)
	}})
	t.cam = kit.NewButton(env, kit.ButtonSpec{Icon: "camera-off", Rank: kit.RankGlass, Tip: kit.T("tip.guestCam"), Action: func() {
		v.w.guest.MuteGuest(t.state.User.ID, t.state.MicBlocked, !t.state.CamBlocked)
	}})
	return t
}

// update keeps the buttons that this user may press.
func (t *tileTools) update(m model.Tile) {
	t.state = m
	if m.MutedHere {
		t.mute.SetIcon("volume", kit.T("tip.unmuteHere"))
	} else {
		t.mute.SetIcon("volume-off", kit.T("tip.muteHere"))
	}
	t.mic.SetIcon("mic-off", kit.T("tip.guestMic"))
	if m.MicBlocked {
		t.mic.SetIcon("mic", kit.T("tip.guestMicFree"))
	}
	t.cam.SetIcon("camera-off", kit.T("tip.guestCam"))
	if m.CamBlocked {
		t.cam.SetIcon("camera", kit.T("tip.guestCamFree"))
	}
	t.mic.SetOn(m.MicBlocked)
	t.cam.SetOn(m.CamBlocked)
}

// allowed are the buttons that this user may press.
func (t *tileTools) allowed() []fyne.CanvasObject {
	if t.v.w.seats == nil || t.state.ID == model.LocalTile || t.state.ID == "" {
		return nil
	}
	var out []fyne.CanvasObject
	s := t.v.w.state
	powers := s.Live.Powers(s.Me.ID, t.state.User.ID)
	if powers.TakeOffStage {
		out = append(out, t.down)
	}
	if powers.MuteGuest && t.v.w.guest != nil {
		if out = append(out, t.mic); !t.state.SoundOnly {
			out = append(out, t.cam)
		}
	}
	return append(out, t.mute)
}

func (t *tileTools) set(on bool) {
	if on == (len(t.box.Objects) > 0) {
		return
	}
	t.box.Objects = nil
	if buttons := t.allowed(); on && len(buttons) > 0 {
		t.box.Objects = []fyne.CanvasObject{container.New(cornerLayout{}, buttons...)}
	}
	t.box.Refresh()
}

// inUse reports whether mouse or keyboard are at one of the buttons.
func (t *tileTools) inUse() bool {
	for _, b := range []*kit.Button{t.down, t.mute, t.mic, t.cam} {
		if b.Hovered() || b.Focused() {
			return true
		}
	}
	return false
}

// askOffStage asks before somebody loses their seat.
func (w *window) askOffStage(u model.User) {
	w.ask(question{
		title: kit.T("offStage.title", kit.Values{"Name": u.DisplayName()}), text: kit.T("offStage.text"), yes: kit.T("offStage.yes"), no: kit.T("cancel"), danger: true,
		action: func() { w.seats.KickFromStage(u.ID) },
	})
}

// pointer shows what belongs to the place under the mouse: the buttons of a
// tile, and the chooser of the arrangement. Both go when the mouse is still.
type pointer struct {
	s     *stage
	timer *time.Timer
	at    time.Time
}

func newPointer(s *stage) *pointer {
	p := &pointer{s: s}
	p.timer = time.AfterFunc(time.Hour, func() { s.w.cfg.Post(p.check) })
	p.timer.Stop()
	return p
}

// moved is called when the mouse moves over the stage.
func (p *pointer) moved(at fyne.Position) {
	several := len(p.s.tiles) > 1
	for _, t := range p.s.tiles {
		a, size := t.box.Position(), t.box.Size()
		inside := at.X >= a.X && at.Y >= a.Y && at.X < a.X+size.Width && at.Y < a.Y+size.Height
		t.tools.set(several && inside)
	}
	p.s.showChooser(several && p.s.sides == 0)
	p.later()
}

// later lets what is shown go when nothing moves for a while.
func (p *pointer) later() {
	p.at = p.s.w.cfg.Now()
	p.timer.Reset(stillFor)
}

func (p *pointer) check() {
	if p.s.closed {
		return
	}
	for _, t := range p.s.tiles {
		if t.tools.inUse() || p.s.focused {
			p.timer.Reset(stillFor)
			return
		}
	}
	if still := p.s.w.cfg.Now().Sub(p.at); still < stillFor {
		p.timer.Reset(stillFor - still)
		return
	}
	p.hide()
}

func (p *pointer) hide() {
	p.timer.Stop()
	for _, t := range p.s.tiles {
		t.tools.set(false)
	}
	p.s.showChooser(false)
}

// cornerLayout puts buttons into the upper right corner, in several rows where
// they do not fit into one.
type cornerLayout struct{}

func (cornerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const gap, edge = 4, 5
	if len(objects) == 0 {
		return
	}
	m := objects[0].MinSize()
	columns := min(max(1, int((size.Width-2*edge+gap)/(m.Width+gap))), len(objects))
	if rows := (len(objects) + columns - 1) / columns; rows > 1 {
		columns = (len(objects) + rows - 1) / rows
	}
	for i, o := range objects {
		x := size.Width - edge - float32(columns-i%columns)*(m.Width+gap) + gap
		put(o, x, edge+float32(i/columns)*(m.Height+gap), m.Width, m.Height)
	}
}

func (cornerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
