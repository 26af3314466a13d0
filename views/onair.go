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
	*together
	content *fyne.Container
	top     *fyne.Container
	bar     *fyne.Container
	hidden  *autoHide // the bar, in full screen
	middle  *fyne.Container

	title                      *kit.Line
	clock, viewers             *kit.Badge
	likes, private             *kit.Badge
	pkButton                   *kit.ToolButton
	health                     *health
	meter                      *kit.Meter
	mic, cam, flip, next       *kit.ToolButton
	beautyButton, stats        *kit.ToolButton
	soundButton                *kit.ToolButton
	panelButton                *kit.ToolButton
	end                        *kit.ToolButton
	failure                    *failureCard
	folded, full, summaryShown bool
	drawer                     drawer
	state                      model.State
	stop                       func()
}

// stageFailureWidth is the width of a failure on the stage.
const stageFailureWidth = 440

func newOnAir(w *window) *onAir {
	s := &onAir{together: newTogether(w, true, kit.T("onair.noViewers"))}
	s.unfold, s.isFolded = func() { s.fold(false) }, func() bool { return s.folded }
	s.panel.changed = func() { s.markPage(); s.content.Refresh() }
	s.failure = newFailureCard(w, stageFailureWidth)
	s.top, s.bar = s.makeTop(), s.makeBar()
	s.hidden = newAutoHide(w, s.top, s.bar)
	s.content = container.NewStack()
	s.folded = w.state.Memory.Folded || w.chat == nil && w.win.Canvas().Size().Width < foldWidth
	s.arrange()
	s.stop = w.every(time.Second, s.tick)
	return s
}

func (s *onAir) makeTop() *fyne.Container {
	w := s.w
	s.clock = kit.NewBadge(kit.T("live"), "", kit.ColorLive, kit.ColorOnTint)
	s.title = kit.NewCutLine("", kit.Title)
	s.viewers = kit.NewBadge("0", "eye", kit.ColorRaised, kit.ColorText)
	s.likes = kit.NewBadge("0", "heart", kit.ColorRaised, kit.ColorText)
	show(s.likes.Container, w.gifts != nil)
	s.health = newHealth(w, s.toggleStats)
	link := kit.NewButton(w.env, kit.ButtonSpec{Icon: "link", Text: kit.T("onair.share"), Rank: kit.RankGhost, Tip: kit.T("tip.share"), Action: func() {
		w.app.Clipboard().SetContent(s.state.OnAir.Link)
		w.cfg.Actions.CopyLink()
	}})
	settings := kit.NewButton(w.env, kit.ButtonSpec{Icon: "settings", Rank: kit.RankGhost, Tip: kit.T("tip.settings"), Action: w.cfg.Actions.OpenSettings})
	s.private = newPrivateMark()
	retitle := kit.NewButton(w.env, kit.ButtonSpec{Icon: "edit", Rank: kit.RankGhost, Tip: kit.T("tip.title"), Action: func() { w.askTitle(s.state.OnAir.Room.Title) }})
	show(retitle, w.titles != nil)
	row := kit.Row(10, s.clock.Container, s.private.Container, s.title, retitle, s.viewers.Container, s.likes.Container, s.health, link, settings)
	s.stage.over.Add(container.NewHBox(kit.Fixed(stageFailureWidth, 0, s.failure.object())))
	return kit.Pad(10, 16, row)
}

