package capture

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

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
	f, r, err := c.start()
	if err != nil {
		return err
	}
	defer drivers.release(f)
	return readPictures(ctx, r, c.label, c.options, sink)
}

// start opens the camera with the offer nearest to what was asked.
func (c *cameraSource) start() (found, video.Reader, error) {
	drivers.mu.Lock()
	defer drivers.mu.Unlock()
	drivers.refreshLocked()
	list := drivers.camerasLocked()
	f, ok := pick(list, c.label)
	if !ok || c.label == "" {
		return found{}, nil, notHere("camera", c.label, list)
	}
	return drivers.startVideoLocked(f, func(offers []prop.Media) (prop.Media, bool) {
		return choose(offers, c.options)
	})
}

// maxBadPictures is how many pictures in a row may fail to decode.
const maxBadPictures = 30

// readPictures passes a driver's pictures on until ctx ends or it fails.
func readPictures(ctx context.Context, r video.Reader, label string, o VideoOptions, sink Sink) error {
	conv := &converter{options: o}
	defer conv.close()
	bad := 0
	for ctx.Err() == nil {
		img, release, err := r.Read()
		now := time.Now()
		if err != nil {
			if release != nil {
				release()
			}
			if bad++; bad > maxBadPictures || fatalRead(err) {
				if ctx.Err() != nil {
					return nil
				}
				return deviceError(label, err, Unplugged)
			}
			continue
		}
		bad = 0
		f, err := conv.frame(img, now)
		release()
		if err != nil {
			return &Error{Code: BadFormat, Device: label, Err: err}
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
func (t *driverTable) startVideoLocked(f found, choose func([]prop.Media) (prop.Media, bool)) (found, video.Reader, error) {
	if t.inUse[f.key] {
		return f, nil, &Error{Code: Busy, Device: f.label, Err: errors.New("this program uses it already")}
	}
	if err := f.Open(); err != nil {
		return f, nil, deviceError(f.label, err, NoDevice)
	}
	offers := f.Properties()
	t.formats[f.key] = formatsOf(offers)
	p, ok := choose(offers)
	if !ok {
		_ = f.Close()
		return f, nil, &Error{Code: BadFormat, Device: f.label,
			Err: fmt.Errorf("none of its %d picture formats can be used", len(offers))}
	}
	r, err := f.Driver.(interface {
		VideoRecord(prop.Media) (video.Reader, error)
	}).VideoRecord(p)
	if err != nil {
		return f, nil, deviceError(f.label, err, BadFormat)
	}
	t.inUse[f.key] = true
	return f, r, nil
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
