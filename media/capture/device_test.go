package capture

import (
	"context"
	"errors"
	"image"
	"io"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/pion/mediadevices/pkg/driver"
	"github.com/pion/mediadevices/pkg/frame"
	"github.com/pion/mediadevices/pkg/io/video"
	"github.com/pion/mediadevices/pkg/prop"

	"onair/media"
)

// addDriver registers a driver for one test.
func addDriver(t *testing.T, a driver.Adapter, info driver.Info) {
	t.Helper()
	fingerprint() // so that the new one is not taken for an old one and removed
	m := driver.GetManager()
	if err := m.Register(a, info); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, d := range m.Query(func(d driver.Driver) bool { return d.Info().Label == info.Label }) {
			m.Delete(d.ID())
		}
	})
}

// fakeCamera gives pictures until it fails.
type fakeCamera struct {
	offers             []prop.Media
	openErr, recordErr error
	pictures           int
	end                error
}

func (c *fakeCamera) Open() error              { return c.openErr }
func (c *fakeCamera) Close() error             { return nil }
func (c *fakeCamera) Properties() []prop.Media { return c.offers }

func (c *fakeCamera) VideoRecord(p prop.Media) (video.Reader, error) {
	if c.recordErr != nil {
		return nil, c.recordErr
	}
	left := c.pictures
	return video.ReaderFunc(func() (image.Image, func(), error) {
		if left--; left < 0 {
			return nil, func() {}, c.end
		}
		if left%2 == 1 {
			return nil, nil, errors.New("a damaged picture")
		}
		return gradient(p.Width, p.Height, image.YCbCrSubsampleRatio422), func() {}, nil
	}), nil
}

// addCamera registers a camera that describeCamera need not find in the system.
func addCamera(t *testing.T, name string, c *fakeCamera) {
	t.Helper()
	if c.offers == nil {
		c.offers = []prop.Media{offer(frame.FormatYUYV, 320, 240, 30)}
	}
	addDriver(t, c, driver.Info{Label: "fake " + name, Name: name, DeviceType: driver.Camera})
	drivers.mu.Lock()
	defer drivers.mu.Unlock()
	before := drivers.describe
	drivers.describe = func(d driver.Driver) (found, bool) {
		if d.Info().Label == "fake "+name {
			return found{Driver: d, name: name, key: d.Info().Label}, true
		}
		return before(d)
	}
	t.Cleanup(func() {
		drivers.mu.Lock()
		defer drivers.mu.Unlock()
		drivers.describe = before
		delete(drivers.formats, "fake "+name)
	})
}

func wantCode(t *testing.T, err error, want Code) *Error {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Code != want {
		t.Fatalf("%v; want %v", err, want)
	}
	return e
}

func TestCameraEndsSayWhy(t *testing.T) {
	for _, c := range []struct {
		name   string
		camera fakeCamera
		want   Code
		frames int
		says   string
	}{
		{"unplugged", fakeCamera{pictures: 10, end: syscall.ENODEV}, Unplugged, 5, "connect it again"},
		{"silent", fakeCamera{end: errors.New("read timeout")}, Unplugged, 0, "read timeout"},
		{"closed", fakeCamera{end: io.EOF}, Unplugged, 0, "stopped"},
		{"only damage", fakeCamera{end: errors.New("bad JPEG")}, Unplugged, 0, "bad JPEG"},
		{"denied", fakeCamera{openErr: syscall.EACCES}, Denied, 0, "permission"},
		{"busy", fakeCamera{recordErr: syscall.EBUSY}, Busy, 0, "close the other program"},
		{"busy, flattened", fakeCamera{recordErr: errors.New("Failed to map request buffers: device or resource busy")}, Busy, 0, "close the other"},
		{"no format", fakeCamera{offers: []prop.Media{offer(frame.FormatZ16, 640, 480, 30)}}, BadFormat, 0, "none of its 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			addCamera(t, "Cam "+c.name, &c.camera)
			s, err := OpenVideo("camera:Cam "+c.name, VideoOptions{})
			if err != nil {
				t.Fatal(err)
			}
			frames := 0
			err = s.Run(context.Background(), Sink{Video: func(f *media.Frame) {
				if f.Width() != 320 || time.Since(f.Time) > time.Minute {
					t.Errorf("%v taken at %v", f.Rect, f.Time)
				}
				frames++
				f.Release()
			}})
			e := wantCode(t, err, c.want)
			if frames != c.frames || !strings.Contains(e.Error(), c.says) {
				t.Errorf("%d pictures, %q", frames, e)
			}
			// It can be tried again.
			wantCode(t, s.Run(context.Background(), Sink{Video: func(f *media.Frame) { f.Release() }}), c.want)
		})
	}
}

func TestOneCameraForOneRun(t *testing.T) {
	addCamera(t, "Single", &fakeCamera{pictures: 1 << 30})
	s, err := OpenVideo("camera:Single", VideoOptions{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	running, done := make(chan struct{}), make(chan error, 1)
	var once sync.Once
	go func() {
		done <- s.Run(ctx, Sink{Video: func(f *media.Frame) { f.Release(); once.Do(func() { close(running) }) }})
	}()
	<-running
	wantCode(t, s.Run(ctx, Sink{Video: func(f *media.Frame) { f.Release() }}), Busy)
	list, err := Devices(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list {
		if d.Label == "Single" && (d.Kind != Camera || d.Spec != "camera:Single" || len(d.Formats) != 1) {
			t.Errorf("%+v", d)
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestNamesakesAreNumbered(t *testing.T) {
	list := numbered([]found{
		{name: "Cam", key: "usb-3"}, {name: "Other", key: "usb-2"}, {name: "Cam", key: "usb-1", standard: true}, {name: "Cam", key: "usb-4"},
	})
	var got []string
	for _, f := range list {
		got = append(got, f.label+"="+f.key)
	}
	if s := strings.Join(got, ", "); s != "Cam=usb-1, Cam (2)=usb-3, Cam (3)=usb-4, Other=usb-2" {
		t.Error(s)
	}
	if f, ok := pick(list, "Cam (2)"); !ok || f.key != "usb-3" {
		t.Error(f.key)
	}
	if f, ok := pick(list, ""); !ok || f.key != "usb-1" {
		t.Error(f.key)
	}
	if _, ok := pick(nil, ""); ok {
		t.Error("picked of nothing")
	}
}

func TestTidyNames(t *testing.T) {
	for in, want := range map[string]string{
		"HD Webcam: HD Webcam":   "HD Webcam",
		"HD Webcam: HD Webcam C": "HD Webcam C",
		"UVC Camera (046d:0825)": "UVC Camera (046d:0825)",
		"Loopback, Loopback PCM": "Loopback PCM",
		"  Two\n lines ":         "Two lines",
		"Name: ":                 "Name:",
		"":                       "Unnamed",
	} {
		if got := tidy(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestWatchTellsOfNewDevices(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	calls := 0
	Watch(ctx, func([]Device) {
		calls++
		cancel()
	})
	if calls != 1 {
		t.Errorf("%d calls at the start", calls)
	}
}

func TestErrorsTellWhatToDo(t *testing.T) {
	for code := range codeNames {
		e := &Error{Code: code, Device: "Cam X", Err: io.EOF}
		if !strings.Contains(e.Error(), "Cam X") || !strings.Contains(e.Error(), ":") || !errors.Is(e, io.EOF) || code.String() == "unknown" {
			t.Errorf("%v: %v", code, e)
		}
	}
}
