package music

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"

	"onair/media"
	"onair/media/av"
)

// maxClip is the longest file that is held in memory: 10 minutes, 115 MB.
const maxClip = 10 * 60 * media.SampleRate

// shortClip is the longest ShortFile; a longer one is played from the file.
const shortClip = 30 * media.SampleRate

// errTooLong means that a file is not to be held in memory.
var errTooLong = errors.New("music: too long to be held in memory")

// clip is a part of a file, decoded, at 16 bits.
type clip struct {
	pcm      []int16
	duration float64 // of the whole file, in sample pairs
}

// loadClip decodes the part that p asks for. progress may be nil.
func loadClip(ctx context.Context, p Param, limit int, progress func(percent int)) (*clip, error) {
	r, err := openFile(ctx, p)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if err := r.SeekSound(av.SoundRange{From: p.Start, To: p.End}); err != nil {
		return nil, err
	}
	total := frames(r.Duration())
	c := &clip{duration: total}
	if p.End > 0 {
		total = min(total, frames(p.End))
	}
	total -= frames(p.Start)
	for percent := 0; ; {
		u, err := r.Next()
		if ended(err) {
			break
		}
		if err != nil {
			return nil, err
		}
		c.add(u.Samples)
		if len(c.pcm)/media.Channels > limit {
			return nil, errTooLong
		}
		if now := int(100 * float64(len(c.pcm)/media.Channels) / max(total, 1)); progress != nil && now > percent && now < 100 {
			percent = now
			progress(now)
		}
	}
	if len(c.pcm) == 0 {
		return nil, fmt.Errorf("music: %w", av.ErrNoMedia)
	}
	if c.duration == 0 {
		c.duration = float64(len(c.pcm)/media.Channels) + frames(p.Start)
	}
	return c, nil
}

func (c *clip) add(pcm []float32) {
	for _, v := range pcm {
		c.pcm = append(c.pcm, int16(math.RoundToEven(float64(min(max(v, -1), 1))*32767)))
	}
}

func (c *clip) frames() int { return len(c.pcm) / media.Channels }

// clipSource plays a clip. It belongs to the render goroutine.
type clipSource struct {
	clip  *clip
	start float64 // of the clip in the file
	left  int     // loops
	at    int     // the next frame
	loops loopMap
	needle
}

func newClipSource(c *clip, p Param) *clipSource {
	s := &clipSource{clip: c, start: frames(p.Start), left: p.LoopCount}
	s.seek(place{s.start, -1})
	return s
}

func (s *clipSource) ahead() int64 { return media.SampleRate / 12 }

func (s *clipSource) position(n float64) float64 { return s.loops.position(n) }

func (s *clipSource) seek(p place) {
	s.at = int(min(max(math.Round(p.position-s.start), 0), float64(s.clip.frames())))
	s.loops = loopMap{from: s.start + float64(s.at), start: s.start,
		first: float64(s.clip.frames() - s.at), length: float64(s.clip.frames())}
}

func (s *clipSource) read(_ context.Context, dst []float32, _ <-chan struct{}) (int, error) {
	got := 0
	for got < len(dst) {
		if s.at >= s.clip.frames() && !s.again() {
			return got, io.EOF
		}
		from := s.clip.pcm[s.at*media.Channels:]
		n := min(len(dst)-got, len(from))
		for i, v := range from[:n] {
			dst[got+i] = float32(v) / 32767
		}
		got, s.at = got+n, s.at+n/media.Channels
	}
	return got, nil
}

// again goes back to the beginning if there is a loop left.
func (s *clipSource) again() bool {
	if s.left == 0 {
		return false
	}
	if s.left > 0 {
		s.left--
	}
	s.at = 0
	return true
}
