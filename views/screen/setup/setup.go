// Package setup is the screen before going live.
package setup

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel"
	"onair/views/panel/beauty"
	"onair/views/panel/sound"
	"onair/views/screen/device"
	"onair/views/stage"
)

// setup is "Set the stage": the preview, and beside it everything that has to
// be right before going live.
type setup struct {
	w       *desk.Desk
	content fyne.CanvasObject
	stage   *stage.Stage
	panel   *panel.Side

	title, number  *kit.Entry
	named          *desk.Counted // the title
	version        int
	comments       *panel.CommentTools
	private        *panel.PrivateTools
	cover          *canvas.Image
	coverShown     *model.Picture
	coverSeed      string
	take, drop     *kit.Button
	dropBox        *fyne.Container
	devices        *device.Choosers
	quality        *device.Quality
	beauty         *beauty.Panel
	sound          *sound.Panel // nil: not offered
	meter          *kit.Meter
	mic, cam, flip *kit.ToolButton
	checks         *device.CheckList
	live           *kit.Button
	going          *desk.Waiting
	failure        *desk.FailureCard
	state          model.State
}

// New makes the screen before going live.
func New(w *desk.Desk) desk.Screen {
	s := &setup{w: w, version: -1}
	s.stage = stage.New(w, stage.Look{Radius: 12, Avatar: 96}, false)
	s.beauty = beauty.New(w)
	tabs := []panel.Tab{
		{Name: kit.T("setup.tab.show"), Body: kit.PanelScroll(s.w.Env, s.showTab())},
		{Name: kit.T("setup.tab.devices"), Body: kit.PanelScroll(s.w.Env, s.devicesTab())},
		{Name: kit.T("setup.tab.beauty"), Body: s.beauty.Object()},
	}
	if w.Can.Sounds != nil {
		s.sound = sound.New(w)
		tabs = append(tabs, panel.Tab{Name: kit.T("setup.tab.sound"), Body: s.sound.Object()})
	}
	s.panel = panel.NewSide(w, s.foot(), tabs...)
	middle := kit.Frame(s.top(), s.bar(), nil, nil, kit.Pad(0, 16, s.stage))
	s.content = kit.Frame(nil, nil, nil, s.panel.Object(), middle)
	s.panel.Changed = func() { s.beauty.SetShown(s.panel.Current == 2) }
	return s
}

func (s *setup) top() fyne.CanvasObject {
	back := kit.NewButton(s.w.Env, kit.ButtonSpec{Icon: "back", Rank: kit.RankGhost, Tip: kit.T("tip.back"), Action: s.w.Actions.LeaveSetup})
	settings := kit.NewButton(s.w.Env, kit.ButtonSpec{Icon: "settings", Rank: kit.RankGhost, Tip: kit.T("tip.settings"), Action: s.w.Actions.OpenSettings})
	return kit.Pad(10, 16, kit.Row(8, back, kit.NewLine(kit.T("setup.title"), kit.Title), kit.Stretch(), settings))
}

// bar is the row of buttons below the preview.
func (s *setup) bar() fyne.CanvasObject {
	env, act := s.w.Env, s.w.Actions
	s.mic = kit.NewToolButton(env, kit.T("bar.mic"), kit.ButtonSpec{Icon: "mic", Tip: kit.T("tip.mic"), Action: func() { act.MuteMicrophone(!s.state.Setup.MicMuted) }})
	s.cam = kit.NewToolButton(env, kit.T("bar.camera"), kit.ButtonSpec{Icon: "camera", Tip: kit.T("tip.camera"), Action: func() { act.MuteCamera(!s.state.Setup.Preview.CamMuted) }})
	s.flip = kit.NewToolButton(env, kit.T("bar.mirror"), kit.ButtonSpec{Icon: "mirror", Tip: kit.T("tip.mirror"), Action: func() { act.SetMirror(!s.state.Setup.Mirrored) }})
	beauty := kit.NewToolButton(env, kit.T("bar.beauty"), kit.ButtonSpec{Icon: "beauty", Tip: kit.T("tip.beauty"), Action: func() { s.panel.Choose(2) }})
	s.meter = kit.NewMeter()
	level := kit.Column(6, kit.NewLine(kit.T("setup.level"), kit.Caption), kit.Fixed(200, 8, s.meter))
	return kit.Pad(8, 16, kit.Row(4, level, kit.Stretch(), s.mic, s.cam, s.flip, beauty))
}

