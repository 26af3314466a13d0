package views

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// readyCard is a viewer's last look at themselves before going on stage: the
// own picture, camera and microphone to choose, beauty and voice.
type readyCard struct {
	w       *window
	tile    *videoTile
	choose  *deviceChoosers
	beauty  *beautyPanel
	voice   *voicePanel // nil: not offered
	tabs    *kit.Segmented
	page    *fyne.Container
	meter   *kit.Meter
	mic     *kit.Switch
	failure *failureCard
	up      *kit.Button
	sound   *kit.Button
	going   *waiting
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
func (w *window) showReady(s model.State) {
	r := &readyCard{w: w}
	c := s.Live.CoAnchor
	d := &dialog{w: w, cancel: w.seats.CancelJoin}
	d.update = r.update
	d.closed = func() {
		r.stop()
		r.beauty.setShown(false)
		r.tile.close()
	}
	r.tile = newVideoTile(w, readyTile(c), tileLook{radius: 10, avatar: 72})
	r.choose = newDeviceChoosers(w)
	r.meter = kit.NewMeter()
	r.mic = kit.NewSwitch(w.env, kit.T("ready.mic"), func(on bool) { w.cfg.Actions.MuteMicrophone(!on) })
	r.failure = newFailureCard(w, readyWidth+panelWidth)
	r.up = kit.NewButton(w.env, kit.ButtonSpec{Icon: "stage-up", Text: kit.T("ready.up"), Rank: kit.RankPrimary, Tip: kit.T("tip.goUp"), Action: func() { w.seats.GoUp(c.SoundOnly) }})
	d.yes = r.up
	r.sound = kit.NewButton(w.env, kit.ButtonSpec{Icon: "mic", Text: kit.T("ready.sound"), Tip: kit.T("tip.goUpSound"), Action: func() { w.seats.GoUp(true) }})
	r.going = newWaiting(w, kit.T("ready.going"), w.seats.CancelJoin)
	no := kit.NewButton(w.env, kit.ButtonSpec{Text: kit.T("ready.cancel"), Tip: kit.T("tip.giveSeatBack"), Action: w.seats.CancelJoin})
	show(r.sound, !c.SoundOnly)
	r.left = kit.NewLine("", kit.TextStyle{Bold: true, Color: kit.ColorAccentText})
	r.stop = w.every(time.Second, r.tick)
	left := kit.Column(10,
		kit.Fixed(readyWidth, readyWidth*9/16, r.tile.box),
		field(kit.T("device.camera"), r.choose.camera),
		field(kit.T("device.microphone"), kit.Frame(nil, nil, nil, kit.Pad2(0, 0, 10, 0, container.NewCenter(r.mic)), r.choose.microphone)),
		kit.Fixed(readyWidth, 8, r.meter),
	)
	if c.SoundOnly {
		left.Objects = append(left.Objects[:1], left.Objects[2:]...)
	}
	body := kit.Frame(nil, nil, left, nil, kit.Pad2(0, 0, 16, 0, kit.Fixed(panelWidth+8, readyHeight, r.panels(c.SoundOnly))))
	if c.SoundOnly && r.voice == nil {
		body = container.NewStack(left)
	}
	r.head = kit.Row(12, kit.NewLine(kit.T("ready.title"), kit.Title), kit.Stretch(), r.left)
	d.show(kit.Column(8, r.head, r.failure.object(), body, r.going.object(), kit.Row(8, no, kit.Stretch(), r.sound, r.up)))
	r.update(s)
}

// panels are what can be tried before going up: beauty, unless no picture will
// be sent, and voice.
func (r *readyCard) panels(soundOnly bool) fyne.CanvasObject {
	r.beauty = newBeautyPanel(r.w)
	if r.w.sounds != nil {
		r.voice = newVoicePanel(r.w)
		r.voice.update(r.w.state.Sound.Voice)
	}
	switch {
	case soundOnly && r.voice != nil:
		return r.voice.object()
	case r.voice == nil:
		r.beauty.setShown(!soundOnly)
		return r.beauty.object()
	}
	r.page = container.NewStack()
	r.tabs = kit.NewSegmented(r.w.env, []string{kit.T("panel.beauty"), kit.T("sound.tab.voice")}, r.choosePanel)
	r.tabs.SetChosen(0)
	r.choosePanel(0)
	return kit.Frame(kit.Pad2(0, 0, 16, 6, r.tabs), nil, nil, nil, r.page)
}

func (r *readyCard) choosePanel(i int) {
	r.beauty.setShown(i == 0)
	r.page.Objects = []fyne.CanvasObject{[]fyne.CanvasObject{r.beauty.object(), r.voice.object()}[i]}
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
	r.tile.update(readyTile(c), false, false)
	r.choose.update(s.Devices)
	r.beauty.update(s.Beauty)
	if r.voice != nil {
		r.voice.update(s.Sound.Voice)
	}
	r.meter.Set(c.MicLevel, c.MicMuted)
	r.mic.SetOn(!c.MicMuted)
	r.failure.set(c.Failure)
	r.going.set(going, "")
	r.until = c.Until
	r.tick()
	show(r.left, !going)
	up := kit.T("ready.going")
	noPicture := !c.SoundOnly && missing(s.Setup.Check(model.CheckCamera))
	if noPicture {
		up = kit.T("ready.noPicture")
	}
	r.up.SetEnabled(!going && !noPicture, up)
	r.sound.SetEnabled(!going, kit.T("ready.going"))
	return true
}

// tick writes the seconds that are left.
func (r *readyCard) tick() {
	text := kit.T("ready.left", kit.Values{"Time": seconds(model.Deadline(r.until, r.w.cfg.Now()))})
	if text == r.left.Text() {
		return
	}
	r.left.SetText(text)
	r.head.Refresh() // the line may be wider now
}

// showReadyIfDue opens the card when a seat has been granted.
func (w *window) showReadyIfDue(s model.State) {
	c := s.Live.CoAnchor
	due := w.seats != nil && c.Phase == model.JoinReady
	if due && !w.ready {
		w.showReady(s)
	}
	w.ready = due || c.Phase == model.JoinGoing && w.ready
}
