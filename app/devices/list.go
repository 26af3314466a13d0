package devices

import (
	"context"
	"onair/app/model"
	"onair/liveroom"
	"onair/media/capture"
	"path/filepath"
	"slices"
	"strings"
)

// List fills the choosers.
func (c *Devices) List(ctx context.Context) {
	list, err := liveroom.Devices(ctx)
	if err != nil {
		c.desk.Log.Warn("devices", "err", err)
	}
	var cameras, mics []model.Device
	for _, d := range list {
		device := model.Device{Spec: d.Spec, Label: d.Label, Kind: model.DeviceHardware}
		switch d.Kind {
		case capture.Camera:
			cameras = append(cameras, device)
		case capture.Screen:
			device.Kind = model.DeviceScreen
			cameras = append(cameras, device)
		case capture.Microphone:
			mics = append(mics, device)
		}
	}
	cameras = append(cameras, model.Device{Spec: "test:", Kind: model.DevicePattern}, model.Device{Spec: "none", Kind: model.DeviceNone})
	mics = append(mics, model.Device{Spec: "tone:440", Kind: model.DeviceTone}, model.Device{Spec: "silence:", Kind: model.DeviceSilence}, model.Device{Spec: "none", Kind: model.DeviceNone})
	speakers := []model.Device{{Spec: "", Kind: model.DeviceDefault}}
	found, err := liveroom.Speakers(ctx)
	if err != nil {
		c.desk.Log.Warn("loudspeakers", "err", err)
	}
	for _, d := range found {
		speakers = append(speakers, model.Device{Spec: d.Label, Label: d.Label, Kind: model.DeviceHardware})
	}
	c.desk.Store.Update(func(s *model.State) {
		s.Devices.Cameras = withChosen(cameras, s.Devices.Camera)
		s.Devices.Microphones = withChosen(mics, s.Devices.Microphone)
		s.Devices.Camera = chosen(s.Devices.Cameras, s.Devices.Camera)
		s.Devices.Microphone = chosen(s.Devices.Microphones, s.Devices.Microphone)
		s.Devices.Speakers = withAbsent(speakers, s.Devices.Speaker)
		s.Settings.HardwareBlocked = !liveroom.HardwareEncoder()
	})
}

// chosen is the remembered device; without one, the first real one. A screen
// is never shown to others without having been chosen.
func chosen(list []model.Device, spec string) string {
	if spec != "" && spec != "default" {
		return spec
	}
	for _, d := range list {
		if d.Kind == model.DeviceHardware {
			return d.Spec
		}
	}
	return "none"
}

// withDevice adds a device that is not in the list.
func withDevice(list []model.Device, d model.Device) []model.Device {
	if slices.ContainsFunc(list, func(o model.Device) bool { return o.Spec == d.Spec }) {
		return list
	}
	return append(slices.Clone(list), d)
}

// withChosen keeps a chosen file or absent device in the list.
func withChosen(list []model.Device, spec string) []model.Device {
	if spec == "" || spec == "default" {
		return list
	}
	for _, d := range list {
		if d.Spec == spec {
			return list
		}
	}
	scheme, rest, _ := strings.Cut(spec, ":")
	d := model.Device{Spec: spec, Label: rest, Kind: model.DeviceHardware}
	switch scheme {
	case "file", "picture":
		d.Kind, d.Label = model.DeviceFile, filepath.Base(rest)
	case "test":
		d.Kind = model.DevicePattern
	case "tone":
		d.Kind = model.DeviceTone
	case "silence":
		d.Kind = model.DeviceSilence
	}
	return append([]model.Device{d}, list...)
}

// withAbsent keeps a chosen loudspeaker in the list that is not plugged in.
func withAbsent(list []model.Device, label string) []model.Device {
	if slices.ContainsFunc(list, func(d model.Device) bool { return d.Spec == label }) {
		return list
	}
	return append(list, model.Device{Spec: label, Label: label, Kind: model.DeviceHardware})
}
