package live

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/panel/beauty"
	"onair/views/panel/sound"
	"onair/views/screen/device"
	"onair/views/stage"
)

// readyCard is a viewer's last look at themselves before going on stage: the
// own picture, camera and microphone to choose, beauty and voice.
type readyCard struct {
	w       *desk.Desk
	tile    *stage.Tile
	choose  *device.Choosers
	beauty  *beauty.Panel
	voice   *sound.Voice // nil: not offered
	tabs    *kit.Segmented
	page    *fyne.Container
	meter   *kit.Meter
	mic     *kit.Switch
	failure *desk.FailureCard
	up      *kit.Button
	sound   *kit.Button
	going   *desk.Waiting
	head    *fyne.Container
	left    *kit.Line // seconds until the seat is gone
	until   time.Time
	stop    func()
}

const (
	readyWidth  = 352
	readyHeight = 376 // of the panels: the card just fits into the smallest window
)

// showReady opens the card; it closes when the state says so.
func showReady(w *desk.Desk, s model.State) {
	r := &readyCard{w: w}
	c := s.Live.CoAnchor
	d := &desk.Card{Desk: w, Cancel: w.Can.Seats.CancelJoin}
	d.Update = r.update
	d.Closed = func() {
		r.stop()
		r.beauty.SetShown(false)
		r.tile.Close()
	}
	r.tile = stage.NewTile(w, readyTile(c), stage.Look{Radius: 10, Avatar: 72})
	r.choose = device.NewChoosers(w)
	r.meter = kit.NewMeter()
	r.mic = kit.NewSwitch(w.Env, kit.T("ready.mic"), func(on bool) { w.Actions.MuteMicrophone(!on) })
	r.failure = desk.NewFailureCard(w, readyWidth+desk.PanelWidth)
	r.up = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "stage-up", Text: kit.T("ready.up"), Rank: kit.RankPrimary, Tip: kit.T("tip.goUp"), Action: func() { w.Can.Seats.GoUp(c.SoundOnly) }})
	d.Yes = r.up
	r.sound = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "mic", Text: kit.T("ready.sound"), Tip: kit.T("tip.goUpSound"), Action: func() { w.Can.Seats.GoUp(true) }})
	r.going = desk.NewWaiting(w, kit.T("ready.going"), w.Can.Seats.CancelJoin)
	no := kit.NewButton(w.Env, kit.ButtonSpec{Text: kit.T("ready.cancel"), Tip: kit.T("tip.giveSeatBack"), Action: w.Can.Seats.CancelJoin})
	kit.Show(r.sound, !c.SoundOnly)
	r.left = kit.NewLine("", kit.TextStyle{Bold: true, Color: kit.ColorAccentText})
	r.stop = w.Every(time.Second, r.tick)
	left := kit.Column(10,
		kit.Fixed(readyWidth, readyWidth*9/16, r.tile.Box),
		kit.Field(kit.T("device.camera"), r.choose.Camera),
		kit.Field(kit.T("device.microphone"), kit.Frame(nil, nil, nil, kit.Pad2(0, 0, 10, 0, container.NewCenter(r.mic)), r.choose.Microphone)),
		kit.Fixed(readyWidth, 8, r.meter),
	)
	if c.SoundOnly {
		left.Objects = append(left.Objects[:1], left.Objects[2:]...)
	}
	body := kit.Frame(nil, nil, left, nil, kit.Pad2(0, 0, 16, 0, kit.Fixed(desk.PanelWidth+8, readyHeight, r.panels(c.SoundOnly))))
	if c.SoundOnly && r.voice == nil {
		body = container.NewStack(left)
	}
	r.head = kit.Row(12, kit.NewLine(kit.T("ready.title"), kit.Title), kit.Stretch(), r.left)
	d.Show(kit.Column(8, r.head, r.failure.Object(), body, r.going.Object(), kit.Row(8, no, kit.Stretch(), r.sound, r.up)))
	r.update(s)
}

// panels are what can be tried before going up: beauty, unless no picture will
// be sent, and voice.
func (r *readyCard) panels(soundOnly bool) fyne.CanvasObject {
	r.beauty = beauty.New(r.w)
	if r.w.Can.Sounds != nil {
		r.voice = sound.NewVoice(r.w)
		r.voice.Update(r.w.State.Sound.Voice)
	}
	switch {
	case soundOnly && r.voice != nil:
		return r.voice.Object()
	case r.voice == nil:
		r.beauty.SetShown(!soundOnly)
		return r.beauty.Object()
	}
	r.page = container.NewStack()
	r.tabs = kit.NewSegmented(r.w.Env, []string{kit.T("panel.beauty"), kit.T("sound.tab.voice")}, r.choosePanel)
	r.tabs.SetChosen(0)
	r.choosePanel(0)
	return kit.Frame(kit.Pad2(0, 0, 16, 6, r.tabs), nil, nil, nil, r.page)
}

func (r *readyCard) choosePanel(i int) {
	r.beauty.SetShown(i == 0)
	r.page.Objects = []fyne.CanvasObject{[]fyne.CanvasObject{r.beauty.Object(), r.voice.Object()}[i]}
	r.page.Refresh()
}

func readyTile(c model.CoAnchor) model.Tile {
	t := c.Preview
	t.ID = model.LocalTile
	t.SoundOnly = c.SoundOnly
	return t
}

func (r *readyCard) update(s model.State) bool {
	c := s.Live.CoAnchor
	if c.Phase != model.JoinReady && c.Phase != model.JoinGoing {
		return false
	}
	going := c.Phase == model.JoinGoing
	r.tile.Update(readyTile(c), false, false)
	r.choose.Update(s.Devices)
	r.beauty.Update(s.Beauty)
	if r.voice != nil {
		r.voice.Update(s.Sound.Voice)
	}
	r.meter.Set(c.MicLevel, c.MicMuted)
	r.mic.SetOn(!c.MicMuted)
	r.failure.Set(c.Failure)
	r.going.Set(going, "")
	r.until = c.Until
	r.tick()
	kit.Show(r.left, !going)
	up := kit.T("ready.going")
	noPicture := !c.SoundOnly && device.Missing(s.Setup.Check(model.CheckCamera))
	if noPicture {
		up = kit.T("ready.noPicture")
	}
	r.up.SetEnabled(!going && !noPicture, up)
	r.sound.SetEnabled(!going, kit.T("ready.going"))
	return true
}

// tick writes the seconds that are left.
func (r *readyCard) tick() {
	text := kit.T("ready.left", kit.Values{"Time": desk.Seconds(model.Deadline(r.until, r.w.Now()))})
	if text == r.left.Text() {
		return
	}
	r.left.SetText(text)
	r.head.Refresh() // the line may be wider now
}

// showReadyIfDue opens the card when a seat has been granted.
func (t *together) showReadyIfDue(s model.State) {
	c := s.Live.CoAnchor
	due := t.w.Can.Seats != nil && c.Phase == model.JoinReady
	if due && !t.ready {
		showReady(t.w, s)
	}
	t.ready = due || c.Phase == model.JoinGoing && t.ready
}
