package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
	"onair/views/screen/device"
	"onair/views/stage"
)

// devicesPage is the choosers of all devices, each with a test: the camera's
// picture, the microphone's level, a tone from the loudspeaker.
type devicesPage struct {
	w                           *desk.Desk
	choosers                    *device.Choosers
	camera, microphone, speaker *kit.Button
	meter                       *kit.Meter
	meterBox, preview, frame    *fyne.Container
	failure                     *desk.FailureCard
	tile                        *stage.Tile
	now                         model.DeviceTest
}

func newDevicesPage(w *desk.Desk) settingsPage {
	act := w.Actions
	p := &devicesPage{w: w, choosers: device.NewChoosers(w), meter: kit.NewMeter(), preview: container.NewStack(), failure: desk.NewFailureCard(w, settingsWidth)}
	p.camera = newTestButton(w, func() { act.TestCamera(!p.now.Camera) })
	p.microphone = newTestButton(w, func() { act.TestMicrophone(!p.now.Microphone) })
	p.speaker = newTestButton(w, func() { act.TestSpeaker(!p.now.Speaker) })
	p.meterBox = kit.Pad(4, 0, kit.Fixed(0, 8, p.meter))
	p.frame = kit.Fixed(settingsWidth-34, (settingsWidth-34)*9/16, p.preview)
	p.frame.Hide()
	line := func(chooser, button fyne.CanvasObject) fyne.CanvasObject {
		return kit.Frame(nil, nil, nil, kit.Pad2(0, 0, 8, 0, button), chooser)
	}
	d := p.choosers
	return settingsPage{
		name: kit.T("settings.devices"), icon: "camera",
		object: kit.Column(24,
			p.failure.Object(),
			group(kit.T("device.camera"), line(line(d.Camera, d.File), p.camera), p.frame),
			group(kit.T("device.microphone"), line(d.Microphone, p.microphone), p.meterBox),
			group(kit.T("device.speaker"), line(d.Speaker, p.speaker)),
		),
		update: p.update,
		left:   p.leave,
	}
}

func (p *devicesPage) update(s model.State) {
	p.choosers.Update(s.Devices)
	p.now = s.Settings.Test
	setTest(p.camera, p.now.Camera)
	setTest(p.microphone, p.now.Microphone)
	setTest(p.speaker, p.now.Speaker)
	p.meter.Set(p.now.MicLevel, !p.now.Microphone)
	kit.Show(p.meterBox, p.now.Microphone)
	p.failure.Set(p.now.Failure)
	switch {
	case p.now.Camera && p.tile == nil:
		m := p.now.CameraTile
		m.ID = model.CameraTestTile
		p.tile = stage.NewTile(p.w, m, stage.Look{Radius: 8, Avatar: 72})
		p.preview.Objects = []fyne.CanvasObject{p.tile.Box}
		kit.Show(p.frame, true)
		p.preview.Refresh()
	case p.now.Camera:
		p.tile.Update(p.now.CameraTile, false, false)
	default:
		p.drop()
	}
}

// drop takes the camera's picture away.
func (p *devicesPage) drop() {
	if p.tile != nil {
		p.tile.Close()
		p.tile = nil
		p.preview.Objects = nil
	}
	kit.Show(p.frame, false)
}

// leave stops the tests that run.
func (p *devicesPage) leave() {
	p.drop()
	act := p.w.Actions
	if p.now.Camera {
		act.TestCamera(false)
	}
	if p.now.Microphone {
		act.TestMicrophone(false)
	}
	if p.now.Speaker {
		act.TestSpeaker(false)
	}
}

func newTestButton(w *desk.Desk, action func()) *kit.Button {
	return kit.NewButton(w.Env, kit.ButtonSpec{Icon: "play", Text: kit.T("test.start"), Tip: kit.T("tip.test"), Action: action})
}

func setTest(b *kit.Button, running bool) {
	b.SetOn(running)
	if running {
		b.SetIcon("stop", kit.T("tip.testStop"))
		b.SetText(kit.T("test.stop"))
		return
	}
	b.SetIcon("play", kit.T("tip.test"))
	b.SetText(kit.T("test.start"))
}
