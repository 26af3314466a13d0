package capture

import (
	"errors"
	"slices"
	"strings"

	"github.com/gen2brain/malgo"
	"github.com/pion/mediadevices/pkg/driver"
)

// soundList lists the system's microphones with one lasting miniaudio context.
// mediadevices makes a new context for each discovery and never frees it, so it
// is asked only when this list changes.
type soundList struct {
	ctx *malgo.AllocatedContext
	ids []string // of the last look
}

// fingerprint changes when a microphone comes or goes.
func (s *soundList) fingerprint() string {
	if s.ctx == nil {
		ctx, err := malgo.InitContext(nil, malgo.ContextConfig{}, nil)
		if err != nil {
			return "none: " + err.Error()
		}
		s.ctx = ctx
	}
	list, err := s.ctx.Devices(malgo.Capture)
	if err != nil {
		// The sound server went away; meet the next one with a new context.
		_ = s.ctx.Uninit()
		s.ctx.Free()
		s.ctx = nil
		return "none: " + err.Error()
	}
	s.ids = s.ids[:0]
	var b strings.Builder
	for i := range list {
		s.ids = append(s.ids, list[i].ID.String())
		b.WriteString(list[i].ID.String() + " " + list[i].Name() + "\n")
	}
	return b.String()
}

// matches tells whether the drivers are those of the last look.
func (s *soundList) matches(list []driver.Driver) bool {
	if len(list) != len(s.ids) {
		return false
	}
	return !slices.ContainsFunc(list, func(d driver.Driver) bool { return !slices.Contains(s.ids, d.Info().Label) })
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
