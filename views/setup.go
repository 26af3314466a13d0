package views

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// setup is "Set the stage": the preview, and beside it everything that has to
// be right before going live.
type setup struct {
	w       *window
	content fyne.CanvasObject
	stage   *stage
	panel   *sidePanel

	title, number  *kit.Entry
	named          *counted // the title
	version        int
	comments       *commentTools
	private        *privateTools
	cover          *canvas.Image
	coverShown     *model.Picture
	coverSeed      string
	take, drop     *kit.Button
	dropBox        *fyne.Container
	devices        *deviceChoosers
	quality        *qualityChoosers
	beauty         *beautyPanel
	sound          *soundPanel // nil: not offered
	meter          *kit.Meter
	mic, cam, flip *kit.ToolButton
	checks         *checkList
	live           *kit.Button
	going          *waiting
	failure        *failureCard
	state          model.State
}

func newSetup(w *window) *setup {
	s := &setup{w: w, version: -1}
	s.stage = newStage(w, tileLook{radius: 12, avatar: 96}, false)
	s.beauty = newBeautyPanel(w)
	tabs := []tab{
		{kit.T("setup.tab.show"), panelScroll(s.w.env, s.showTab())},
		{kit.T("setup.tab.devices"), panelScroll(s.w.env, s.devicesTab())},
		{kit.T("setup.tab.beauty"), s.beauty.object()},
	}
	if w.sounds != nil {
		s.sound = newSoundPanel(w)
		tabs = append(tabs, tab{kit.T("setup.tab.sound"), s.sound.object()})
	}
	s.panel = newSidePanel(w, s.foot(), tabs...)
	middle := kit.Frame(s.top(), s.bar(), nil, nil, kit.Pad(0, 16, s.stage))
	s.content = kit.Frame(nil, nil, nil, s.panel.object(), middle)
	s.panel.changed = func() { s.beauty.setShown(s.panel.current == 2) }
	return s
}

func (s *setup) top() fyne.CanvasObject {
	back := kit.NewButton(s.w.env, kit.ButtonSpec{Icon: "back", Rank: kit.RankGhost, Tip: kit.T("tip.back"), Action: s.w.cfg.Actions.LeaveSetup})
	settings := kit.NewButton(s.w.env, kit.ButtonSpec{Icon: "settings", Rank: kit.RankGhost, Tip: kit.T("tip.settings"), Action: s.w.cfg.Actions.OpenSettings})
	return kit.Pad(10, 16, kit.Row(8, back, kit.NewLine(kit.T("setup.title"), kit.Title), kit.Stretch(), settings))
}

// bar is the row of buttons below the preview.
func (s *setup) bar() fyne.CanvasObject {
	env, act := s.w.env, s.w.cfg.Actions
	s.mic = kit.NewToolButton(env, kit.T("bar.mic"), kit.ButtonSpec{Icon: "mic", Tip: kit.T("tip.mic"), Action: func() { act.MuteMicrophone(!s.state.Setup.MicMuted) }})
	s.cam = kit.NewToolButton(env, kit.T("bar.camera"), kit.ButtonSpec{Icon: "camera", Tip: kit.T("tip.camera"), Action: func() { act.MuteCamera(!s.state.Setup.Preview.CamMuted) }})
	s.flip = kit.NewToolButton(env, kit.T("bar.mirror"), kit.ButtonSpec{Icon: "mirror", Tip: kit.T("tip.mirror"), Action: func() { act.SetMirror(!s.state.Setup.Mirrored) }})
	beauty := kit.NewToolButton(env, kit.T("bar.beauty"), kit.ButtonSpec{Icon: "beauty", Tip: kit.T("tip.beauty"), Action: func() { s.panel.choose(2) }})
	s.meter = kit.NewMeter()
	level := kit.Column(6, kit.NewLine(kit.T("setup.level"), kit.Caption), kit.Fixed(200, 8, s.meter))
	return kit.Pad(8, 16, kit.Row(4, level, kit.Stretch(), s.mic, s.cam, s.flip, beauty))
}