// showTab is title, cover and number.
func (s *setup) showTab() fyne.CanvasObject {
	env, act := s.w.Env, s.w.Actions
	s.title = kit.NewEntry(env, kit.T("setup.name.hint"), act.SetTitle)
	s.named = desk.NewCounted(kit.T("setup.name"), s.title)
	s.number = kit.NewEntry(env, kit.T("setup.number.hint"), nil)
	s.number.OnChanged = s.setNumber
	s.number.Validator = checkNumber
	s.cover = &canvas.Image{FillMode: canvas.ImageFillCover, ScaleMode: canvas.ImageScaleFastest, CornerRadius: 10}
	s.cover.SetMinSize(fyne.NewSize(desk.PanelWidth-34, (desk.PanelWidth-34)*9/16))
	s.take = kit.NewButton(env, kit.ButtonSpec{Icon: "snapshot", Text: kit.T("setup.cover.take"), Tip: kit.T("tip.cover"), Action: act.TakeCover})
	s.drop = kit.NewButton(env, kit.ButtonSpec{Icon: "trash", Tip: kit.T("tip.coverClear"), Action: act.ClearCover})
	s.comments, s.private = panel.NewCommentTools(s.w), panel.NewPrivateTools(s.w)
	return kit.Column(16,
		s.named.Box, s.comments.Box, s.private.Box,
		kit.Column(8, kit.NewLine(kit.T("setup.cover"), kit.Caption), s.cover, s.coverButtons()),
		kit.Column(4, kit.Field(kit.T("setup.number"), s.number), kit.NewPara(kit.T("setup.number.explain"), kit.Caption, desk.PanelWidth-34)),
	)
}

// coverButtons are "take" and, when there is a cover, "remove".
func (s *setup) coverButtons() fyne.CanvasObject {
	s.dropBox = kit.Pad2(0, 0, 8, 0, s.drop)
	return kit.Frame(nil, nil, nil, s.dropBox, s.take)
}

func (s *setup) devicesTab() fyne.CanvasObject {
	s.devices = device.NewChoosers(s.w)
	s.quality = device.NewQuality(s.w)
	return kit.Column(20,
		kit.Section(kit.T("setup.sources"),
			kit.Field(kit.T("device.camera"), kit.Frame(nil, nil, nil, kit.Pad2(0, 0, 8, 0, s.devices.File), s.devices.Camera)),
			kit.Field(kit.T("device.microphone"), s.devices.Microphone)),
		kit.Section(kit.T("setup.picture"), s.quality.Object(), kit.NewPara(kit.T("quality.explain"), kit.Caption, desk.PanelWidth-34)),
	)
}

// foot is the check list and the button it leads to.
func (s *setup) foot() fyne.CanvasObject {
	s.checks = device.NewCheckList(s.w)
	s.live = kit.NewButton(s.w.Env, kit.ButtonSpec{Icon: "live", Text: kit.T("setup.goLive"), Rank: kit.RankPrimary, Large: true, Tip: kit.T("tip.goLiveNow"), Action: s.w.Actions.GoLive})
	s.going = desk.NewWaiting(s.w, kit.T("setup.going"), s.w.Actions.Cancel)
	s.failure = desk.NewFailureCard(s.w, desk.PanelWidth-34)
	// In a low window what is found scrolls, the button stays.
	found := kit.NewFitScroll(s.w.Env, kit.Column(12, s.failure.Object(), s.checks.Box), func() float32 { return s.w.Canvas().Size().Height * 0.3 })
	return container.NewVBox(kit.HairlineH(), kit.Pad(12, 16, kit.Column(12, found, kit.Column(0, s.live, s.going.Object()))))
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
	s.w.Actions.SetRoomNumber(uint32(n))
}

