package views

import (
	"time"

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
	*together
	content *fyne.Container
	top     *fyne.Container
	bar     *fyne.Container
	hidden  *stage.AutoHide // the bar, in full screen
	middle  *fyne.Container

	title                      *kit.Line
	clock, viewers             *kit.Badge
	likes, private             *kit.Badge
	pkButton                   *kit.ToolButton
	health                     *stage.Health
	meter                      *kit.Meter
	mic, cam, flip, next       *kit.ToolButton
	beautyButton, stats        *kit.ToolButton
	soundButton                *kit.ToolButton
	panelButton                *kit.ToolButton
	end                        *kit.ToolButton
	failure                    *desk.FailureCard
	folded, full, summaryShown bool
	drawer                     drawer
	state                      model.State
	stop                       func()
}

// stageFailureWidth is the width of a failure on the stage.
const stageFailureWidth = 440

func newOnAir(w *desk.Desk) *onAir {
	s := &onAir{together: newTogether(w, true, kit.T("onair.noViewers"))}
	s.unfold, s.isFolded = func() { s.fold(false) }, func() bool { return s.folded }
	s.panel.Changed = func() { s.markPage(); s.content.Refresh() }
	s.failure = desk.NewFailureCard(w, stageFailureWidth)
	s.top, s.bar = s.makeTop(), s.makeBar()
	s.hidden = stage.NewAutoHide(w, s.top, s.bar)
	s.content = container.NewStack()
	s.folded = w.State.Memory.Folded || w.Can.Chat == nil && w.Canvas().Size().Width < foldWidth
	s.arrange()
	s.stop = w.Every(time.Second, s.tick)
	return s
}

func (s *onAir) makeTop() *fyne.Container {
	w := s.w
	s.clock = kit.NewBadge(kit.T("live"), "", kit.ColorLive, kit.ColorOnTint)
	s.title = kit.NewCutLine("", kit.Title)
	s.viewers = kit.NewBadge("0", "eye", kit.ColorRaised, kit.ColorText)
	s.likes = kit.NewBadge("0", "heart", kit.ColorRaised, kit.ColorText)
	kit.Show(s.likes.Container, w.Can.Gifts != nil)
	s.health = stage.NewHealth(w, s.toggleStats)
	link := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "link", Text: kit.T("onair.share"), Rank: kit.RankGhost, Tip: kit.T("tip.share"), Action: func() {
		w.Copy(s.state.OnAir.Link)
		w.Actions.CopyLink()
	}})
	settings := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "settings", Rank: kit.RankGhost, Tip: kit.T("tip.settings"), Action: w.Actions.OpenSettings})
	s.private = newPrivateMark()
	retitle := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "edit", Rank: kit.RankGhost, Tip: kit.T("tip.title"), Action: func() { askTitle(w, s.state.OnAir.Room.Title) }})
	kit.Show(retitle, w.Can.Titles != nil)
	row := kit.Row(10, s.clock.Container, s.private.Container, s.title, retitle, s.viewers.Container, s.likes.Container, s.health, link, settings)
	s.stage.Over.Add(container.NewHBox(kit.Fixed(stageFailureWidth, 0, s.failure.Object())))
	return kit.Pad(10, 16, row)
}

func (s *onAir) makeBar() *fyne.Container {
	env, act := s.w.Env, s.w.Actions
	tool := func(caption, icon, tip string, action func()) *kit.ToolButton {
		return kit.NewToolButton(env, kit.T(caption), kit.ButtonSpec{Icon: icon, Tip: kit.T(tip), Action: action})
	}
	s.mic = tool("bar.mic", "mic", "tip.mic", s.pressMic)
	s.cam = tool("bar.camera", "camera", "tip.camera", s.pressCam)
	s.next = tool("bar.switch", "flip", "tip.switch", act.SwitchCamera)
	s.flip = tool("bar.mirror", "mirror", "tip.mirror", func() { act.SetMirror(!s.state.OnAir.Mirrored) })
	s.beautyButton = tool("bar.beauty", "beauty", "tip.beauty", s.toggleBeauty)
	s.soundButton = tool("bar.music", "music", "tip.soundPanel", s.toggleSound)
	kit.Show(s.soundButton, s.sound != nil)
	s.stats = tool("bar.stats", "stats", "tip.stats", s.toggleStats)
	s.panelButton = tool("bar.panel", "panel", "tip.panel", func() { s.foldBy() })
	s.pkButton = tool("bar.pk", "pk", "tip.pk", s.pressPK)
	kit.Show(s.pkButton, s.w.Can.PK != nil)
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
	s.w.TidyFocus(s.panelButton)
}

// markPage marks the button whose page is open.
func (s *onAir) markPage() {
	s.beauty.SetShown(!s.folded && s.panel.Current == s.pageBeauty)
	s.beautyButton.SetOn(!s.folded && s.panel.Current == s.pageBeauty)
	s.soundButton.SetOn(!s.folded && s.panel.Current == s.pageSound)
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
		s.pkButton.SetIcon("pk", kit.T("tip.pkEnd"))
		s.pkButton.SetCaption(kit.T("bar.pkEnd"))
		s.pkButton.SetEnabled(!pk.Ending, kit.T("pk.ending"))
	case pk.Asking():
		s.pkButton.SetIcon("close", kit.T("tip.pkCancel"))
		s.pkButton.SetCaption(desk.Seconds(model.Deadline(pk.Until, s.w.Now())))
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
	rememberFolded(s.w, s.folded)
}

func (s *onAir) fold(folded bool) {
	s.folded = folded
	s.arrange()
}

// togglePage opens a page, or goes back to the tabs if it is open.
func (s *onAir) togglePage(page int) {
	if !s.folded && s.panel.Current == page {
		s.panel.Back()
		return
	}
	s.open(page)
}

func (s *onAir) toggleBeauty() { s.togglePage(s.pageBeauty) }
func (s *onAir) toggleSound()  { s.togglePage(s.pageSound) }

func (s *onAir) toggleStats() {
	s.stage.Stats.Show(!s.stage.Stats.Visible(), s.state.OnAir.Stats)
	s.stats.SetOn(s.stage.Stats.Visible())
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
	s.likes.SetText(desk.Count(int(st.Live.Likes.Total)))
	s.title.SetText(desk.RoomTitle(m.Room))
	s.viewers.SetText(desk.Count(m.Room.Viewers))
	kit.Show(s.private.Container, m.Room.Private)
	s.health.Set(m.Health, m.Stats.Cause)
	s.stage.Stats.Update(m.Stats)
	s.meter.Set(m.MicLevel, m.MicMuted)
	setSourceButtons(s.mic, s.cam, st)
	s.flip.SetOn(m.Mirrored)
	kit.Show(s.next, m.CanSwitch)
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

func (s *onAir) key(k fyne.KeyName) bool {
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
		s.w.SetFullScreen(!s.w.FullScreen())
	default:
		return s.sound != nil && s.sound.Key(k)
	}
	return true
}

func (s *onAir) fullScreen(on bool) {
	if on != s.full {
		s.folded = s.drawer.enter(on, s.folded)
	}
	s.full = on
	s.hidden.Hide()
	s.stage.Moved = nil
	if on {
		s.stage.Moved = s.hidden.Moved
	}
	if !s.summaryShown {
		s.arrange()
	}
}

func (s *onAir) close() {
	s.beauty.SetShown(false)
	s.hidden.Hide()
	s.stop()
	s.together.close()
}
