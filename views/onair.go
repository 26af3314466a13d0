package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// onAir is the anchor's live screen: above the stage what the live is doing,
// below it what can be done, at the right viewers and beauty.
type onAir struct {
	w       *window
	content *fyne.Container
	stage   *stage
	panel   *sidePanel
	members *memberList
	beauty  *beautyPanel
	top     *fyne.Container
	bar     *fyne.Container
	hidden  *autoHide // the bar, in full screen
	middle  *fyne.Container

	title                      *kit.Line
	clock, viewers             *kit.Badge
	health                     *health
	meter                      *kit.Meter
	mic, cam, flip, next       *kit.ToolButton
	beautyButton, stats        *kit.ToolButton
	panelButton                *kit.ToolButton
	end                        *kit.ToolButton
	failure                    *failureCard
	folded, full, summaryShown bool
	state                      model.State
	stop                       func()
}

// stageFailureWidth is the width of a failure on the stage.
const stageFailureWidth = 440

func newOnAir(w *window) *onAir {
	s := &onAir{w: w}
	s.stage = newStage(w, tileLook{radius: 12, avatar: 112})
	s.stage.doubleTap = func() { w.setFullScreen(!w.full) }
	s.members = newMemberList(kit.T("onair.noViewers"))
	s.beauty = newBeautyPanel(w)
	s.panel = newSidePanel(w, nil,
		tab{kit.T("panel.viewers"), s.members.object()},
		tab{kit.T("panel.beauty"), s.beauty.object()},
	)
	s.failure = newFailureCard(w, stageFailureWidth)
	s.top, s.bar = s.makeTop(), s.makeBar()
	s.hidden = newAutoHide(w, s.bar)
	s.content = container.NewStack()
	s.folded = w.win.Canvas().Size().Width < foldWidth
	s.arrange()
	s.stop = w.every(time.Second, s.tick)
	return s
}

func (s *onAir) makeTop() *fyne.Container {
	w := s.w
	s.clock = kit.NewBadge(kit.T("live"), "", kit.ColorLive, kit.ColorOnTint)
	s.title = kit.NewCutLine("", kit.Title)
	s.viewers = kit.NewBadge("0", "eye", kit.ColorRaised, kit.ColorText)
	s.health = newHealth(w, s.toggleStats)
	link := kit.NewButton(w.env, kit.ButtonSpec{Icon: "link", Text: kit.T("onair.share"), Rank: kit.RankGhost, Tip: kit.T("tip.share"), Action: func() {
		w.app.Clipboard().SetContent(s.state.OnAir.Link)
		w.cfg.Actions.CopyLink()
	}})
	settings := kit.NewButton(w.env, kit.ButtonSpec{Icon: "settings", Rank: kit.RankGhost, Tip: kit.T("tip.settings"), Action: w.cfg.Actions.OpenSettings})
	row := kit.Row(10, s.clock.Container, s.title, s.viewers.Container, s.health, link, settings)
	s.stage.over.Add(container.NewHBox(kit.Fixed(stageFailureWidth, 0, s.failure.object())))
	return kit.Pad(10, 16, row)
}

func (s *onAir) makeBar() *fyne.Container {
	env, act := s.w.env, s.w.cfg.Actions
	tool := func(caption, icon, tip string, action func()) *kit.ToolButton {
		return kit.NewToolButton(env, kit.T(caption), kit.ButtonSpec{Icon: icon, Tip: kit.T(tip), Action: action})
	}
	s.mic = tool("bar.mic", "mic", "tip.mic", func() { act.MuteMicrophone(!s.state.OnAir.MicMuted) })
	s.cam = tool("bar.camera", "camera", "tip.camera", func() { act.MuteCamera(!s.state.OnAir.CamMuted) })
	s.next = tool("bar.switch", "flip", "tip.switch", act.SwitchCamera)
	s.flip = tool("bar.mirror", "mirror", "tip.mirror", func() { act.SetMirror(!s.state.OnAir.Mirrored) })
	s.beautyButton = tool("bar.beauty", "beauty", "tip.beauty", s.toggleBeauty)
	s.stats = tool("bar.stats", "stats", "tip.stats", s.toggleStats)
	s.panelButton = tool("bar.panel", "panel", "tip.panel", func() { s.fold(!s.folded) })
	s.end = kit.NewToolButton(env, kit.T("bar.end"), kit.ButtonSpec{Icon: "end", Rank: kit.RankDanger, Tip: kit.T("tip.end"), Action: s.askEnd})
	s.meter = kit.NewMeter()
	level := kit.Column(6, kit.NewLine(kit.T("setup.level"), kit.Caption), kit.Fixed(150, 8, s.meter))
	return kit.Pad(8, 16, kit.Row(4, level, kit.Stretch(), s.mic, s.cam, s.next, s.flip, s.beautyButton, s.stats, s.panelButton, kit.Stretch(), s.end))
}

// arrange puts the parts together for the window or the full display.
func (s *onAir) arrange() {
	switch {
	case s.full:
		s.content.Objects = []fyne.CanvasObject{s.stage, s.hidden.box}
	case s.folded:
		s.content.Objects = []fyne.CanvasObject{newRoom(s.top, s.bar, s.stage, nil)}
	default:
		s.content.Objects = []fyne.CanvasObject{newRoom(s.top, s.bar, s.stage, s.panel.object())}
	}
	s.beautyButton.SetOn(!s.folded && s.panel.current == 1)
	s.content.Refresh()
}

func (s *onAir) fold(folded bool) {
	s.folded = folded
	s.arrange()
}