// showTab is title, cover and number.
func (s *setup) showTab() fyne.CanvasObject {
	env, act := s.w.env, s.w.cfg.Actions
	s.title = kit.NewEntry(env, kit.T("setup.name.hint"), act.SetTitle)
	s.named = newCounted(kit.T("setup.name"), s.title)
	s.number = kit.NewEntry(env, kit.T("setup.number.hint"), nil)
	s.number.OnChanged = s.setNumber
	s.number.Validator = checkNumber
	s.cover = &canvas.Image{FillMode: canvas.ImageFillCover, ScaleMode: canvas.ImageScaleFastest, CornerRadius: 10}
	s.cover.SetMinSize(fyne.NewSize(panelWidth-34, (panelWidth-34)*9/16))
	s.take = kit.NewButton(env, kit.ButtonSpec{Icon: "snapshot", Text: kit.T("setup.cover.take"), Tip: kit.T("tip.cover"), Action: act.TakeCover})
	s.drop = kit.NewButton(env, kit.ButtonSpec{Icon: "trash", Tip: kit.T("tip.coverClear"), Action: act.ClearCover})
	s.comments, s.private = newCommentTools(s.w), newPrivateTools(s.w)
	return kit.Column(16,
		s.named.box, s.comments.box, s.private.box,
		kit.Column(8, kit.NewLine(kit.T("setup.cover"), kit.Caption), s.cover, s.coverButtons()),
		kit.Column(4, field(kit.T("setup.number"), s.number), kit.NewPara(kit.T("setup.number.explain"), kit.Caption, panelWidth-34)),
	)
}

// coverButtons are "take" and, when there is a cover, "remove".
func (s *setup) coverButtons() fyne.CanvasObject {
	s.dropBox = kit.Pad2(0, 0, 8, 0, s.drop)
	return kit.Frame(nil, nil, nil, s.dropBox, s.take)
}

func (s *setup) devicesTab() fyne.CanvasObject {
	s.devices = newDeviceChoosers(s.w)
	s.quality = newQualityChoosers(s.w)
	return kit.Column(20,
		section(kit.T("setup.sources"),
			field(kit.T("device.camera"), kit.Frame(nil, nil, nil, kit.Pad2(0, 0, 8, 0, s.devices.file), s.devices.camera)),
			field(kit.T("device.microphone"), s.devices.microphone)),
		section(kit.T("setup.picture"), s.quality.object(), kit.NewPara(kit.T("quality.explain"), kit.Caption, panelWidth-34)),
	)
}

// foot is the check list and the button it leads to.
func (s *setup) foot() fyne.CanvasObject {
	s.checks = newCheckList(s.w)
	s.live = kit.NewButton(s.w.env, kit.ButtonSpec{Icon: "live", Text: kit.T("setup.goLive"), Rank: kit.RankPrimary, Large: true, Tip: kit.T("tip.goLiveNow"), Action: s.w.cfg.Actions.GoLive})
	s.going = newWaiting(s.w, kit.T("setup.going"), s.w.cfg.Actions.Cancel)
	s.failure = newFailureCard(s.w, panelWidth-34)
	// In a low window what is found scrolls, the button stays.
	found := kit.NewFitScroll(s.w.env, kit.Column(12, s.failure.object(), s.checks.box), func() float32 { return s.w.win.Canvas().Size().Height * 0.3 })
	return container.NewVBox(kit.HairlineH(), kit.Pad(12, 16, kit.Column(12, found, kit.Column(0, s.live, s.going.object()))))
}

// checkNumber accepts nothing, or a room number.
func checkNumber(text string) error {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n == 0 || n > 4294967294 {
		return errNumber{}
	}
	return nil
}

type errNumber struct{}

func (errNumber) Error() string { return kit.T("setup.number.bad") }

func (s *setup) setNumber(text string) {
	if checkNumber(text) != nil {
		return
	}
	n, _ := strconv.ParseUint(strings.TrimSpace(text), 10, 32)
	s.w.cfg.Actions.SetRoomNumber(uint32(n))
}

func (s *setup) object() fyne.CanvasObject { return s.content }

