// Package live is the screens of a room: the anchor's on air and the viewer's.
package live

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/stage"
)

// onAir is the anchor's live screen: above the stage what the live is doing,
// below it what can be done, at the right viewers and beauty.
type onAir struct {
	*roomFrame
	clock, likes *kit.Badge
	pkButton     *kit.ToolButton
	meter        *kit.Meter
	flip, next   *kit.ToolButton
	own          *kit.ToolButton // the camera here instead of another program
	end          *kit.ToolButton
	failure      *desk.FailureCard
	level        *fyne.Container
	program      *kit.Badge
	hints        *fyne.Container
	hinted       []model.ProgramHint // what hints shows
	summaryShown bool
}

// stageFailureWidth is the width of a failure on the stage.
const stageFailureWidth = 440

// NewOnAir makes the anchor's screen while live.
func NewOnAir(w *desk.Desk) desk.Screen {
	s := &onAir{roomFrame: newRoomFrame(w, true, kit.T("onair.noViewers"))}
	s.failure = desk.NewFailureCard(w, stageFailureWidth)
	s.begin(s.makeTop(), s.makeBar(), s.tick)
	return s
}

func (s *onAir) makeTop() *fyne.Container {
	w := s.w
	s.clock = kit.NewBadge(kit.T("live"), "", kit.ColorLive, kit.ColorOnTint)
	s.likes = kit.NewBadge("0", "heart", kit.ColorRaised, kit.ColorText)
	kit.Show(s.likes.Container, w.Can.Gifts != nil)
	retitle := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "edit", Rank: kit.RankGhost, Tip: kit.T("tip.title"), Action: func() { askTitle(w, s.state.OnAir.Room.Title) }})
	kit.Show(retitle, w.Can.Titles != nil)
	s.program = kit.NewBadge("", "video", kit.ColorRaised, kit.ColorText)
	s.hints = container.NewVBox()
	row := kit.Row(10, s.clock.Container, s.program.Container, s.private.Container, s.title, retitle, s.viewers.Container, s.likes.Container, s.health, s.shareButton(), s.settingsButton())
	s.stage.Over.Add(container.NewHBox(kit.Fixed(stageFailureWidth, 0, s.hints)))
	s.stage.Over.Add(container.NewHBox(kit.Fixed(stageFailureWidth, 0, s.failure.Object())))
	return kit.Pad(10, 16, row)
}

func (s *onAir) makeBar() *fyne.Container {
	env, act := s.w.Env, s.w.Actions
	s.mic = s.tool("bar.mic", "mic", "tip.mic", s.pressMic)
	s.cam = s.tool("bar.camera", "camera", "tip.camera", s.pressCam)
	s.own = s.tool("bar.ownCamera", "camera", "tip.ownCamera", s.pressOwn)
	s.next = s.tool("bar.switch", "flip", "tip.switch", act.SwitchCamera)
	s.flip = s.tool("bar.mirror", "mirror", "tip.mirror", func() { act.SetMirror(!s.state.OnAir.Mirrored) })
	kit.Show(s.soundButton, s.sound != nil)
	s.pkButton = s.tool("bar.pk", "pk", "tip.pk", s.pressPK)
	kit.Show(s.pkButton, s.w.Can.PK != nil)
	s.end = kit.NewToolButton(env, kit.T("bar.end"), kit.ButtonSpec{Icon: "end", Rank: kit.RankDanger, Tip: kit.T("tip.end"), Action: s.askEnd})
	s.meter = kit.NewMeter()
	s.level = kit.Column(6, kit.NewLine(kit.T("setup.level"), kit.Caption), kit.Fixed(132, 8, s.meter))
	return kit.Pad(8, 16, kit.Row(4, s.level, kit.Stretch(), s.own, s.mic, s.cam, s.next, s.flip, s.beautyButton, s.soundButton, s.pkButton, s.danmaku, s.stats, s.panelButton, kit.Stretch(), s.end))
}

// pressPK does what the button stands for now: find somebody, withdraw, end.
func (s *onAir) pressPK() {
	switch pk := s.state.Live.PK; {
	case pk.Joined():
		stage.AskEndPK(s.w)
	case pk.Asking():
		s.w.Can.PK.CancelPK()
	default:
		stage.AskPK(s.w)
	}
}

