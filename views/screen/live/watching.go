package live

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/stage"
)

// watching is a viewer's screen: the stage, and around it who is on it, what
// can be done, and who else watches.
type watching struct {
	*roomFrame
	host        *kit.Line
	avatar      *fyne.Container
	hostShown   model.User
	followed    *followHost
	switcher    *switcher
	loud, pip   *kit.ToolButton
	fullButton  *kit.ToolButton
	leave, more *kit.ToolButton
	quality     *kit.ToolButton
	volume      *kit.Slider
	volumeBox   *fyne.Container
	join        *kit.ToolButton
	small       *stage.Pip // nil: not open
}

// NewWatching makes a viewer's screen.
func NewWatching(w *desk.Desk) desk.Screen {
	s := &watching{roomFrame: newRoomFrame(w, false, kit.T("watch.noViewers"))}
	s.switcher = newSwitcher(s)
	s.begin(s.makeTop(), s.makeBar(), s.tick)
	return s
}

func (s *watching) makeTop() *fyne.Container {
	w := s.w
	back := kit.NewButton(w.Env, kit.ButtonSpec{Icon: "back", Rank: kit.RankGhost, Tip: kit.T("tip.leave"), Action: s.askLeave})
	s.host = kit.NewCutLine("", kit.Caption)
	s.avatar = container.NewStack()
	s.followed = newFollowHost(w, s.title, s.host)
	row := kit.Row(10, back, s.avatar, s.private.Container, s.followed.object(), s.switcher.buttons(), s.viewers.Container, s.health, s.shareButton(), s.settingsButton())
	return kit.Pad(8, 16, row)
}

func (s *watching) makeBar() *fyne.Container {
	w, env, act := s.w, s.w.Env, s.w.Actions
	s.loud = s.tool("bar.sound", "volume", "tip.sound", func() { act.MuteSound(!s.state.Watching.Muted) })
	s.volume = kit.NewSlider(env, 0, 100, 5, func(v float64) { act.SetVolume(int(v)) })
	s.pip = s.tool("bar.pip", "pip", "tip.pip", s.togglePip)
	s.quality = s.tool("quality.auto", "globe", "tip.quality", func() { s.openQuality(s.quality) })
	s.more = s.tool("bar.more", "more", "tip.more", s.openMore)
	s.fullButton = s.tool("bar.full", "fullscreen", "tip.full", func() { w.SetFullScreen(!w.FullScreen()) })
	s.leave = s.tool("bar.leave", "leave", "tip.leave", s.askLeave)
	s.mic = s.tool("bar.mic", "mic", "tip.mic", func() { act.MuteMicrophone(!s.state.Live.CoAnchor.MicMuted) })
	s.cam = s.tool("bar.camera", "camera", "tip.camera", func() { act.MuteCamera(!s.state.Live.CoAnchor.CamMuted) })
	s.join = s.tool("bar.join", "stage-up", "tip.join.stage", s.pressJoin)
	s.volumeBox = kit.Fixed(104, 28, s.volume)
	for _, o := range []fyne.CanvasObject{s.mic, s.cam, s.beautyButton, s.soundButton} {
		o.Hide()
	}
	kit.Show(s.join, w.Can.Seats != nil)
	kit.Show(s.quality, w.Can.Play != nil)
	return kit.Pad(8, 16, kit.Row(2, s.loud, s.volumeBox, kit.Stretch(), s.like, s.gift, s.join, s.mic, s.cam, s.beautyButton, s.soundButton,
		s.danmaku, s.stats, s.quality, s.pip, s.fullButton, s.panelButton, s.more, kit.Stretch(), s.leave))
}

func (s *watching) Update(st model.State) {
	if !st.Watching.Phase.InRoom() {
		st.Live.Chat.Blocked, st.Live.Chat.Until = model.ChatBlockedOut, time.Time{}
	}
	s.showRoom(st)
	m := st.Watching
	s.setSeat(st.Live.CoAnchor)
	s.setQuality()
	s.switcher.update(st)
	if s.gifts != nil && !m.Phase.InRoom() && s.panel.Current == s.pageGifts {
		s.panel.Back()
	}
	s.like.SetEnabled(m.Phase.InRoom(), kit.T("chat.blocked.out"))
	s.gift.SetEnabled(m.Phase.InRoom(), kit.T("chat.blocked.out"))
	s.host.SetText(m.Room.Host.DisplayName() + " · " + strconv.FormatUint(uint64(m.Room.ID), 10))
	s.followed.update(st)
	if m.Room.Host != s.hostShown {
		s.hostShown = m.Room.Host
		s.avatar.Objects = []fyne.CanvasObject{kit.Avatar(m.Room.Host.Avatar, m.Room.Host.ID, m.Room.Host.DisplayName(), 38)}
		s.avatar.Refresh()
	}
	if !m.Phase.InRoom() && s.stage.Stats.Visible() {
		s.showStats(false)
	}
	s.stats.SetEnabled(m.Phase.InRoom(), kit.T("chat.blocked.out"))
	s.setNarrow()
	s.setSound(m)
	s.stage.SetNote(s.note(m))
	s.pip.SetOn(s.small != nil)
	if s.small != nil {
		s.small.Update(st.Watching.Tiles)
	}
}

