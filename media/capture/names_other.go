//go:build !linux

package capture

import (
	"slices"
	"strings"

	"github.com/pion/mediadevices/pkg/driver"
	"github.com/pion/mediadevices/pkg/driver/camera"
)

// cameraFingerprint cannot tell without asking the drivers, so it lists what
// they found; cameras that come later are seen after a restart.
func cameraFingerprint() string {
	var ids []string
	q := driver.FilterAnd(driver.FilterVideoRecorder(), driver.FilterDeviceType(driver.Camera))
	for _, d := range driver.GetManager().Query(q) {
		ids = append(ids, d.Info().Label)
	}
	slices.Sort(ids)
	return strings.Join(ids, "\n")
}

func describeCamera(d driver.Driver) (found, bool) {
	name, _, _ := strings.Cut(d.Info().Name, camera.LabelSeparator)
	if name == "" {
		name, _, _ = strings.Cut(d.Info().Label, camera.LabelSeparator)
	}
	return found{
		Driver: d, name: tidy(name), key: d.Info().Label,
		standard: d.Info().Priority >= driver.PriorityHigh,
	}, true
}

func soundNodes() (fingerprint string, known bool) { return "", false }

func soundCardName(_, name string) string { return name }

func soundDenied() (card string, denied bool) { return "", false }
