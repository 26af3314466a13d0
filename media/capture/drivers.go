package capture

import (
	"cmp"
	"fmt"
	"log/slog"
	"slices"
	"sync"

	"github.com/pion/mediadevices/pkg/driver"
	"github.com/pion/mediadevices/pkg/driver/camera"
)

// drivers is this package's view of mediadevices' driver manager. It is one
// for the process because the manager is.
var drivers = &driverTable{
	formats: map[string][]Format{}, inUse: map[string]bool{}, describe: describeCamera,
}

// driverTable finds cameras and screens by label. mediadevices neither notices
// devices that come later nor guards a driver's state, so the lock covers
// discovery and the opening of devices; no picture passes under it.
type driverTable struct {
	mu sync.Mutex
	// cameras tells whether anything changed since discovery.
	cameras string
	// formats remembers what a camera offered, for when it is running and
	// cannot be asked. The key is found.key.
	formats map[string][]Format
	// inUse has the keys of what this process captures from.
	inUse map[string]bool
	// describe tells a camera's name; false for what is none.
	describe func(driver.Driver) (found, bool)
}

// found is a driver with what people call it.
type found struct {
	driver.Driver
	name     string // as the system says; may be shared
	label    string // name, numbered when shared
	key      string // stable within the process
	standard bool   // the system's default
	echo     bool   // no microphone, but what a loudspeaker plays
}

// refreshLocked looks for cameras again if the system's list changed. It
// returns the list's fingerprint.
func (t *driverTable) refreshLocked() string {
	cams := cameraFingerprint()
	if cams != t.cameras {
		// The camera package forgets every driver of pictures, screens too;
		// screensLocked finds those again. Whoever runs one keeps it: only
		// the list is made anew.
		discover("cameras", camera.Initialize)
		t.cameras = cams
		clear(t.formats)
	}
	return cams
}

// discover runs a package's Initialize; what it does with a broken system must
// not end the program.
func discover(what string, initialize func()) {
	defer func() {
		if r := recover(); r != nil {
			slog.Warn("capture: looking for devices failed", "kind", what, "err", fmt.Sprint(r))
		}
	}()
	initialize()
}

func (t *driverTable) camerasLocked() []found {
	q := driver.FilterAnd(driver.FilterVideoRecorder(), driver.FilterDeviceType(driver.Camera))
	var list []found
	for _, d := range driver.GetManager().Query(q) {
		if f, ok := t.describe(d); ok {
			list = append(list, f)
		}
	}
	return numbered(list)
}

// numbered sorts by key and tells namesakes apart: "Cam", "Cam (2)".
func numbered(list []found) []found {
	slices.SortFunc(list, func(a, b found) int { return cmp.Compare(a.key, b.key) })
	count := map[string]int{}
	for i := range list {
		f := &list[i]
		f.label = f.name
		if count[f.name]++; count[f.name] > 1 {
			f.label = fmt.Sprintf("%s (%d)", f.name, count[f.name])
		}
	}
	slices.SortStableFunc(list, func(a, b found) int {
		if a.standard != b.standard {
			if a.standard {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.label, b.label)
	})
	return list
}

// pick finds a label in the list, or the default for "". What a loudspeaker plays
// is never the default, though a sound server that has no microphone offers it as
// such: viewers would hear themselves.
func pick(list []found, label string) (found, bool) {
	i := slices.IndexFunc(list, func(f found) bool { return f.label == label || label == "" && !f.echo })
	if i < 0 {
		return found{}, false
	}
	return list[i], true
}

// notHere says that a device is missing and what there is instead.
func notHere(kind, label string, list []found) *Error {
	name := label
	if name == "" {
		name = "default " + kind
	}
	if len(list) == 0 {
		return &Error{Code: NoDevice, Device: name, Err: fmt.Errorf("this computer has no %s", kind)}
	}
	var labels []string
	for _, f := range list {
		labels = append(labels, f.label)
	}
	return &Error{Code: NoDevice, Device: name, Err: fmt.Errorf("there is %q", labels)}
}