// toggleBeauty opens the beauty page, or closes the panel if it is open there.
func (s *onAir) toggleBeauty() {
	if !s.folded && s.panel.current == 1 {
		s.fold(true)
		return
	}
	s.panel.choose(1)
	s.fold(false)
}

func (s *onAir) toggleStats() {
	s.stage.stats.show(!s.stage.stats.visible(), s.state.OnAir.Stats)
	s.stats.SetOn(s.stage.stats.visible())
}

func (s *onAir) askEnd() {
	if s.state.OnAir.Ending {
		return
	}
	s.w.ask(question{
		title: kit.T("end.title"), text: kit.N("end.text", s.state.OnAir.Room.Viewers), yes: kit.T("end.yes"), no: kit.T("end.no"), danger: true,
		action: s.w.cfg.Actions.EndLive,
	})
}

func (s *onAir) object() fyne.CanvasObject { return s.content }

func (s *onAir) update(st model.State) {
	s.state = st
	m := st.OnAir
	if m.Summary != nil {
		s.showSummary(m)
		return
	}
	s.stage.setTiles(m.Tiles)
	s.title.SetText(roomTitle(m.Room))
	s.viewers.SetText(count(m.Room.Viewers))
	s.health.set(m.Health)
	s.stage.stats.update(m.Stats)
	s.meter.Set(m.MicLevel, m.MicMuted)
	setMicButton(s.mic, m.MicMuted)
	setCamButton(s.cam, m.CamMuted)
	s.flip.SetOn(m.Mirrored)
	show(s.next, m.CanSwitch)
	s.members.update(m.Members, m.Room.Viewers)
	s.beauty.update(st.Beauty)
	s.failure.set(m.Failure)
	s.end.SetEnabled(!m.Ending, kit.T("end.running"))
	s.stage.setNote(s.note(m))
	s.tick()
}

func (s *onAir) note(m model.OnAir) noteText {
	switch {
	case m.Ending:
		return noteText{title: kit.T("end.running"), waiting: true}
	case m.Since.IsZero():
		return noteText{title: kit.T("onair.starting"), waiting: true}
	}
	return noteText{}
}

// tick writes the time on air.
func (s *onAir) tick() {
	m := s.state.OnAir
	text := kit.T("live")
	if !m.Since.IsZero() {
		text += "  " + clock(s.w.cfg.Now().Sub(m.Since))
	}
	s.clock.SetText(text)
}

// showSummary replaces the stage by what the live was.
func (s *onAir) showSummary(m model.OnAir) {
	if s.summaryShown {
		return
	}
	s.summaryShown = true
	s.stop()
	s.stage.close()
	s.w.setFullScreen(false)
	number := func(value, name string) fyne.CanvasObject {
		centre := kit.TextStyle{Size: kit.SizeHeading, Bold: true, Align: fyne.TextAlignCenter}
		word := kit.TextStyle{Size: kit.SizeCaption, Color: kit.ColorMuted, Align: fyne.TextAlignCenter}
		return kit.Sheet(kit.ColorRaised, 12, kit.Pad(16, 12, kit.Column(2, kit.NewLine(value, centre), kit.NewLine(name, word))))
	}
	sum := m.Summary
	const width = 480
	card := kit.Column(14,
		container.NewCenter(kit.Icon("check", kit.ColorGood, 40)),
		kit.NewPara(kit.T("summary.title"), kit.TextStyle{Size: kit.SizeHeading, Bold: true, Align: fyne.TextAlignCenter}, width),
		kit.NewPara(sum.Title, kit.TextStyle{Color: kit.ColorMuted, Align: fyne.TextAlignCenter}, width),
		kit.Gap(1, 4),
		kit.FillRow(12, number(clock(sum.Length), kit.T("summary.length")), number(count(sum.MostAtOnce), kit.T("summary.most")), number(count(sum.Entered), kit.T("summary.entered"))),
		kit.Gap(1, 8),
		container.NewCenter(kit.NewButton(s.w.env, kit.ButtonSpec{Text: kit.T("summary.done"), Rank: kit.RankPrimary, Large: true, Action: s.w.cfg.Actions.CloseSummary})),
	)
	s.content.Objects = []fyne.CanvasObject{container.NewCenter(kit.Outlined(kit.ColorSurface, 16, kit.Pad(28, 32, card)))}
	s.content.Refresh()
}

func (s *onAir) key(k fyne.KeyName) bool {
	act := s.w.cfg.Actions
	if s.summaryShown {
		if k == fyne.KeyReturn || k == fyne.KeyEnter || k == fyne.KeyEscape {
			act.CloseSummary()
			return true
		}
		return false
	}
	switch k {
	case fyne.KeyM:
		act.MuteMicrophone(!s.state.OnAir.MicMuted)
	case fyne.KeyV:
		act.MuteCamera(!s.state.OnAir.CamMuted)
	case fyne.KeyB:
		s.toggleBeauty()
	case fyne.KeyS:
		s.toggleStats()
	case fyne.KeyL:
		s.fold(!s.folded)
	case fyne.KeyF11:
		s.w.setFullScreen(!s.w.full)
	default:
		return false
	}
	return true
}

func (s *onAir) fullScreen(on bool) {
	s.full = on
	s.hidden.hide()
	show(s.panelButton, !on)
	show(s.beautyButton, !on)
	s.stage.moved = nil
	if on {
		s.stage.moved = s.hidden.moved
	}
	if !s.summaryShown {
		s.arrange()
	}
}

func (s *onAir) close() {
	s.hidden.hide()
	s.stop()
	s.stage.close()
}
