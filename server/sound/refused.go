package sound

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/bluenviron/mediacommon/v2/pkg/bits"
)

// Errors of AAC.
var (
	// ErrUnsupported: no AAC-LC of one or two channels; it is in an *Unsupported.
	ErrUnsupported = errors.New("sound: only AAC-LC in mono or stereo is taken")
	// ErrDamaged: a unit, or a configuration, that makes no sense.
	ErrDamaged = errors.New("sound: damaged AAC")
	// ErrTimes: times jump so often that the gaps are not filled any more. The sound itself is taken.
	ErrTimes = errors.New("sound: times that jump")
)

// Unsupported says why AAC is not taken: by one of Kind, Channels and Rate, or by none where
// that cannot be told.
type Unsupported struct {
	Kind     string // of AAC, as programs call it
	Channels int    // -1: a layout of its own
	Rate     int    // Hz
	Err      error
}

func (u *Unsupported) Error() string {
	switch {
	case u.Channels > 0:
		return fmt.Sprintf("%v: %d channels", ErrUnsupported, u.Channels)
	case u.Channels < 0:
		return fmt.Sprintf("%v: channels in a layout of their own", ErrUnsupported)
	case u.Rate > 0:
		return fmt.Sprintf("%v: %d Hz", ErrUnsupported, u.Rate)
	}
	return fmt.Sprintf("%v: %s", ErrUnsupported, u.Kind)
}

// Unwrap has errors.Is find ErrUnsupported.
func (u *Unsupported) Unwrap() []error { return []error{ErrUnsupported, u.Err} }

// kinds are AAC's object types (ISO 14496-3, table 1.17) that programs may be set to.
var kinds = map[uint64]string{1: "AAC Main", 3: "AAC SSR", 4: "AAC LTP", 5: "HE-AAC", 23: "AAC-LD", 29: "HE-AAC v2", 39: "AAC-ELD", 42: "xHE-AAC"}

const typeLC = 2

// refused says what of a configuration is not taken; nil if that cannot be told.
func refused(config []byte, why error) *Unsupported {
	pos := 0
	next := func(n int) uint64 {
		v, err := bits.ReadBits(config, &pos, n)
		if err != nil {
			pos = len(config) * 8
		}
		return v
	}
	typ := next(5)
	if typ == 31 {
		typ = 32 + next(6)
	}
	index, rate := next(4), 0
	if index == 15 {
		rate = int(next(24))
	}
	channels := next(4)
	switch {
	case pos >= len(config)*8 && len(config) < 2:
		return nil
	case kinds[typ] != "":
		return &Unsupported{Kind: kinds[typ], Err: why}
	case typ != typeLC:
		return &Unsupported{Kind: "AAC " + strconv.FormatUint(typ, 10), Err: why}
	case channels == 0:
		return &Unsupported{Channels: -1, Err: why}
	case channels == 7:
		return &Unsupported{Channels: 8, Err: why}
	case channels > 2 && channels < 7:
		return &Unsupported{Channels: int(channels), Err: why}
	case rate > 0:
		return &Unsupported{Rate: rate, Err: why}
	case strings.Contains(why.Error(), "SBR"):
		return &Unsupported{Kind: kinds[5], Err: why}
	case errors.Is(why, ErrUnsupported):
		return &Unsupported{Err: why}
	}
	return nil
}
