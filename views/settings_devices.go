package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"onair/app/model"
	"onair/views/kit"
)

// newDevicesPage is the choosers of all devices, each with a test: the camera's
// picture, the microphone's level, a tone from the loudspeaker.
func newDevicesPage(w *window) settingsPage {
	act := w.cfg.Actions
	d := newDeviceChoosers(w)
	var now model.DeviceTest
	camera := newTestButton(w, func() { act.TestCamera(!now.Camera) })
	microphone := newTestButton(w, func() { act.TestMicrophone(!now.Microphone) })
	speaker := newTestButton(w, func() { act.TestSpeaker(!now.Speaker) })
	meter := kit.NewMeter()
	meterBox := kit.Pad(4, 0, kit.Fixed(0, 8, meter))
	preview := container.NewStack()
	previewBox := kit.Fixed(settingsWidth-34, (settingsWidth-34)*9/16, preview)
	previewBox.Hide()
	failure := newFailureCard(w, settingsWidth)
	var tile *videoTile
	drop := func() {
		if tile != nil {
			tile.close()
			tile = nil
			preview.Objects = nil
		}
		previewBox.Hide()
	}
	line := func(chooser fyne.CanvasObject, test *kit.Button) fyne.CanvasObject {
		return kit.Frame(nil, nil, nil, kit.Pad2(0, 0, 8, 0, test), chooser)
	}
	return settingsPage{
		name: kit.T("settings.devices"), icon: "camera",
		object: kit.Column(24,
			failure.object(),
			group(kit.T("device.camera"), line(kit.Frame(nil, nil, nil, kit.Pad2(0, 0, 8, 0, d.file), d.camera), camera), previewBox),
			group(kit.T("device.microphone"), line(d.microphone, microphone), meterBox),
			group(kit.T("device.speaker"), line(d.speaker, speaker)),
		),
		update: func(s model.State) {
			d.update(s.Devices)
			now = s.Settings.Test
			setTest(camera, now.Camera)
			setTest(microphone, now.Microphone)
			setTest(speaker, now.Speaker)
			meter.Set(now.MicLevel, !now.Microphone)
			show(meterBox, now.Microphone)
			failure.set(now.Failure)
			switch {
			case now.Camera && tile == nil:
				m := now.CameraTile
				m.ID = model.CameraTestTile
				tile = newVideoTile(w, m, tileLook{radius: 8, avatar: 72})
				preview.Objects = []fyne.CanvasObject{tile.box}
				previewBox.Show()
				preview.Refresh()
			case now.Camera:
				tile.update(now.CameraTile)
			case tile != nil:
				drop()
			}
		},
		left: func() {
			drop()
			if now.Camera {
				act.TestCamera(false)
			}
			if now.Microphone {
				act.TestMicrophone(false)
			}
			if now.Speaker {
				act.TestSpeaker(false)
			}
		},
	}
}

func newTestButton(w *window, action func()) *kit.Button {
	return kit.NewButton(w.env, kit.ButtonSpec{Icon: "play", Text: kit.T("test.start"), Tip: kit.T("tip.test"), Action: action})
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