func (s *onAir) makeBar() *fyne.Container {
	env, act := s.w.env, s.w.cfg.Actions
	tool := func(caption, icon, tip string, action func()) *kit.ToolButton {
		return kit.NewToolButton(env, kit.T(caption), kit.ButtonSpec{Icon: icon, Tip: kit.T(tip), Action: action})
	}
	s.mic = tool("bar.mic", "mic", "tip.mic", s.pressMic)
	s.cam = tool("bar.camera", "camera", "tip.camera", s.pressCam)
	s.next = tool("bar.switch", "flip", "tip.switch", act.SwitchCamera)
	s.flip = tool("bar.mirror", "mirror", "tip.mirror", func() { act.SetMirror(!s.state.OnAir.Mirrored) })
	s.beautyButton = tool("bar.beauty", "beauty", "tip.beauty", s.toggleBeauty)
	s.soundButton = tool("bar.music", "music", "tip.soundPanel", s.toggleSound)
	show(s.soundButton, s.sound != nil)
	s.stats = tool("bar.stats", "stats", "tip.stats", s.toggleStats)
	s.panelButton = tool("bar.panel", "panel", "tip.panel", func() { s.foldBy() })
	s.pkButton = tool("bar.pk", "pk", "tip.pk", s.pressPK)
	show(s.pkButton, s.w.pk != nil)
	s.end = kit.NewToolButton(env, kit.T("bar.end"), kit.ButtonSpec{Icon: "end", Rank: kit.RankDanger, Tip: kit.T("tip.end"), Action: s.askEnd})
	s.meter = kit.NewMeter()
	level := kit.Column(6, kit.NewLine(kit.T("setup.level"), kit.Caption), kit.Fixed(132, 8, s.meter))
	return kit.Pad(8, 16, kit.Row(4, level, kit.Stretch(), s.mic, s.cam, s.next, s.flip, s.beautyButton, s.soundButton, s.pkButton, s.danmaku, s.stats, s.panelButton, kit.Stretch(), s.end))
}

// arrange puts the parts together for the window or the full display.
func (s *onAir) arrange() {
	switch {
	case s.full:
		panel := s.panel
		if s.folded {
			panel = nil
		}
		s.content.Objects = []fyne.CanvasObject{s.stage, newFull(s.hidden, panel)}
	case s.folded:
		s.content.Objects = []fyne.CanvasObject{newRoom(s.top, s.bar, s.stage, nil)}
	default:
		s.content.Objects = []fyne.CanvasObject{newRoom(s.top, s.bar, s.stage, s.panel)}
	}
	s.markPage()
	s.content.Refresh()
	s.w.tidyFocus(s.panelButton)
}

// markPage marks the button whose page is open.
func (s *onAir) markPage() {
	s.beauty.setShown(!s.folded && s.panel.current == s.pageBeauty)
	s.beautyButton.SetOn(!s.folded && s.panel.current == s.pageBeauty)
	s.soundButton.SetOn(!s.folded && s.panel.current == s.pageSound)
}

// pressPK does what the button stands for now: find somebody, withdraw, end.
func (s *onAir) pressPK() {
	switch pk := s.state.Live.PK; {
	case pk.Joined():
		s.w.askEndPK()
	case pk.Asking():
		s.w.pk.CancelPK()
	default:
		s.w.askPK()
	}
}

// setPK shows what the button stands for.
func (s *onAir) setPK(pk model.PK) {
	s.pkButton.SetOn(pk.Phase != model.PKNone)
	switch {
	case pk.Joined():
		s.pkButton.SetIcon("pk", kit.T("tip.pkEnd"))
		s.pkButton.SetCaption(kit.T("bar.pkEnd"))
		s.pkButton.SetEnabled(!pk.Ending, kit.T("pk.ending"))
	case pk.Asking():
		s.pkButton.SetIcon("close", kit.T("tip.pkCancel"))
		s.pkButton.SetCaption(seconds(model.Deadline(pk.Until, s.w.cfg.Now())))
		s.pkButton.SetEnabled(true, "")
	default:
		s.pkButton.SetIcon("pk", kit.T("tip.pk"))
		s.pkButton.SetCaption(kit.T("bar.pk"))
		s.pkButton.SetEnabled(pk.Blocked == "", kit.T("blocked."+string(pk.Blocked)))
	}
}

// foldBy folds and unfolds by the user's hand, which is remembered.
func (s *onAir) foldBy() {
	s.fold(!s.folded)
	s.w.rememberFolded(s.folded)
}

func (s *onAir) fold(folded bool) {
	s.folded = folded
	s.arrange()
}