func (s *setup) Object() fyne.CanvasObject { return s.content }

func (s *setup) Update(st model.State) {
	s.state = st
	m := st.Setup
	preview := m.Preview
	if preview.ID == "" {
		preview.ID = model.LocalTile
	}
	s.stage.SetTiles([]model.Tile{preview})
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
	s.comments.Off.SetOn(m.CommentsOff)
	s.private.Before(m)
	s.devices.Update(st.Devices)
	s.quality.Update(st.Quality)
	s.beauty.Update(st.Beauty)
	if s.sound != nil {
		s.sound.Update(st.Sound)
	}
	s.meter.Set(m.MicLevel, m.MicMuted)
	device.SetMicButton(s.mic, m.MicMuted)
	device.SetCamButton(s.cam, m.Preview.CamMuted)
	s.flip.SetOn(m.Mirrored)
	s.checks.Update(m.Checks, st.Devices)
	kit.Show(s.live, !m.Going)
	s.going.Set(m.Going, "")
	reason := ""
	switch long := s.named.Judge(st.Limits.Title); {
	case long != "":
		reason = long
	case checkNumber(s.number.Text) != nil:
		reason = kit.T("setup.number.bad")
	case panel.BadPasscode(m) != "":
		reason = panel.BadPasscode(m)
	case m.Blocked != "":
		reason = kit.T("blocked." + string(m.Blocked))
	}
	s.live.SetEnabled(reason == "", reason)
	s.failure.Set(m.Failure)
}

func (s *setup) setCover(m model.Setup, me model.User) {
	s.take.SetEnabled(m.CanSnapshot, kit.T("setup.cover.none"))
	kit.Show(s.dropBox, m.Cover != nil)
	if m.Cover == s.coverShown && s.coverSeed == me.ID && s.cover.Image != nil || m.Cover != nil && m.Cover == s.coverShown {
		return
	}
	s.coverShown, s.coverSeed = m.Cover, me.ID
	if res := desk.PictureResource(m.Cover); res != nil {
		s.cover.Image, s.cover.Resource = nil, res
	} else {
		s.cover.Resource, s.cover.Image = nil, kit.Cover(me.ID)
	}
	s.cover.Refresh()
}

func (s *setup) Key(k fyne.KeyName) bool {
	act := s.w.Actions
	switch k {
	case fyne.KeyM:
		act.MuteMicrophone(!s.state.Setup.MicMuted)
	case fyne.KeyV:
		act.MuteCamera(!s.state.Setup.Preview.CamMuted)
	case fyne.KeyB:
		s.panel.Choose(2)
	case fyne.KeyA:
		if s.sound != nil {
			s.panel.Choose(3)
		}
	case fyne.KeyEscape:
		act.LeaveSetup()
	case desk.KeyGoLive:
		if s.live.Visible() {
			s.live.Tapped(nil)
		}
	default:
		return s.sound != nil && s.sound.Key(k)
	}
	return true
}

func (s *setup) FullScreen(bool) {}

func (s *setup) Close() {
	s.beauty.SetShown(false)
	s.stage.Close()
	s.going.Set(false, "")
}

// DropPlace implements dropping before the live.
func (s *setup) DropPlace(pos fyne.Position) desk.DropPlace {
	if !desk.Within(s.panel.Box, pos) {
		if desk.Within(s.stage, pos) {
			return desk.DropPicture
		}
		return desk.DropElsewhere
	}
	return [...]desk.DropPlace{desk.DropCover, desk.DropPicture, s.beauty.DropPlace(), s.soundPlace()}[min(s.panel.Current, 3)]
}

func (s *setup) soundPlace() desk.DropPlace {
	if s.sound == nil {
		return desk.DropElsewhere
	}
	return s.sound.DropPlace()
}
