package capture

import (
	"encoding/hex"
	"strings"

	"github.com/pion/mediadevices/pkg/driver"
)

// describeMicrophone names a microphone and leaves out those that are none:
// ALSA's and miniaudio's null devices.
func describeMicrophone(d driver.Driver) (found, bool) {
	info := d.Info()
	id := info.Label
	if raw, err := hex.DecodeString(id); err == nil {
		id = strings.TrimRight(string(raw), "\x00")
	}
	if id == "null" || id == "" || strings.HasPrefix(info.Name, "NULL ") || strings.HasPrefix(info.Name, "Discard all samples") {
		return found{}, false
	}
	name := tidy(soundCardName(id, info.Name))
	echo := strings.HasSuffix(id, ".monitor") // PulseAudio's and PipeWire's name for it
	return found{
		Driver: d, name: name, key: id,
		standard: info.Priority >= driver.PriorityHigh && !echo, echo: echo,
	}, true
}

// tidy makes a driver's name presentable: one line, no doubled halves such as
// "HD Cam: HD Cam".
func tidy(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	for _, sep := range []string{": ", ", "} {
		if a, b, ok := strings.Cut(name, sep); ok && (a == b || b == "") {
			name = a
		} else if ok && strings.HasPrefix(b, a) {
			name = b
		}
	}
	if name == "" {
		return "Unnamed"
	}
	return name
}
