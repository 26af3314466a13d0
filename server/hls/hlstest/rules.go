package hlstest

import (
	"fmt"
	"math"
)

// rule is one of RFC 8216bis. was is the playlist before, nil for the first. pace: it holds only if pictures come at an even pace.
type rule struct {
	pace  bool
	what  string
	where string // section of draft-pantos-hls-rfc8216bis
	ok    func(was, is *Playlist) error
}

// each checks every segment.
func each(f func(Segment) error) func(_, is *Playlist) error {
	return func(_, is *Playlist) error {
		for _, s := range is.Segments {
			if err := f(s); err != nil {
				return fmt.Errorf("segment %d: %w", s.Number, err)
			}
		}
		return nil
	}
}

func no(bad bool, format string, a ...any) error {
	if bad {
		return fmt.Errorf(format, a...)
	}
	return nil
}

// low holds a rule back from playlists without parts.
func low(f func(was, is *Playlist) error) func(was, is *Playlist) error {
	return func(was, is *Playlist) error {
		if is.Parts == 0 {
			return nil
		}
		return f(was, is)
	}
}

// live holds a rule back from the first playlist.
func live(f func(was, is *Playlist) error) func(was, is *Playlist) error {
	return func(was, is *Playlist) error {
		if was == nil {
			return nil
		}
		return f(was, is)
	}
}

const slack = 0.0005 // of durations written with five digits

var rules = []rule{
	{false, "a version that has what is used", "8", func(_, is *Playlist) error {
		return no(is.Version < 6 || is.Parts > 0 && is.Version < 9, "version %d", is.Version)
	}},
	{false, "segments are independent", "4.4.2.1", func(_, is *Playlist) error { return no(!is.Independent, "they are not") }},
	{true, "no segment is longer than the target", "4.4.3.1", func(_, is *Playlist) error {
		return each(func(s Segment) error {
			return no(int(math.Round(s.Duration)) > is.Target || s.Duration <= 0, "%.3f s of %d", s.Duration, is.Target)
		})(nil, is)
	}},
	{false, "each segment has an initialization", "4.4.4.5", each(func(s Segment) error { return no(s.Init == "", "no EXT-X-MAP") })},
	{false, "another initialization comes with a discontinuity", "4.4.4.3", func(_, is *Playlist) error {
		for i := 1; i < len(is.Segments); i++ {
			s := is.Segments[i]
			if s.Init != is.Segments[i-1].Init && !s.Jump {
				return fmt.Errorf("segment %d", s.Number)
			}
		}
		return nil
	}},
	{true, "the target stays", "4.4.3.1", live(func(was, is *Playlist) error { return no(was.Target != is.Target, "%d, was %d", is.Target, was.Target) })},
	{true, "the part target stays", "4.4.3.7", live(func(was, is *Playlist) error { return no(was.Parts != is.Parts, "%v, was %v", is.Parts, was.Parts) })},
	{false, "numbers do not go back", "6.2.2", live(func(was, is *Playlist) error {
		return no(is.First < was.First || is.Open.Number < was.Open.Number, "from %d-%d to %d-%d", was.First, was.Open.Number, is.First, is.Open.Number)
	})},
	{false, "a segment stays what it is", "6.2.1", live(func(was, is *Playlist) error {
		for _, s := range is.Segments {
			for _, o := range was.Segments {
				if o.Number == s.Number && (o.URI != s.URI || o.Duration != s.Duration) {
					return fmt.Errorf("segment %d is %s, was %s", s.Number, s.URI, o.URI)
				}
			}
		}
		return nil
	})},
	{true, "no segment goes while what is left is short", "6.2.2", live(func(was, is *Playlist) error {
		sum := 0.0
		for _, s := range is.Segments {
			sum += s.Duration
		}
		return no(is.First > was.First && sum < 3*float64(is.Target), "%.2f s left", sum)
	})},
	{false, "discontinuities that are gone are counted", "4.4.3.3", live(func(was, is *Playlist) error {
		gone := int64(0)
		for _, s := range was.Segments {
			if s.Number < is.First && s.Jump {
				gone++
			}
		}
		return no(is.Jumps != was.Jumps+gone, "%d, was %d and %d went", is.Jumps, was.Jumps, gone)
	})},
	{false, "reloads may block", "4.4.3.8", low(func(_, is *Playlist) error { return no(!is.Block, "CAN-BLOCK-RELOAD is missing") })},
	{false, "players keep off three parts", "4.4.3.8", low(func(_, is *Playlist) error {
		return no(is.PartHoldBack < 3*is.Parts-slack, "PART-HOLD-BACK %v, PART-TARGET %v", is.PartHoldBack, is.Parts)
	})},
	{false, "or three segments", "4.4.3.8", low(func(_, is *Playlist) error {
		return no(is.HoldBack < 3*float64(is.Target), "HOLD-BACK %v", is.HoldBack)
	})},
	{true, "no part is longer than its target, nor much shorter but the last", "4.4.4.9", low(func(_, is *Playlist) error {
		for _, s := range append(is.Segments, is.Open) {
			for i, p := range s.Parts {
				last := i == len(s.Parts)-1 && s.URI != ""
				if p.Duration > is.Parts+slack || !last && p.Duration < 0.85*is.Parts-slack {
					return fmt.Errorf("part %d of segment %d: %.5f of %.5f", i, s.Number, p.Duration, is.Parts)
				}
			}
		}
		return nil
	})},
	{false, "parts make up their segment", "4.4.4.9", low(func(_, is *Playlist) error {
		return each(func(s Segment) error {
			sum := 0.0
			for _, p := range s.Parts {
				sum += p.Duration
			}
			return no(len(s.Parts) > 0 && math.Abs(sum-s.Duration) > 0.01, "%.4f s of parts, %.4f s", sum, s.Duration)
		})(nil, is)
	})},
	{false, "segments begin with a part that needs no other", "4.4.4.9", low(func(_, is *Playlist) error {
		for _, s := range append(is.Segments, is.Open) {
			if len(s.Parts) > 0 && !s.Parts[0].Independent {
				return fmt.Errorf("segment %d", s.Number)
			}
		}
		return nil
	})},
	{false, "the newest segments have parts", "4.4.4.9", low(func(_, is *Playlist) error {
		n := len(is.Segments)
		return no(n > 1 && len(is.Segments[n-1].Parts) == 0, "the last has none")
	})},
	{false, "the next part is hinted at", "4.4.5.3", low(func(_, is *Playlist) error { return no(is.Hint == "", "no EXT-X-PRELOAD-HINT") })},
	{false, "a hint comes true", "4.4.5.3", low(live(func(was, is *Playlist) error {
		for _, s := range append(is.Segments, is.Open) {
			for _, p := range s.Parts {
				if p.URI == was.Hint {
					return nil
				}
			}
		}
		return no(was.Hint != is.Hint && was.Open.Number == is.Open.Number, "%s has not come", was.Hint)
	}))},
	{false, "a playlist without parts says nothing of them", "6.2.5.1", func(_, is *Playlist) error {
		return no(is.Parts == 0 && (is.Block || is.Hint != "" || len(is.Open.Parts) > 0), "it does")
	}},
}

// Check compares a playlist, and the one before it, with the rules; each that is broken is an error. Where the machine is too busy for
// an even pace of pictures, rules of lengths are left out (not even).
func Check(was, is *Playlist, even bool) (broken []error) {
	for _, r := range rules {
		if r.pace && !even {
			continue
		}
		if err := r.ok(was, is); err != nil {
			broken = append(broken, fmt.Errorf("%s (section %s): %w", r.what, r.where, err))
		}
	}
	return broken
}
