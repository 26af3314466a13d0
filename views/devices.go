package views

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// deviceChoosers are the choosers of camera, microphone and loudspeaker.
type deviceChoosers struct {
	camera, microphone, speaker *kit.Select
	file                        *kit.Button
	shown                       model.Devices
}

func newDeviceChoosers(w *desk.Desk) *deviceChoosers {
	d := &deviceChoosers{}
	act := w.Actions
	d.camera = kit.NewSelect(w.Env, func(i int) { act.SetCamera(d.shown.Cameras[i].Spec) })
	d.microphone = kit.NewSelect(w.Env, func(i int) { act.SetMicrophone(d.shown.Microphones[i].Spec) })
	d.speaker = kit.NewSelect(w.Env, func(i int) { act.SetSpeaker(d.shown.Speakers[i].Spec) })
	for _, s := range []*kit.Select{d.camera, d.microphone, d.speaker} {
		s.PlaceHolder = kit.T("device.choose")
	}
	d.file = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "folder", Tip: kit.T("tip.file"), Action: func() { pickFile(w) }})
	return d
}

func (d *deviceChoosers) update(m model.Devices) {
	d.shown = m
	d.camera.SetOptionsAndChoice(desk.Distinct(desk.DeviceNames(m.Cameras)), desk.DeviceIndex(m.Cameras, m.Camera))
	d.microphone.SetOptionsAndChoice(desk.Distinct(desk.DeviceNames(m.Microphones)), desk.DeviceIndex(m.Microphones, m.Microphone))
	d.speaker.SetOptionsAndChoice(desk.Distinct(desk.DeviceNames(m.Speakers)), desk.DeviceIndex(m.Speakers, m.Speaker))
}

// pickFile asks for a media file or picture to show as the camera.
func pickFile(w *desk.Desk) { w.PickFile(model.FileCamera, w.Actions.UseFile) }

// qualityChoosers are the choosers of the sent picture's size, rate and bit
// rate.
type qualityChoosers struct {
	size, rate, bits *kit.Select
	shown            model.Quality
}

func newQualityChoosers(w *desk.Desk) *qualityChoosers {
	q := &qualityChoosers{}
	act := w.Actions
	q.size = kit.NewSelect(w.Env, func(i int) { act.SetSize(q.shown.Sizes[i]) })
	q.rate = kit.NewSelect(w.Env, func(i int) { act.SetFrameRate(q.shown.Rates[i]) })
	q.bits = kit.NewSelect(w.Env, func(i int) { act.SetBitRate(q.shown.BitRates[i]) })
	return q
}

func (q *qualityChoosers) update(m model.Quality) {
	q.shown = m
	var sizes, rates, bits []string
	size, rate, bit := -1, -1, -1
	for i, s := range m.Sizes {
		sizes = append(sizes, desk.SizeName(s))
		if s == m.Size {
			size = i
		}
	}
	for i, r := range m.Rates {
		rates = append(rates, kit.T("rate", kit.Values{"Rate": r}))
		if r == m.Rate {
			rate = i
		}
	}
	for i, b := range m.BitRates {
		text := desk.BitRate(b)
		if b == 0 {
			text = kit.T("bitRate.automatic", kit.Values{"Rate": desk.BitRate(m.Automatic)})
		}
		bits = append(bits, text)
		if b == m.BitRate {
			bit = i
		}
	}
	q.size.SetOptionsAndChoice(sizes, size)
	q.rate.SetOptionsAndChoice(rates, rate)
	q.bits.SetOptionsAndChoice(bits, bit)
}

// object is the three choosers below each other.
func (q *qualityChoosers) object() fyne.CanvasObject {
	return kit.Column(12, kit.Field(kit.T("quality.size"), q.size),
		kit.Frame(nil, nil, kit.Fixed(112, 0, kit.Field(kit.T("quality.rate"), q.rate)), nil, kit.Pad2(0, 0, 8, 0, kit.Field(kit.T("quality.bits"), q.bits))))
}
