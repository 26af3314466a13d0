package views

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// watching is a viewer's screen: the stage, and around it who is on it, what
// can be done, and who else watches.
type watching struct {
	*together
	content *fyne.Container
	top     *fyne.Container
	bar     *fyne.Container
	hidden  *autoHide // the bar, in full screen

	title, host          *kit.Line
	avatar               *fyne.Container
	hostShown            model.User
	followed             *followHost
	switcher             *switcher
	viewers, private     *kit.Badge
	health               *health
	loud, stats, pip     *kit.ToolButton
	fullButton, panelBtn *kit.ToolButton
	leave, more          *kit.ToolButton
	volume               *kit.Slider
	volumeBox            *fyne.Container
	join, mic, cam       *kit.ToolButton
	beautyButton         *kit.ToolButton
	soundButton          *kit.ToolButton
	stop                 func()
	folded, full         bool
	drawer               drawer
	state                model.State
}

func newWatching(w *window) *watching {
	s := &watching{together: newTogether(w, false, kit.T("watch.noViewers"))}
	s.unfold, s.isFolded = func() { s.fold(false) }, func() bool { return s.folded }
	s.panel.changed = func() { s.markPage(); s.content.Refresh() }
	s.switcher = newSwitcher(s)
	s.top, s.bar = s.makeTop(), s.makeBar()
	s.hidden = newAutoHide(w, s.top, s.bar)
	s.content = container.NewStack()
	s.folded = w.state.Memory.Folded || w.chat == nil && w.win.Canvas().Size().Width < foldWidth
	s.arrange()
	s.stop = w.every(time.Second, s.tick)
	return s
}

func (s *watching) makeTop() *fyne.Container {
	w := s.w
	back := kit.NewButton(w.env, kit.ButtonSpec{Icon: "back", Rank: kit.RankGhost, Tip: kit.T("tip.leave"), Action: s.askLeave})
	s.title = kit.NewCutLine("", kit.Title)
	s.host = kit.NewCutLine("", kit.Caption)
	s.avatar = container.NewStack()
	s.followed = newFollowHost(w, s.title, s.host)
	s.viewers = kit.NewBadge("0", "eye", kit.ColorRaised, kit.ColorText)
	s.health = newHealth(w, s.toggleStats)
	link := kit.NewButton(w.env, kit.ButtonSpec{Icon: "link", Text: kit.T("onair.share"), Rank: kit.RankGhost, Tip: kit.T("tip.share"), Action: func() {
		w.app.Clipboard().SetContent(s.state.Watching.Link)
		w.cfg.Actions.CopyLink()
	}})
	settings := kit.NewButton(w.env, kit.ButtonSpec{Icon: "settings", Rank: kit.RankGhost, Tip: kit.T("tip.settings"), Action: w.cfg.Actions.OpenSettings})
	s.private = newPrivateMark()
	row := kit.Row(10, back, s.avatar, s.private.Container, s.followed.object(), s.switcher.buttons(), s.viewers.Container, s.health, link, settings)
	return kit.Pad(8, 16, row)
}