func (s *watching) setSound(m model.Watching) {
	s.volume.SetValue(float64(m.Volume))
	s.volume.SetEnabled(!m.NoSpeaker && !m.Muted)
	s.loud.SetEnabled(!m.NoSpeaker, kit.T("sound.noSpeaker"))
	s.loud.SetOff(m.Muted)
	if m.Muted {
		s.loud.SetFace("volume-off", kit.T("tip.soundOff"), kit.T("bar.soundOff"))
	} else {
		s.loud.SetFace("volume", kit.T("tip.sound"), kit.T("bar.sound"))
	}
}

// note is what is said on the stage in each phase.
func (s *watching) note(m model.Watching) stage.Note {
	act := s.w.Actions
	leave := func(n stage.Note) stage.Note {
		n.Button, n.Icon2, n.Action = kit.T("watch.toLobby"), "back", act.LeaveRoom
		return n
	}
	if s.state.Connection.ServerGone && m.Phase.InRoom() {
		return leave(stage.Note{Title: kit.T("watch.gone"), Text: kit.T("watch.gone.text"), Icon: "live"})
	}
	switch m.Phase {
	case model.WatchJoining:
		return stage.Note{Title: kit.T("watch.joining"), Waiting: true}
	case model.WatchWaiting:
		return stage.Note{Title: kit.T("watch.waiting"), Text: kit.T("watch.waiting.text"), Waiting: true, Slate: kit.T("watch.comesBack")}
	case model.WatchBuffering:
		return stage.Note{Title: kit.T("watch.buffering"), Waiting: true, Slate: kit.T("watch.buffering")}
	case model.WatchHostAway:
		return stage.Note{Title: kit.T("watch.away"), Text: kit.T("watch.away.text"), Waiting: true, Slate: kit.T("watch.away")}
	case model.WatchEnded:
		text := kit.T("watch.ended.text")
		if m.Length > 0 {
			text = kit.T("watch.ended.length", kit.Values{"Length": desk.Clock(m.Length)})
		}
		return leave(stage.Note{Title: kit.T("watch.ended"), Text: text, Icon: "live"})
	case model.WatchRemoved:
		text := kit.T("watch.removed.text")
		if m.Removed.Banned {
			text = kit.T("watch.banned.text")
		}
		return leave(stage.Note{Title: kit.T("watch.removed"), Text: text, Icon: "user-x"})
	case model.WatchFailed:
		f := m.Failure
		if f == nil {
			f = &model.Failure{Code: model.FailureUnknown}
		}
		what, why, do := desk.FailureTexts(f)
		return stage.Note{Title: what, Text: why + "\n" + do, Icon: "error", Button: kit.T("watch.retry"), Icon2: "refresh", Action: act.RetryWatch}
	}
	return stage.Note{}
}

func (s *watching) Key(k fyne.KeyName) bool {
	act, m := s.w.Actions, s.state.Watching
	if s.together.key(k) || s.seatKey(k) || s.switcher.key(k) {
		return true
	}
	switch k {
	case fyne.KeyM:
		if !m.NoSpeaker {
			act.MuteSound(!m.Muted)
		}
	case fyne.KeyP:
		s.togglePip()
	case fyne.KeyUp:
		act.SetVolume(min(100, m.Volume+5))
	case fyne.KeyDown:
		act.SetVolume(max(0, m.Volume-5))
	default:
		return s.frameKey(k)
	}
	return true
}

func (s *watching) FullScreen(on bool) {
	s.setFull(on)
	s.setSeat(s.state.Live.CoAnchor)
	if on {
		s.fullButton.SetIcon("fullscreen-exit", kit.T("tip.fullLeave"))
	} else {
		s.fullButton.SetIcon("fullscreen", kit.T("tip.full"))
	}
	s.arrange()
}

func (s *watching) Close() {
	if s.small != nil {
		s.small.Close()
	}
	s.roomFrame.Close()
}
