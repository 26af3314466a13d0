package devices

import (
	"onair/app/model"
	"onair/liveroom"
	"slices"
)

// watch tells when cameras and microphones come and go.
func (c *Devices) watch() {
	var known []model.Device
	liveroom.WatchDevices(c.desk.Context(), func() {
		c.List(c.desk.Context())
		s := c.desk.Store.State()
		now := slices.Concat(s.Devices.Cameras, s.Devices.Microphones)
		if known != nil {
			c.tellChanges(known, now)
			c.lane.Do(func() { c.camera(c.desk.Context(), Back{}) })
		}
		known = now
	})
}

func (c *Devices) tellChanges(before, now []model.Device) {
	has := func(list []model.Device, d model.Device) bool {
		return slices.ContainsFunc(list, func(o model.Device) bool { return o.Spec == d.Spec })
	}
	for _, d := range now {
		if d.Kind == model.DeviceHardware && !has(before, d) {
			c.desk.Notify(model.Notice{Code: model.NoticeDeviceAdded, Subject: d.Label})
		}
	}
	for _, d := range before {
		if d.Kind == model.DeviceHardware && !has(now, d) {
			c.desk.Notify(model.Notice{Code: model.NoticeDeviceRemoved, Subject: d.Label})
		}
	}
}