func (s *watching) makeBar() *fyne.Container {
	w, env, act := s.w, s.w.env, s.w.cfg.Actions
	tool := func(caption, icon, tip string, action func()) *kit.ToolButton {
		return kit.NewToolButton(env, kit.T(caption), kit.ButtonSpec{Icon: icon, Tip: kit.T(tip), Action: action})
	}
	s.loud = tool("bar.sound", "volume", "tip.sound", func() { act.MuteSound(!s.state.Watching.Muted) })
	s.volume = kit.NewSlider(env, 0, 100, 5, func(v float64) { act.SetVolume(int(v)) })
	s.stats = tool("bar.stats", "stats", "tip.stats", s.toggleStats)
	s.pip = tool("bar.pip", "pip", "tip.pip", w.togglePip)
	s.more = tool("bar.more", "more", "tip.more", s.openMore)
	s.fullButton = tool("bar.full", "fullscreen", "tip.full", func() { w.setFullScreen(!w.full) })
	s.panelBtn = tool("bar.panel", "panel", "tip.panel", func() { s.foldBy() })
	s.leave = tool("bar.leave", "leave", "tip.leave", s.askLeave)
	s.mic = tool("bar.mic", "mic", "tip.mic", func() { act.MuteMicrophone(!s.state.Live.CoAnchor.MicMuted) })
	s.cam = tool("bar.camera", "camera", "tip.camera", func() { act.MuteCamera(!s.state.Live.CoAnchor.CamMuted) })
	s.beautyButton = tool("bar.beauty", "beauty", "tip.beauty", s.toggleBeauty)
	s.soundButton = tool("bar.music", "music", "tip.soundPanel", s.toggleSound)
	s.join = tool("bar.join", "stage-up", "tip.join.stage", s.pressJoin)
	s.volumeBox = kit.Fixed(104, 28, s.volume)
	for _, o := range []fyne.CanvasObject{s.mic, s.cam, s.beautyButton, s.soundButton} {
		o.Hide()
	}
	show(s.join, w.seats != nil)
	return kit.Pad(8, 16, kit.Row(2, s.loud, s.volumeBox, kit.Stretch(), s.like, s.gift, s.join, s.mic, s.cam, s.beautyButton, s.soundButton,
		s.danmaku, s.stats, s.pip, s.fullButton, s.panelBtn, s.more, kit.Stretch(), s.leave))
}

func (s *watching) arrange() {
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
	s.w.tidyFocus(s.panelBtn)
}

// foldBy folds and unfolds by the user's hand, which is remembered.
func (s *watching) foldBy() {
	s.fold(!s.folded)
	s.w.rememberFolded(s.folded)
}

func (s *watching) fold(folded bool) {
	s.folded = folded
	s.arrange()
}

func (s *watching) toggleStats() {
	s.showStats(!s.stage.stats.visible() && s.state.Watching.Phase.InRoom())
}

func (s *watching) showStats(on bool) {
	s.stage.stats.show(on, s.state.Watching.Stats)
	s.stats.SetOn(on)
}

func (s *watching) object() fyne.CanvasObject { return s.content }

func (s *watching) update(st model.State) {
	if !st.Watching.Phase.InRoom() {
		st.Live.Chat.Blocked, st.Live.Chat.Until = model.ChatBlockedOut, time.Time{}
	}
	s.state = st
	m := st.Watching
	s.together.update(st, m.Tiles, m.Members, m.Room.Viewers)
	s.setSeat(st.Live.CoAnchor)
	s.switcher.update(st)
	if s.gifts != nil && !m.Phase.InRoom() && s.panel.current == s.pageGifts {
		s.panel.back()
	}
	s.like.SetEnabled(m.Phase.InRoom(), kit.T("chat.blocked.out"))
	s.gift.SetEnabled(m.Phase.InRoom(), kit.T("chat.blocked.out"))
	s.title.SetText(roomTitle(m.Room))
	s.host.SetText(m.Room.Host.DisplayName() + " · " + strconv.FormatUint(uint64(m.Room.ID), 10))
	s.followed.update(st)
	if m.Room.Host != s.hostShown {
		s.hostShown = m.Room.Host
		s.avatar.Objects = []fyne.CanvasObject{kit.Avatar(m.Room.Host.Avatar, m.Room.Host.ID, m.Room.Host.DisplayName(), 38)}
		s.avatar.Refresh()
	}
	show(s.private.Container, st.Watching.Room.Private)
	s.viewers.SetText(count(m.Room.Viewers))
	s.stage.stats.update(m.Stats)
	if !m.Phase.InRoom() && s.stage.stats.visible() {
		s.showStats(false)
	}
	s.stats.SetEnabled(m.Phase.InRoom(), kit.T("chat.blocked.out"))
	s.health.set(m.Health, m.Stats.Cause)
	s.setNarrow()
	s.setSound(m)
	s.stage.setNote(s.note(m))
	s.pip.SetOn(s.w.pip != nil)
}

