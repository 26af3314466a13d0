package hls

import (
	"math"
	"slices"
	"time"

	"github.com/bluenviron/gohlslib/v2/pkg/playlist"
)

// The lists of a stream.
const (
	videoList = iota
	audioList // AAC
	opusList
	lists
)

// listNames are the files' names without ending.
var listNames = [lists]string{"video", "audio", "opus"}

const segmentsTold = 7

// Part and segment lengths are told with some room, since they may not change while a stream is watched.
const (
	partRoom    = 10 // per cent
	leastTarget = 2  // seconds
)

// part is one part of a segment.
type part struct {
	uri         string
	dur         time.Duration
	independent bool
}

// segment is one that is finished.
type segment struct {
	uri, init string
	dur       time.Duration
	at        time.Time // zero if not known
	parts     []part
	jump      bool // a discontinuity is before it
}

// list is one rendition's timeline: its newest segments, and the parts of the one in the making. One goroutine changes it.
type list struct {
	first   int64 // number of segs[0]
	jumps   int64 // discontinuities before it
	segs    []segment
	parts   []part
	hint    string // the part to come
	init    string
	jumping bool // the next segment begins a new run
}

// next is the number of the segment in the making.
func (l *list) next() int64 { return l.first + int64(len(l.segs)) }

// take brings the list up to date with the muxer's own playlist. done is how many of the run's segments are in the list already.
func (l *list) take(pl *playlist.Media, done int64) (now int64) {
	number := int64(pl.MediaSequence)
	for _, s := range pl.Segments {
		number++
		if number <= done || s.Gap {
			continue
		}
		seg := segment{uri: s.URI, init: l.init, dur: s.Duration, jump: l.jumping}
		if s.DateTime != nil {
			seg.at = *s.DateTime
		}
		for _, p := range s.Parts {
			seg.parts = append(seg.parts, part{p.URI, p.Duration, p.Independent})
		}
		l.jumping = false
		l.add(seg)
	}
	l.parts = l.parts[:0:0]
	for _, p := range pl.Parts {
		l.parts = append(l.parts, part{p.URI, p.Duration, p.Independent})
	}
	if l.hint = ""; pl.PreloadHint != nil {
		l.hint = pl.PreloadHint.URI
	}
	return number
}

// add appends a finished segment and lets the oldest go.
func (l *list) add(s segment) {
	l.segs = append(slices.Clip(l.segs), s)
	for len(l.segs) > segmentsKept {
		if l.segs[0].jump {
			l.jumps++
		}
		l.segs = l.segs[1:]
		l.first++
	}
}

// breakOff ends a run: the parts of the segment in the making become one, by a name of our own, and what comes is a discontinuity.
func (l *list) breakOff(uri string) {
	if len(l.parts) > 0 {
		s := segment{uri: uri, init: l.init, parts: l.parts, jump: l.jumping}
		for _, p := range l.parts {
			s.dur += p.dur
		}
		l.add(s)
		l.jumping = false
	}
	l.parts, l.hint = nil, ""
	l.jumping = l.jumping || len(l.segs) > 0
}

// longest are the longest segment, in whole seconds, and part of the list.
func (l *list) longest() (seconds int, longest time.Duration) {
	for _, s := range l.segs {
		seconds = max(seconds, int(math.Round(s.dur.Seconds())))
		for _, p := range s.parts {
			longest = max(longest, p.dur)
		}
	}
	for _, p := range l.parts {
		longest = max(longest, p.dur)
	}
	return seconds, longest
}

// targets are what playlists promise; they grow where they must, and never shrink.
type targets struct {
	seconds int
	part    time.Duration
}

func (t *targets) cover(l *list) {
	s, p := l.longest()
	t.seconds = max(t.seconds, s, leastTarget)
	if p > t.part {
		t.part = (p*(100+partRoom)/100 + time.Millisecond).Truncate(time.Millisecond)
	}
}