// togglePage opens a page, or goes back to the tabs if it is open.
func (s *onAir) togglePage(page int) {
	if !s.folded && s.panel.current == page {
		s.panel.back()
		return
	}
	s.open(page)
}

func (s *onAir) toggleBeauty() { s.togglePage(s.pageBeauty) }
func (s *onAir) toggleSound()  { s.togglePage(s.pageSound) }

func (s *onAir) toggleStats() {
	s.stage.stats.show(!s.stage.stats.visible(), s.state.OnAir.Stats)
	s.stats.SetOn(s.stage.stats.visible())
}

func (s *onAir) askEnd() {
	if s.state.OnAir.Ending {
		return
	}
	if s.state.Live.PK.Joined() {
		s.askEndInPK()
		return
	}
	s.w.ask(question{
		title: kit.T("end.title"), text: kit.N("end.text", s.state.OnAir.Room.Viewers), yes: kit.T("end.yes"), no: kit.T("end.no"), danger: true,
		action: s.w.cfg.Actions.EndLive,
	})
}

// askEndInPK asks whether the PK or the live shall end.
func (s *onAir) askEndInPK() {
	s.w.askTwo(question{
		title: kit.T("end.title"), text: kit.T("end.inPK"), yes: kit.T("end.yes"), no: kit.T("end.no"), danger: true,
		action: s.w.cfg.Actions.EndLive,
	}, kit.T("pk.end.yes"), s.w.pk.EndPK)
}

func (s *onAir) object() fyne.CanvasObject { return s.content }

func (s *onAir) update(st model.State) {
	s.state = st
	m := st.OnAir
	if m.Summary != nil {
		s.showSummary(m)
		return
	}
	s.together.update(st, m.Tiles, m.Members, m.Room.Viewers)
	s.setPK(st.Live.PK)
	s.likes.SetText(count(int(st.Live.Likes.Total)))
	s.title.SetText(roomTitle(m.Room))
	s.viewers.SetText(count(m.Room.Viewers))
	show(s.private.Container, m.Room.Private)
	s.health.set(m.Health, m.Stats.Cause)
	s.stage.stats.update(m.Stats)
	s.meter.Set(m.MicLevel, m.MicMuted)
	setSourceButtons(s.mic, s.cam, st)
	s.flip.SetOn(m.Mirrored)
	show(s.next, m.CanSwitch)
	s.failure.set(m.Failure)
	s.end.SetEnabled(!m.Ending, kit.T("end.running"))
	s.stage.setNote(s.note(m))
	s.tick()
}

func (s *onAir) note(m model.OnAir) noteText {
	switch {
	case m.Ending:
		return noteText{title: kit.T("end.running"), waiting: true}
	case s.state.Connection.ServerGone:
		return noteText{title: kit.T("onair.gone"), text: kit.T("onair.gone.text"), waiting: true}
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
	s.together.tick()
	s.setPK(s.state.Live.PK)
}

func (s *onAir) key(k fyne.KeyName) bool {
	if s.summaryShown {
		if k == fyne.KeyReturn || k == fyne.KeyEnter || k == fyne.KeyEscape {
			s.w.cfg.Actions.CloseSummary()
			return true
		}
		return false
	}
	if s.together.key(k) {
		return true
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
	case fyne.KeyS:
		s.toggleStats()
	case fyne.KeyL:
		s.foldBy()
	case fyne.KeyF11:
		s.w.setFullScreen(!s.w.full)
	default:
		return s.sound != nil && s.sound.key(k)
	}
	return true
}

func (s *onAir) fullScreen(on bool) {
	if on != s.full {
		s.folded = s.drawer.enter(on, s.folded)
	}
	s.full = on
	s.hidden.hide()
	s.stage.moved = nil
	if on {
		s.stage.moved = s.hidden.moved
	}
	if !s.summaryShown {
		s.arrange()
	}
}

func (s *onAir) close() {
	s.beauty.setShown(false)
	s.hidden.hide()
	s.stop()
	s.together.close()
}