func (s *setup) update(st model.State) {
	s.state = st
	m := st.Setup
	preview := m.Preview
	if preview.ID == "" {
		preview.ID = model.LocalTile
	}
	s.stage.setTiles([]model.Tile{preview})
	if m.FormVersion != s.version {
		s.version = m.FormVersion
		s.title.SetContent(m.Title)
		number := ""
		if m.RoomNumber != 0 {
			number = strconv.FormatUint(uint64(m.RoomNumber), 10)
		}
		s.number.SetContent(number)
	}
	s.setCover(m, st.Me)
	s.comments.off.SetOn(m.CommentsOff)
	s.private.before(m)
	s.devices.update(st.Devices)
	s.quality.update(st.Quality)
	s.beauty.update(st.Beauty)
	if s.sound != nil {
		s.sound.update(st.Sound)
	}
	s.meter.Set(m.MicLevel, m.MicMuted)
	setMicButton(s.mic, m.MicMuted)
	setCamButton(s.cam, m.Preview.CamMuted)
	s.flip.SetOn(m.Mirrored)
	s.checks.update(m.Checks, st.Devices)
	show(s.live, !m.Going)
	s.going.set(m.Going, "")
	reason := ""
	switch long := s.named.judge(st.Limits.Title); {
	case long != "":
		reason = long
	case checkNumber(s.number.Text) != nil:
		reason = kit.T("setup.number.bad")
	case badPasscode(m) != "":
		reason = badPasscode(m)
	case m.Blocked != "":
		reason = kit.T("blocked." + string(m.Blocked))
	}
	s.live.SetEnabled(reason == "", reason)
	s.failure.set(m.Failure)
}

func (s *setup) setCover(m model.Setup, me model.User) {
	s.take.SetEnabled(m.CanSnapshot, kit.T("setup.cover.none"))
	show(s.dropBox, m.Cover != nil)
	if m.Cover == s.coverShown && s.coverSeed == me.ID && s.cover.Image != nil || m.Cover != nil && m.Cover == s.coverShown {
		return
	}
	s.coverShown, s.coverSeed = m.Cover, me.ID
	if res := pictureResource(m.Cover); res != nil {
		s.cover.Image, s.cover.Resource = nil, res
	} else {
		s.cover.Resource, s.cover.Image = nil, kit.Cover(me.ID)
	}
	s.cover.Refresh()
}

func (s *setup) key(k fyne.KeyName) bool {
	act := s.w.cfg.Actions
	switch k {
	case fyne.KeyM:
		act.MuteMicrophone(!s.state.Setup.MicMuted)
	case fyne.KeyV:
		act.MuteCamera(!s.state.Setup.Preview.CamMuted)
	case fyne.KeyB:
		s.panel.choose(2)
	case fyne.KeyA:
		if s.sound != nil {
			s.panel.choose(3)
		}
	case fyne.KeyEscape:
		act.LeaveSetup()
	case keyGoLive:
		if s.live.Visible() {
			s.live.Tapped(nil)
		}
	default:
		return s.sound != nil && s.sound.key(k)
	}
	return true
}

func (s *setup) fullScreen(bool) {}

func (s *setup) close() {
	s.beauty.setShown(false)
	s.stage.close()
	s.going.set(false, "")
}

// setMicButton and setCamButton show whether the device is muted.
func setMicButton(b *kit.ToolButton, muted bool) {
	b.SetOff(muted)
	if muted {
		b.SetIcon("mic-off", kit.T("tip.micOff"))
		b.SetCaption(kit.T("bar.micOff"))
		return
	}
	b.SetIcon("mic", kit.T("tip.mic"))
	b.SetCaption(kit.T("bar.mic"))
}

func setCamButton(b *kit.ToolButton, muted bool) {
	b.SetOff(muted)
	if muted {
		b.SetIcon("camera-off", kit.T("tip.cameraOff"))
		b.SetCaption(kit.T("bar.cameraOff"))
		return
	}
	b.SetIcon("camera", kit.T("tip.camera"))
	b.SetCaption(kit.T("bar.camera"))
}
