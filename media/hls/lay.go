package hls

import (
	"time"

	"github.com/bluenviron/gohlslib/v2/pkg/playlist"
)

// place is a part of a segment of the stream, or with part 0 its beginning.
type place struct{ msn, part int }

// piece is something to fetch.
type piece struct {
	at   place
	uri  string
	of   span
	dur  time.Duration
	date time.Time // of its beginning by the server's clock; zero: not told
	// whole says that it is a segment, else a part of one.
	whole, independent, gap bool
}

// segment is one of the playlist, laid out; the last may be under way, without an
// address of its own.
type segment struct {
	piece
	parts []piece
}

// lay lays a playlist out.
func lay(pl *playlist.Media) []segment {
	var out []segment
	msn := pl.MediaSequence
	if pl.Skip != nil {
		msn += pl.Skip.SkippedSegments
	}
	var date time.Time
	for _, s := range pl.Segments {
		if s.DateTime != nil {
			date = *s.DateTime
		}
		seg := segment{piece: piece{
			at: place{msn, 0}, uri: s.URI, of: spanOf(s.ByteRangeStart, s.ByteRangeLength), dur: s.Duration, date: date,
			whole: true, independent: true, gap: s.Gap,
		}}
		seg.parts = layParts(msn, date, s.Parts)
		out = append(out, seg)
		date = later(date, s.Duration)
		msn++
	}
	if len(pl.Parts) > 0 {
		out = append(out, segment{piece: piece{at: place{msn, 0}, date: date, independent: true}, parts: layParts(msn, date, pl.Parts)})
	}
	return out
}

func layParts(msn int, date time.Time, parts []*playlist.MediaPart) []piece {
	var out []piece
	for i, p := range parts {
		out = append(out, piece{
			at: place{msn, i}, uri: p.URI, of: spanOf(p.ByteRangeStart, p.ByteRangeLength), dur: p.Duration, date: date,
			independent: p.Independent || i == 0, gap: p.Gap,
		})
		date = later(date, p.Duration)
	}
	return out
}

func later(t time.Time, d time.Duration) time.Time {
	if t.IsZero() {
		return t
	}
	return t.Add(d)
}

// pending is what is to be fetched from a place on, and the place after it. late says
// that the place is not there any more.
func pending(segs []segment, from place) (list []piece, next place, late bool) {
	next = from
	if len(segs) > 0 && (from.msn < segs[0].at.msn || from.msn > segs[len(segs)-1].at.msn+1) {
		return nil, from, true
	}
	for _, s := range segs {
		switch {
		case s.at.msn != next.msn:
		case len(s.parts) > next.part:
			list = append(list, s.parts[next.part:]...)
			next.part = len(s.parts)
			if s.whole {
				next = place{s.at.msn + 1, 0}
			}
		case s.whole && len(s.parts) > 0:
			next = place{s.at.msn + 1, 0} // all of it is there already
		case s.whole:
			list = append(list, s.piece) // its parts are not told any more
			next = place{s.at.msn + 1, 0}
		}
	}
	return list, next, false
}

// begin is where playing begins: at the newest place that can be decoded by itself and
// is at least hold before the end. any says that every part can be.
func begin(segs []segment, hold time.Duration, any bool) place {
	var after time.Duration
	for i := len(segs) - 1; i >= 0; i-- {
		s := segs[i]
		if s.gap || len(s.parts) == 0 && !s.whole {
			break
		}
		if len(s.parts) == 0 {
			if after += s.dur; after >= hold {
				return s.at
			}
			continue
		}
		for j := len(s.parts) - 1; j >= 0; j-- {
			after += s.parts[j].dur
			if after >= hold && (any || s.parts[j].independent) && !s.parts[j].gap {
				return s.parts[j].at
			}
		}
	}
	for _, s := range segs { // less than that is there
		if !s.gap {
			return s.at
		}
	}
	if len(segs) == 0 {
		return place{}
	}
	return place{segs[len(segs)-1].at.msn + 1, 0}
}

// low reports whether a playlist is one of low latency.
func low(pl *playlist.Media) bool {
	return pl.ServerControl != nil && pl.ServerControl.CanBlockReload && pl.PartInf != nil
}

// holdBack is how far from the end a playlist is to be played.
func holdBack(pl *playlist.Media) time.Duration {
	if !low(pl) {
		return 3 * target(pl)
	}
	hold := 3 * pl.PartInf.PartTarget
	if h := pl.ServerControl.PartHoldBack; h != nil {
		hold = max(hold, *h)
	}
	return hold
}

func target(pl *playlist.Media) time.Duration {
	return time.Duration(min(max(pl.TargetDuration, 1), 60)) * time.Second
}
