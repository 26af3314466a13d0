// Package device has what screens share to choose devices and to say how they do.
package device

import (
	"fyne.io/fyne/v2"

	"onair/app/model"
	"onair/views/desk"
	"onair/views/kit"
)

// Choosers are the choosers of camera, microphone and loudspeaker.
type Choosers struct {
	Camera, Microphone, Speaker *kit.Select
	File                        *kit.Button
	shown                       model.Devices
}

// NewChoosers makes them; they choose at once.
func NewChoosers(w *desk.Desk) *Choosers {
	d := &Choosers{}
	act := w.Actions
	d.Camera = kit.NewSelect(w.Env, func(i int) { act.SetCamera(d.shown.Cameras[i].Spec) })
	d.Microphone = kit.NewSelect(w.Env, func(i int) { act.SetMicrophone(d.shown.Microphones[i].Spec) })
	d.Speaker = kit.NewSelect(w.Env, func(i int) { act.SetSpeaker(d.shown.Speakers[i].Spec) })
	for _, s := range []*kit.Select{d.Camera, d.Microphone, d.Speaker} {
		s.PlaceHolder = kit.T("device.choose")
	}
	d.File = kit.NewButton(w.Env, kit.ButtonSpec{Icon: "folder", Tip: kit.T("tip.file"), Action: func() { PickFile(w) }})
	return d
}

// Update shows the devices there are and the chosen ones.
func (d *Choosers) Update(m model.Devices) {
	d.shown = m
	d.Camera.SetOptionsAndChoice(desk.Distinct(desk.DeviceNames(m.Cameras)), desk.DeviceIndex(m.Cameras, m.Camera))
	d.Microphone.SetOptionsAndChoice(desk.Distinct(desk.DeviceNames(m.Microphones)), desk.DeviceIndex(m.Microphones, m.Microphone))
	d.Speaker.SetOptionsAndChoice(desk.Distinct(desk.DeviceNames(m.Speakers)), desk.DeviceIndex(m.Speakers, m.Speaker))
}

// PickFile asks for a media file or picture to show as the camera.
func PickFile(w *desk.Desk) { w.PickFile(model.FileCamera, w.Actions.UseFile) }

// Quality are the choosers of the sent picture's size, rate and bit
// rate.
type Quality struct {
	Size, Rate, Bits *kit.Select
	shown            model.Quality
}

// NewQuality makes them; they choose at once.
func NewQuality(w *desk.Desk) *Quality {
	q := &Quality{}
	act := w.Actions
	q.Size = kit.NewSelect(w.Env, func(i int) { act.SetSize(q.shown.Sizes[i]) })
	q.Rate = kit.NewSelect(w.Env, func(i int) { act.SetFrameRate(q.shown.Rates[i]) })
	q.Bits = kit.NewSelect(w.Env, func(i int) { act.SetBitRate(q.shown.BitRates[i]) })
	return q
}

// Update shows what can be sent and what is chosen.
func (q *Quality) Update(m model.Quality) {
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
	q.Size.SetOptionsAndChoice(sizes, size)
	q.Rate.SetOptionsAndChoice(rates, rate)
	q.Bits.SetOptionsAndChoice(bits, bit)
}

// Object is the three choosers below each other.
func (q *Quality) Object() fyne.CanvasObject {
	return kit.Column(12, kit.Field(kit.T("quality.size"), q.Size),
		kit.Frame(nil, nil, kit.Fixed(112, 0, kit.Field(kit.T("quality.rate"), q.Rate)), nil, kit.Pad2(0, 0, 8, 0, kit.Field(kit.T("quality.bits"), q.Bits))))
}
