package capture

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/gen2brain/malgo"
	"github.com/pion/mediadevices/pkg/driver"

	"onair/media/hush"
)

// microphones finds microphones by label; one for the process, as drivers is.
var microphones = &micTable{inUse: map[string]bool{}}

// micTable is what driverTable is for pictures. It has a lock of its own, so
// that a camera and a microphone can start at the same time.
type micTable struct {
	mu sync.Mutex
	// seen tells whether anything changed since discovery.
	seen string
	// inUse has the keys of what this process captures from.
	inUse  map[string]bool
	sounds soundList
}

// refreshLocked looks for microphones again and returns the fingerprint of
// what there is.
func (t *micTable) refreshLocked() string {
	now := t.sounds.look()
	if now != t.seen {
		t.sounds.register(driver.GetManager())
		t.seen = now
	}
	return now
}

func (t *micTable) listLocked() []found {
	var list []found
	for _, d := range driver.GetManager().Query(driver.FilterAudioRecorder()) {
		if f, ok := describeMicrophone(d); ok {
			list = append(list, f)
		}
	}
	return numbered(list)
}

// standard is the label of the system's default microphone, "" without one.
func (t *micTable) standard() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.refreshLocked()
	list := t.listLocked()
	if len(list) == 0 || !list[0].standard {
		return ""
	}
	return list[0].label
}

// release lets others have a microphone that was closed.
func (t *micTable) release(f found) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.inUse, f.key)
}

// abandon gives up a driver that hangs and has new ones made for all.
func (t *micTable) abandon(f found) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.inUse, f.key)
	t.seen = ""
}

// soundList lists the system's microphones with one lasting miniaudio context,
// which the microphones run on as well.
type soundList struct {
	ctx  *malgo.AllocatedContext
	list []malgo.DeviceInfo

	server bool   // ctx asks a sound server, which has devices of its own
	nodes  string // soundNodes when it was looked
	said   string
	looked time.Time
}

// lookAnyway is how long cards that are as they were are believed to offer the same: a
// look opens every card there may be.
const lookAnyway = 30 * time.Second

// look asks the system again and returns what changes when a microphone comes
// or goes, or another becomes the default.
func (s *soundList) look() (fingerprint string) {
	nodes, known := soundNodes()
	if s.ctx != nil && known && !s.server && nodes == s.nodes && time.Since(s.looked) < lookAnyway {
		return s.said
	}
	s.nodes, s.looked = nodes, time.Now()
	s.said = s.ask()
	return s.said
}

func (s *soundList) ask() (fingerprint string) {
	s.list = nil
	if err := s.open(); err != nil {
		return "none: " + err.Error()
	}
	list, err := s.ctx.Devices(malgo.Capture)
	if err != nil {
		// The sound server went away; meet the next one with a new context.
		// The old is left alone, for a microphone may still hold on to it.
		s.ctx = nil
		return "none: " + err.Error()
	}
	s.list = list
	var b strings.Builder
	for i := range list {
		fmt.Fprintln(&b, list[i].ID, list[i].Name(), list[i].IsDefault)
	}
	return b.String()
}

// open makes the context if there is none.
func (s *soundList) open() error {
	if s.ctx != nil {
		return nil
	}
	hush.Sound()
	ctx, err := malgo.InitContext([]malgo.Backend{malgo.BackendPulseaudio}, malgo.ContextConfig{}, nil)
	s.server = err == nil
	if err != nil {
		ctx, err = malgo.InitContext(nil, malgo.ContextConfig{}, nil)
	}
	if err == nil {
		s.ctx = ctx
	}
	return err
}

// register makes a driver of each microphone and forgets those made before.
func (s *soundList) register(m *driver.Manager) {
	for _, d := range m.Query(driver.FilterAudioRecorder()) {
		m.Delete(d.ID())
	}
	for _, d := range s.list {
		// Some are listed and can never be opened, such as ALSA's way to a
		// sound server that does not run.
		if _, err := s.ctx.DeviceInfo(malgo.Capture, d.ID, malgo.Shared); err != nil {
			if code, _ := soundErrorCode(err); code != Busy && code != Denied {
				continue
			}
		}
		priority := driver.PriorityNormal
		if d.IsDefault > 0 {
			priority = driver.PriorityHigh
		}
		_ = m.Register(&micDriver{ctx: s.ctx, id: d.ID}, driver.Info{
			Label: d.ID.String(), Name: d.Name(), DeviceType: driver.Microphone, Priority: priority,
		}) // cannot fail
	}
}

// soundErrorCode maps miniaudio's results.
func soundErrorCode(err error) (Code, bool) {
	var r malgo.Result
	if !errors.As(err, &r) {
		return 0, false
	}
	switch r {
	case malgo.ErrBusy, malgo.ErrAlreadyInUse:
		return Busy, true
	case malgo.ErrAccessDenied:
		return Denied, true
	case malgo.ErrNoDevice, malgo.ErrDoesNotExist:
		return NoDevice, true
	case malgo.ErrFormatNotSupported:
		return BadFormat, true
	}
	return 0, false
}
