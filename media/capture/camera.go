package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"github.com/pion/mediadevices/pkg/frame"
	"github.com/pion/mediadevices/pkg/io/video"
	"github.com/pion/mediadevices/pkg/prop"
)

// cameraSource captures from a camera.
type cameraSource struct {
	label   string
	options VideoOptions
}

func openCamera(label string, o VideoOptions) (Source, error) {
	drivers.mu.Lock()
	defer drivers.mu.Unlock()
	drivers.refreshLocked()
	list := drivers.camerasLocked()
	f, ok := pick(list, label)
	if !ok {
		return nil, notHere("camera", label, list)
	}
	return &cameraSource{label: f.label, options: o}, nil
}

func (c *cameraSource) Spec() string   { return "camera:" + c.label }
func (c *cameraSource) Label() string  { return c.label }
func (c *cameraSource) HasVideo() bool { return true }
func (c *cameraSource) HasAudio() bool { return false }

func (c *cameraSource) Run(ctx context.Context, sink Sink) error {
	if sink.Video == nil {
		<-ctx.Done()
		return nil
	}
	r, err := c.start()
	if err != nil {
		return err
	}
	defer drivers.release(r.found)
	return r.pass(ctx, c.options, sink)
}

// start opens the camera with the offer nearest to what was asked.
func (c *cameraSource) start() (*running, error) {
	drivers.mu.Lock()
	defer drivers.mu.Unlock()
	drivers.refreshLocked()
	list := drivers.camerasLocked()
	f, ok := pick(list, c.label)
	if !ok || c.label == "" {
		return nil, notHere("camera", c.label, list)
	}
	return drivers.startVideoLocked(f, func(offers []prop.Media) (prop.Media, bool) {
		return choose(offers, c.options)
	})
}

// maxBadPictures is how many pictures in a row may fail to decode.
const maxBadPictures = 30

// running is a camera or screen that delivers.
type running struct {
	found
	reader video.Reader
	format prop.Media
	// changed tells that it must be opened again; nil: never.
	changed func() bool
}

var errChanged = errors.New("its size changed")

// pass gives its pictures to the sink until ctx ends or it fails.
func (r *running) pass(ctx context.Context, o VideoOptions, sink Sink) error {
	conv := &converter{options: o, fullRange: r.format.FrameFormat == frame.FormatMJPEG}
	defer conv.close()
	bad := 0
	for ctx.Err() == nil {
		img, release, err := r.reader.Read()
		now := time.Now()
		if err != nil {
			if release != nil {
				release()
			}
			if bad++; bad > maxBadPictures || fatalRead(err) {
				if ctx.Err() != nil {
					return nil
				}
				return deviceError(r.label, err, Unplugged)
			}
			continue
		}
		bad = 0
		if r.changed != nil && r.changed() {
			release()
			return errChanged
		}
		f, err := conv.frame(img, now)
		release()
		if err != nil {
			return &Error{Code: BadFormat, Device: r.label, Err: err}
		}
		sink.Video(f)
	}
	return nil
}

// fatalRead tells a camera that is gone from a picture that is damaged. The
// driver reports a camera that sends nothing as "read timeout" after 5 s.
func fatalRead(err error) bool {
	var errno syscall.Errno
	return errors.Is(err, io.EOF) || errors.As(err, &errno) || err.Error() == "read timeout"
}

// startVideoLocked opens a camera or screen and starts it with what choose
// takes of its offers.
func (t *driverTable) startVideoLocked(f found, choose func([]prop.Media) (prop.Media, bool)) (*running, error) {
	if t.inUse[f.key] {
		return nil, &Error{Code: Busy, Device: f.label, Err: errors.New("this program uses it already")}
	}
	if err := f.Open(); err != nil {
		return nil, deviceError(f.label, err, NoDevice)
	}
	offers := f.Properties()
	t.formats[f.key] = formatsOf(offers)
	p, ok := choose(offers)
	if !ok {
		_ = f.Close()
		return nil, &Error{Code: BadFormat, Device: f.label,
			Err: fmt.Errorf("none of its %d picture formats can be used", len(offers))}
	}
	r, err := f.Driver.(interface {
		VideoRecord(prop.Media) (video.Reader, error)
	}).VideoRecord(p)
	if err != nil {
		return nil, deviceError(f.label, err, BadFormat)
	}
	t.inUse[f.key] = true
	return &running{found: f, reader: r, format: p}, nil
}

// release closes a driver and lets others have it.
func (t *driverTable) release(f found) {
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = f.Close()
	delete(t.inUse, f.key)
}

func formatsOf(offers []prop.Media) []Format {
	list := make([]Format, 0, len(offers))
	for _, p := range offers {
		list = append(list, Format{
			Pixels: string(p.FrameFormat), Width: p.Width, Height: p.Height, FrameRate: float64(p.FrameRate),
		})
	}
	return list
}
