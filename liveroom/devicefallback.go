package liveroom

// DeviceKind is what a device is for.
type DeviceKind string

// The kinds of OnDeviceFallback.
const (
	DeviceMicrophone DeviceKind = "microphone"
	DeviceSpeaker    DeviceKind = "speaker"
)

// OnDeviceFallback says that another device than the chosen one is used from now
// on, because that was unplugged, or that the chosen one is back. What was chosen
// stays chosen. A call of ours.
type OnDeviceFallback struct {
	Kind DeviceKind
	// Chosen is the label of the device chosen; "" is the system's default.
	Chosen string
	// InUse is the label of the device used now, equal to Chosen when that is
	// back; "default" where the system tells no name, "" when none is left.
	InUse string
}

// EventName implements Event.
func (OnDeviceFallback) EventName() string { return "onDeviceFallback" }

// Back reports whether the chosen device is used again.
func (e OnDeviceFallback) Back() bool {
	return e.InUse != "" && (e.Chosen == "" || e.InUse == e.Chosen)
}
