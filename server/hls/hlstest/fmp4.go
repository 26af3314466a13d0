package hlstest

import (
	"fmt"

	"github.com/bluenviron/mediacommon/v2/pkg/formats/fmp4"
)

// Span is the time that a file's samples cover, in ticks.
type Span struct {
	From, To uint64
	Samples  int
	Sync     bool // the first needs no other
}

// ReadSpan reads one segment or part with one track, and checks that its samples follow each other.
func ReadSpan(b []byte) (Span, error) {
	var parts fmp4.Parts
	if err := parts.Unmarshal(b); err != nil {
		return Span{}, fmt.Errorf("fmp4: %w", err)
	}
	var s Span
	for i, p := range parts {
		if len(p.Tracks) != 1 {
			return s, fmt.Errorf("fragment %d has %d tracks", i, len(p.Tracks))
		}
		t := p.Tracks[0]
		if s.Samples == 0 {
			s.From, s.To = t.BaseTime, t.BaseTime
			s.Sync = !t.Samples[0].IsNonSyncSample
		}
		if t.BaseTime != s.To {
			return s, fmt.Errorf("fragment %d begins at %d, the one before ends at %d", i, t.BaseTime, s.To)
		}
		for _, x := range t.Samples {
			s.To += uint64(x.Duration)
			s.Samples++
		}
	}
	return s, nil
}