func (s *watching) setSound(m model.Watching) {
	s.volume.SetValue(float64(m.Volume))
	s.volume.SetEnabled(!m.NoSpeaker && !m.Muted)
	s.loud.SetEnabled(!m.NoSpeaker, kit.T("sound.noSpeaker"))
	s.loud.SetOff(m.Muted)
	if m.Muted {
		s.loud.SetIcon("volume-off", kit.T("tip.soundOff"))
		s.loud.SetCaption(kit.T("bar.soundOff"))
	} else {
		s.loud.SetIcon("volume", kit.T("tip.sound"))
		s.loud.SetCaption(kit.T("bar.sound"))
	}
}

// note is what is said on the stage in each phase.
func (s *watching) note(m model.Watching) noteText {
	act := s.w.cfg.Actions
	leave := func(n noteText) noteText {
		n.button, n.icon2, n.action = kit.T("watch.toLobby"), "back", act.LeaveRoom
		return n
	}
	if s.state.Connection.ServerGone && m.Phase.InRoom() {
		return leave(noteText{title: kit.T("watch.gone"), text: kit.T("watch.gone.text"), icon: "live"})
	}
	switch m.Phase {
	case model.WatchJoining:
		return noteText{title: kit.T("watch.joining"), waiting: true}
	case model.WatchWaiting:
		return noteText{title: kit.T("watch.waiting"), text: kit.T("watch.waiting.text"), waiting: true}
	case model.WatchBuffering:
		return noteText{title: kit.T("watch.buffering"), waiting: true}
	case model.WatchHostAway:
		return noteText{title: kit.T("watch.away"), text: kit.T("watch.away.text"), waiting: true}
	case model.WatchEnded:
		text := kit.T("watch.ended.text")
		if m.Length > 0 {
			text = kit.T("watch.ended.length", kit.Values{"Length": clock(m.Length)})
		}
		return leave(noteText{title: kit.T("watch.ended"), text: text, icon: "live"})
	case model.WatchRemoved:
		text := kit.T("watch.removed.text")
		if m.Removed.Banned {
			text = kit.T("watch.banned.text")
		}
		return leave(noteText{title: kit.T("watch.removed"), text: text, icon: "user-x"})
	case model.WatchFailed:
		f := m.Failure
		if f == nil {
			f = &model.Failure{Code: model.FailureUnknown}
		}
		what, why, do := failureTexts(f)
		return noteText{title: what, text: why + "\n" + do, icon: "error", button: kit.T("watch.retry"), icon2: "refresh", action: act.RetryWatch}
	}
	return noteText{}
}

func (s *watching) key(k fyne.KeyName) bool {
	act, m := s.w.cfg.Actions, s.state.Watching
	if s.together.key(k) || s.seatKey(k) || s.switcher.key(k) {
		return true
	}
	switch k {
	case fyne.KeyM:
		if !m.NoSpeaker {
			act.MuteSound(!m.Muted)
		}
	case fyne.KeyS:
		s.toggleStats()
	case fyne.KeyL:
		s.foldBy()
	case fyne.KeyP:
		s.w.togglePip()
	case fyne.KeyF11:
		s.w.setFullScreen(!s.w.full)
	case fyne.KeyUp:
		act.SetVolume(min(100, m.Volume+5))
	case fyne.KeyDown:
		act.SetVolume(max(0, m.Volume-5))
	default:
		return false
	}
	return true
}

func (s *watching) fullScreen(on bool) {
	if on != s.full {
		s.folded = s.drawer.enter(on, s.folded)
	}
	s.full = on
	s.hidden.hide()
	s.setSeat(s.state.Live.CoAnchor)
	if on {
		s.fullButton.SetIcon("fullscreen-exit", kit.T("tip.fullLeave"))
	} else {
		s.fullButton.SetIcon("fullscreen", kit.T("tip.full"))
	}
	s.stage.moved = nil
	if on {
		s.stage.moved = s.hidden.moved
	}
	s.arrange()
}

func (s *watching) close() {
	s.beauty.setShown(false)
	s.hidden.hide()
	s.stop()
	s.together.close()
}
