package capture

import (
	"cmp"
	"context"
	"slices"
)

// Devices lists cameras, microphones and screens, the default of each kind
// first. Opening each camera to ask for its formats takes a few milliseconds.
// Safe from any goroutine; ctx ends it between two devices.
func Devices(ctx context.Context) ([]Device, error) {
	list := microphones.devices()
	drivers.mu.Lock()
	defer drivers.mu.Unlock()
	drivers.refreshLocked()
	for i, f := range drivers.camerasLocked() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		list = append(list, Device{
			Kind: Camera, Label: f.label, Spec: "camera:" + f.label,
			Formats: drivers.formatsLocked(f), Default: i == 0,
		})
	}
	for i, f := range drivers.screensLocked() {
		s := screenSource{number: i}
		list = append(list, Device{
			Kind: Screen, Label: f.label, Spec: s.Spec(),
			Formats: drivers.formatsLocked(f), Default: i == 0,
		})
	}
	slices.SortStableFunc(list, func(a, b Device) int { return cmp.Compare(a.Kind, b.Kind) })
	return list, ctx.Err()
}

func (t *micTable) devices() []Device {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refreshLocked()
	var list []Device
	for i, f := range t.listLocked() {
		list = append(list, Device{Kind: Microphone, Label: f.label, Spec: "mic:" + f.label, Default: i == 0})
	}
	return list
}

// formatsLocked asks a device what it offers; one that runs is not disturbed.
func (t *driverTable) formatsLocked(f found) []Format {
	if known, ok := t.formats[f.key]; ok || t.inUse[f.key] {
		return known
	}
	if err := f.Open(); err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	t.formats[f.key] = formatsOf(f.Properties())
	return t.formats[f.key]
}
