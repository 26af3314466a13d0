package capture

import (
	"context"
	"errors"
	"fmt"

	"github.com/pion/mediadevices/pkg/driver"
	"github.com/pion/mediadevices/pkg/driver/screen"
	"github.com/pion/mediadevices/pkg/prop"
)

// screenSource captures a whole screen.
type screenSource struct {
	number  int
	options VideoOptions
}

func openScreen(s, rest string, o VideoOptions) (Source, error) {
	n, err := parseScreen(rest)
	if err != nil {
		return nil, badSpec(s, err.Error())
	}
	src := &screenSource{number: n, options: o}
	drivers.mu.Lock()
	defer drivers.mu.Unlock()
	drivers.refreshLocked()
	if _, err := src.findLocked(); err != nil {
		return nil, err
	}
	return src, nil
}

func (s *screenSource) Spec() string   { return fmt.Sprintf("screen:%d", s.number) }
func (s *screenSource) Label() string  { return screenLabel(s.number) }
func (s *screenSource) HasVideo() bool { return true }
func (s *screenSource) HasAudio() bool { return false }

func screenLabel(n int) string { return fmt.Sprintf("Screen %d", n+1) }

func (s *screenSource) findLocked() (found, error) {
	list := drivers.screensLocked()
	if s.number >= len(list) {
		err := fmt.Errorf("this computer has %d screens", len(list))
		if len(list) == 0 {
			err = errors.New("no display to capture: Wayland without X11, or no desktop at all")
		}
		return found{}, &Error{Code: NoDevice, Device: s.Label(), Err: err}
	}
	return list[s.number], nil
}

func (s *screenSource) Run(ctx context.Context, sink Sink) error {
	if sink.Video == nil {
		<-ctx.Done()
		return nil
	}
	for {
		r, err := s.start()
		if err != nil {
			return err
		}
		err = r.pass(ctx, s.options, sink)
		drivers.release(r.found)
		if !errors.Is(err, errChanged) {
			return err
		}
		if !pause(ctx, retryEvery, false) {
			return nil
		}
	}
}

func (s *screenSource) start() (*running, error) {
	drivers.mu.Lock()
	defer drivers.mu.Unlock()
	drivers.refreshLocked()
	f, err := s.findLocked()
	if err != nil {
		return nil, err
	}
	changed := watchScreen(s.number)
	r, err := drivers.startVideoLocked(f, func(offers []prop.Media) (prop.Media, bool) {
		if len(offers) == 0 {
			return prop.Media{}, false
		}
		p := offers[0]
		p.FrameRate = float32(s.options.FrameRate)
		return p, true
	})
	if err != nil {
		return nil, err
	}
	r.changed = changed
	return r, nil
}

// screensLocked lists the screens; their labels count from one, as desktops do.
func (t *driverTable) screensLocked() []found {
	q := driver.FilterAnd(driver.FilterVideoRecorder(), driver.FilterDeviceType(driver.Screen))
	m := driver.GetManager()
	if len(m.Query(q)) == 0 {
		discover("screens", screen.Initialize) // there may be a display by now
	}
	var list []found
	for _, d := range m.Query(q) {
		list = append(list, found{Driver: d, name: "Screen", key: "screen " + d.Info().Label})
	}
	list = numbered(list)
	for i := range list {
		list[i].label, list[i].standard = screenLabel(i), i == 0
	}
	return list
}
