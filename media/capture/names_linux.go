package capture

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"github.com/pion/mediadevices/pkg/driver"
	"github.com/pion/mediadevices/pkg/driver/camera"
	"golang.org/x/sys/unix"
)

const videoClass = "/sys/class/video4linux"

// cameraFingerprint changes when a camera comes or goes, or its permissions
// do (udev sets them a moment after the node appears).
func cameraFingerprint() string {
	nodes, _ := filepath.Glob("/dev/video*")
	var b strings.Builder
	for _, n := range nodes {
		var st unix.Stat_t
		if unix.Stat(n, &st) != nil {
			continue
		}
		fmt.Fprintf(&b, "%s %d %d %v %s\n", n, st.Ino, st.Ctim.Nano(),
			unix.Access(n, unix.R_OK|unix.W_OK) == nil, cameraName(filepath.Base(n)))
	}
	return b.String()
}

// soundNodes changes when a sound card comes or goes, or its permissions do; known is
// whether the system has nodes of sound cards at all.
func soundNodes() (fingerprint string, known bool) {
	nodes, _ := filepath.Glob("/dev/snd/*")
	var b strings.Builder
	for _, n := range nodes {
		var st unix.Stat_t
		if unix.Stat(n, &st) == nil {
			fmt.Fprintf(&b, "%s %d %d %v\n", n, st.Ino, st.Ctim.Nano(), unix.Access(n, unix.R_OK|unix.W_OK) == nil)
		}
	}
	return b.String(), true
}

// describeCamera names a V4L2 driver. Nodes that cannot capture pictures (a
// webcam's second node carries metadata) are left out.
func describeCamera(d driver.Driver) (found, bool) {
	link, node, ok := strings.Cut(d.Info().Label, camera.LabelSeparator)
	if !ok {
		node = link
	}
	if !capturesVideo("/dev/" + node) {
		return found{}, false
	}
	_, bus, _ := strings.Cut(d.Info().Name, camera.LabelSeparator)
	return found{
		Driver: d, name: tidy(cameraName(node)),
		key:      fmt.Sprintf("%s %08s", bus, strings.TrimPrefix(node, "video")),
		standard: d.Info().Priority >= driver.PriorityHigh,
	}, true
}

func cameraName(node string) string {
	b, err := os.ReadFile(filepath.Join(videoClass, node, "name"))
	if err != nil {
		return node
	}
	return strings.TrimSpace(string(b))
}

const (
	queryCapability  = 0x80685600 // VIDIOC_QUERYCAP
	capabilitySize   = 104        // struct v4l2_capability
	allCapsAt        = 84
	nodeCapsAt       = 88
	capVideoCapture  = 0x00000001
	capHasDeviceCaps = 0x80000000
)

// capturesVideo asks the node. One that may not be opened is taken for a
// camera, so that the user hears of the missing permission.
func capturesVideo(path string) bool {
	fd, err := unix.Open(path, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return err == unix.EACCES || err == unix.EPERM || err == unix.EBUSY
	}
	defer unix.Close(fd)
	var raw [capabilitySize]byte
	if _, _, e := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), queryCapability, uintptr(unsafe.Pointer(&raw))); e != 0 {
		return false
	}
	caps := *(*uint32)(unsafe.Pointer(&raw[allCapsAt]))
	if caps&capHasDeviceCaps != 0 {
		caps = *(*uint32)(unsafe.Pointer(&raw[nodeCapsAt]))
	}
	return caps&capVideoCapture != 0
}

// soundCardName puts the ALSA card's name before the device's. An ALSA id is
// ":CARD,DEVICE"; other sound systems have good names of their own.
func soundCardName(id, name string) string {
	var card, dev int
	if n, _ := fmt.Sscanf(id, ":%d,%d", &card, &dev); n != 2 {
		return name
	}
	b, err := os.ReadFile(fmt.Sprintf("/proc/asound/card%d/id", card))
	if err != nil {
		return name
	}
	if s := strings.TrimSpace(string(b)); s != "" && !strings.Contains(name, s) {
		return s + ", " + name
	}
	return name
}

// soundDenied finds a sound card that this user may not open; ALSA does not
// list such cards at all.
func soundDenied() (card string, denied bool) {
	cards, _ := filepath.Glob("/dev/snd/controlC*")
	for _, c := range cards {
		if unix.Access(c, unix.R_OK|unix.W_OK) == unix.EACCES {
			return c, true
		}
	}
	return "", false
}
