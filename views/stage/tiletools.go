package stage

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// tileTools are the buttons on a tile, shown while the mouse moves over it.
type tileTools struct {
	v     *Tile
	Box   *fyne.Container
	Down  *kit.Button // take off the stage
	Mute  *kit.Button // mute here
	Mic   *kit.Button // the guest's, for everybody
	Cam   *kit.Button
	state model.Tile
}

func newTileTools(v *Tile) *tileTools {
	t := &tileTools{v: v, Box: container.NewStack()}
	env := v.w.Env
	t.Down = kit.NewButton(env, kit.ButtonSpec{Icon: "stage-down", Rank: kit.RankGlass, Tip: kit.T("tip.offStage"), Action: func() { desk.AskOffStage(v.w, t.state.User) }})
	t.Mute = kit.NewButton(env, kit.ButtonSpec{Icon: "volume-off", Rank: kit.RankGlass, Tip: kit.T("tip.muteHere"), Action: func() {
		v.w.Can.Seats.MuteHere(t.state.ID, !t.state.MutedHere)
	}})
	t.Mic = kit.NewButton(env, kit.ButtonSpec{Icon: "mic-off", Rank: kit.RankGlass, Tip: kit.T("tip.guestMic"), Action: func() {
		v.w.Can.Guest.MuteGuest(t.state.User.ID, !t.state.MicBlocked, t.state.CamBlocked)
	}})
	t.Cam = kit.NewButton(env, kit.ButtonSpec{Icon: "camera-off", Rank: kit.RankGlass, Tip: kit.T("tip.guestCam"), Action: func() {
		v.w.Can.Guest.MuteGuest(t.state.User.ID, t.state.MicBlocked, !t.state.CamBlocked)
	}})
	return t
}

// update keeps the buttons that this user may press.
func (t *tileTools) update(m model.Tile) {
	t.state = m
	if m.MutedHere {
		t.Mute.SetIcon("volume", kit.T("tip.unmuteHere"))
	} else {
		t.Mute.SetIcon("volume-off", kit.T("tip.muteHere"))
	}
	t.Mic.SetIcon("mic-off", kit.T("tip.guestMic"))
	if m.MicBlocked {
		t.Mic.SetIcon("mic", kit.T("tip.guestMicFree"))
	}
	t.Cam.SetIcon("camera-off", kit.T("tip.guestCam"))
	if m.CamBlocked {
		t.Cam.SetIcon("camera", kit.T("tip.guestCamFree"))
	}
	t.Mic.SetOn(m.MicBlocked)
	t.Cam.SetOn(m.CamBlocked)
}

// Allowed are the buttons that this user may press.
func (t *tileTools) Allowed() []fyne.CanvasObject {
	if t.v.w.Can.Seats == nil || t.state.ID == model.LocalTile || t.state.ID == "" {
		return nil
	}
	var out []fyne.CanvasObject
	s := t.v.w.State
	powers := s.Live.Powers(s.Me.ID, t.state.User.ID)
	if powers.TakeOffStage {
		out = append(out, t.Down)
	}
	if powers.MuteGuest && t.v.w.Can.Guest != nil {
		if out = append(out, t.Mic); !t.state.SoundOnly {
			out = append(out, t.Cam)
		}
	}
	return append(out, t.Mute)
}

// Set shows or hides the buttons.
func (t *tileTools) Set(on bool) {
	if on == (len(t.Box.Objects) > 0) {
		return
	}
	t.Box.Objects = nil
	if buttons := t.Allowed(); on && len(buttons) > 0 {
		t.Box.Objects = []fyne.CanvasObject{container.New(CornerLayout{}, buttons...)}
	}
	t.Box.Refresh()
}

// inUse reports whether mouse or keyboard are at one of the buttons.
func (t *tileTools) inUse() bool {
	for _, b := range []*kit.Button{t.Down, t.Mute, t.Mic, t.Cam} {
		if b.Hovered() || b.Focused() {
			return true
		}
	}
	return false
}

// pointer shows what belongs to the place under the mouse: the buttons of a
// tile, and the chooser of the arrangement. Both go when the mouse is still.
type pointer struct {
	s     *Stage
	timer *time.Timer
	at    time.Time
}

func newPointer(s *Stage) *pointer {
	p := &pointer{s: s}
	p.timer = time.AfterFunc(time.Hour, func() { s.w.Post(p.Check) })
	p.timer.Stop()
	return p
}

// moved is called when the mouse moves over the stage.
func (p *pointer) moved(at fyne.Position) {
	several := len(p.s.Tiles) > 1
	for _, t := range p.s.Tiles {
		a, size := t.Box.Position(), t.Box.Size()
		inside := at.X >= a.X && at.Y >= a.Y && at.X < a.X+size.Width && at.Y < a.Y+size.Height
		t.Tools.Set(several && inside)
	}
	p.s.showChooser(several && p.s.sides == 0)
	p.later()
}

// later lets what is shown go when nothing moves for a while.
func (p *pointer) later() {
	p.at = p.s.w.Now()
	p.timer.Reset(stillFor)
}

// Check hides what is shown when the mouse has been still for long enough.
func (p *pointer) Check() {
	if p.s.closed {
		return
	}
	for _, t := range p.s.Tiles {
		if t.Tools.inUse() || p.s.focused {
			p.timer.Reset(stillFor)
			return
		}
	}
	if still := p.s.w.Now().Sub(p.at); still < stillFor {
		p.timer.Reset(stillFor - still)
		return
	}
	p.hide()
}

func (p *pointer) hide() {
	p.timer.Stop()
	for _, t := range p.s.Tiles {
		t.Tools.Set(false)
	}
	p.s.showChooser(false)
}

// CornerLayout puts buttons into the upper right corner, in several rows where
// they do not fit into one.
type CornerLayout struct{}

func (CornerLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
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
		kit.Put(o, x, edge+float32(i/columns)*(m.Height+gap), m.Width, m.Height)
	}
}

func (CornerLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