// setPK shows what the button stands for.
func (s *onAir) setPK(pk model.PK) {
	s.pkButton.SetOn(pk.Phase != model.PKNone)
	switch {
	case pk.Joined():
		s.pkButton.SetFace("pk", kit.T("tip.pkEnd"), kit.T("bar.pkEnd"))
		s.pkButton.SetEnabled(!pk.Ending, kit.T("pk.ending"))
	case pk.Asking():
		s.pkButton.SetFace("close", kit.T("tip.pkCancel"), desk.Seconds(model.Deadline(pk.Until, s.w.Now())))
		s.pkButton.SetEnabled(true, "")
	default:
		s.pkButton.SetFace("pk", kit.T("tip.pk"), kit.T("bar.pk"))
		s.pkButton.SetEnabled(pk.Blocked == "", kit.T("blocked."+string(pk.Blocked)))
	}
}

func (s *onAir) askEnd() {
	if s.state.OnAir.Ending {
		return
	}
	if s.state.Live.PK.Joined() {
		s.askEndInPK()
		return
	}
	s.w.Ask(desk.Question{
		Title: kit.T("end.title"), Text: kit.N("end.text", s.state.OnAir.Room.Viewers), Yes: kit.T("end.yes"), No: kit.T("end.no"), Danger: true,
		Action: s.w.Actions.EndLive,
	})
}

// askEndInPK asks whether the PK or the live shall end.
func (s *onAir) askEndInPK() {
	s.w.AskTwo(desk.Question{
		Title: kit.T("end.title"), Text: kit.T("end.inPK"), Yes: kit.T("end.yes"), No: kit.T("end.no"), Danger: true,
		Action: s.w.Actions.EndLive,
	}, kit.T("pk.end.yes"), s.w.Can.PK.EndPK)
}

func (s *onAir) Update(st model.State) {
	s.state = st
	m := st.OnAir
	if m.Summary != nil {
		s.showSummary(m)
		return
	}
	s.showRoom(st)
	s.setPK(st.Live.PK)
	s.likes.SetText(desk.Count(int(st.Live.Likes.Total)))
	s.meter.Set(m.MicLevel, m.MicMuted)
	setSourceButtons(s.mic, s.cam, st)
	s.flip.SetOn(m.Mirrored)
	kit.Show(s.next, m.CanSwitch && !m.Control)
	s.setControl(st)
	s.failure.Set(m.Failure)
	s.end.SetEnabled(!m.Ending, kit.T("end.running"))
	s.stage.SetNote(s.note(m))
	s.tick()
}

func (s *onAir) note(m model.OnAir) stage.Note {
	switch {
	case m.Ending:
		return stage.Note{Title: kit.T("end.running"), Waiting: true}
	case s.state.Connection.ServerGone:
		return stage.Note{Title: kit.T("onair.gone"), Text: kit.T("onair.gone.text"), Waiting: true}
	case m.Since.IsZero():
		return stage.Note{Title: kit.T("onair.starting"), Waiting: true}
	}
	return stage.Note{}
}

// tick writes the time on air.
func (s *onAir) tick() {
	m := s.state.OnAir
	text := kit.T("live")
	if !m.Since.IsZero() {
		text += "  " + desk.Clock(s.w.Now().Sub(m.Since))
	}
	s.clock.SetText(text)
	s.together.tick()
	s.setPK(s.state.Live.PK)
}

func (s *onAir) Key(k fyne.KeyName) bool {
	if s.summaryShown {
		if k == fyne.KeyReturn || k == fyne.KeyEnter || k == fyne.KeyEscape {
			s.w.Actions.CloseSummary()
			return true
		}
		return false
	}
	if s.together.key(k) {
		return true
	}
	if s.state.OnAir.Control && (k == fyne.KeyM || k == fyne.KeyV || k == fyne.KeyB || k == fyne.KeyA) {
		if k == fyne.KeyV && s.own.Visible() && s.own.Enabled() {
			s.pressOwn()
		}
		return true // there is no camera and no microphone here
	}
	switch k {
	case fyne.KeyK:
		if s.pkButton.Visible() && s.pkButton.Enabled() {
			s.pressPK()
		}
	case fyne.KeyM:
		s.pressMic()
	case fyne.KeyV:
		s.pressCam()
	case fyne.KeyB:
		s.toggleBeauty()
	case fyne.KeyA:
		if s.sound != nil {
			s.toggleSound()
		}
	default:
		return s.frameKey(k) || s.sound != nil && s.sound.Key(k)
	}
	return true
}

func (s *onAir) FullScreen(on bool) {
	s.setFull(on)
	if !s.summaryShown {
		s.arrange()
	}
}
