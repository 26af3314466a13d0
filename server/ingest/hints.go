package ingest

import (
	"errors"
	"log/slog"
	"net/netip"
	"strconv"
	"time"

	"onair/server/sound"
	"onair/signaling"
)

// often counts what may happen now and then: a loss damages a unit, a program begins its
// times anew.
type often struct {
	n    int
	last time.Time
}

// How often is too often, and how fast it is forgotten.
const (
	tooOften = 5
	forgiven = 10 * time.Second // one of them
)

// again notes one more; true if that is too often.
func (o *often) again(now time.Time) bool {
	past := int(now.Sub(o.last) / forgiven)
	o.n = max(0, o.n-past) + 1
	o.last = now
	return o.n >= tooOften
}

// aacRefused tells of sound that is not taken, or not as it should be.
func (s *Stream) aacRefused(err error) {
	var u *sound.Unsupported
	switch {
	case errors.As(err, &u) && u.Channels > 0:
		s.tell(signaling.HintChannels, strconv.Itoa(u.Channels))
	case errors.As(err, &u) && u.Channels < 0:
		s.tell(signaling.HintChannels)
	case errors.As(err, &u) && u.Rate > 0:
		s.tell(signaling.HintSampleRate, strconv.Itoa(u.Rate))
	case errors.As(err, &u) && u.Kind != "":
		s.tell(signaling.HintAACKind, u.Kind)
	case errors.Is(err, sound.ErrUnsupported):
		s.tell(signaling.HintAACKind)
	case errors.Is(err, sound.ErrTimes):
		if s.jumps.again(s.now) {
			s.tell(signaling.HintSoundTimes)
		}
	case s.damage.again(s.now):
		s.tell(signaling.HintSoundDamaged)
	}
}

// TellQuiet says that a program is ended because it sends nothing, see Stream.Quiet.
func TellQuiet(live Live, log *slog.Logger, via signaling.Door, from netip.Addr) {
	log.Warn("a program is connected and sends neither pictures nor sound; its connection is ended", "via", via, "from", from, "after", MediaGone)
	live.Tell(signaling.HintSilent, strconv.Itoa(int(MediaGone/time.Second)))
}
