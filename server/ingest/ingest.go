// Package ingest hands to the relay what a program sends that came in by a door of
// another kind than WebRTC, and finds what has to be set otherwise there.
package ingest

import (
	"bytes"
	"context"
	"strconv"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"

	"onair/room"
	"onair/signaling"
)

// Media takes what a program sends; see sfu.Ingest.
type Media interface {
	H264(au [][]byte, pts, dts time.Duration)
	Reorder(on bool) // whether pictures come in another order than they are shown in
	Opus(packet []byte, pts time.Duration)
	Done() <-chan struct{}
	Close()
}

// Live is a program that was let in; see doors.Live. Any goroutine may use it.
type Live interface {
	Publish(ctx context.Context, open func(stream string, seat room.Seat, on func(room.Media)) error) error
	Tell(code signaling.HintCode, args ...string)
	Over() <-chan struct{}
	Close()
}

// Sound makes AAC Opus; see sound.ToOpus.
type Sound interface {
	AAC(config, unit []byte, pts time.Duration) error
	Close()
}

// What is waited for before a hint.
const (
	keyTime   = 10 * time.Second // from one keyframe to the next
	mediaTime = 10 * time.Second // for pictures and for sound
	rateTime  = 2 * time.Second  // bit rates are of so long
	farTooFar = 4                // times the bit rate: the program is to be cut off
)

// Stream hands on what one program sends. One goroutine uses it.
type Stream struct {
	media Media
	sound Sound
	tell  func(code signaling.HintCode, args ...string)
	most  int
	clock Clock
	quiet *quiet
	now   time.Time

	began, key   time.Time
	video, audio time.Time // the last of each
	order        order
	sps          []byte // the newest
	since        time.Time
	bytes        int

	jumps, damage often
}

// New makes one, which must be closed. Tell is called with hints, again and again; most is
// how many bits a second may come.
func New(media Media, sound Sound, tell func(code signaling.HintCode, args ...string), most int, clock Clock) *Stream {
	now := clock.Now()
	return &Stream{media: media, sound: sound, tell: tell, most: most, clock: clock, quiet: newQuiet(clock), now: now}
}

// Quiet is closed when neither pictures nor sound have come for MediaGone: the program is
// to be ended. Any goroutine may wait for it.
func (s *Stream) Quiet() <-chan struct{} { return s.quiet.over }

// Close ends what was begun at the relay.
func (s *Stream) Close() {
	defer s.media.Close()
	s.quiet.close()
	s.sound.Close()
}

// Parameters takes parameter sets that come apart from pictures.
func (s *Stream) Parameters(sets [][]byte) {
	s.parameters(sets)
	s.media.H264(sets, 0, 0)
}

// parameters has the order of pictures begin anew with other parameter sets.
func (s *Stream) parameters(au [][]byte) {
	sps := spsOf(au)
	if sps == nil || bytes.Equal(sps, s.sps) {
		return
	}
	if s.sps != nil {
		s.order.anew()
	}
	s.sps = bytes.Clone(sps)
}

func (s *Stream) seen() {
	s.video = s.now
	s.quiet.heard(s.now)
}

func (s *Stream) heard() {
	s.audio = s.now
	s.quiet.heard(s.now)
}

// Video hands on an H.264 access unit, which is to be shown and decoded at these times.
func (s *Stream) Video(au [][]byte, pts, dts time.Duration) {
	if s.seen(); h264.IsRandomAccess(au) {
		s.key = s.now
	}
	was := s.order.swapped
	s.parameters(au)
	if s.order.picture(pts-dts, s.now); s.order.swapped {
		s.tell(signaling.HintBFrames)
	}
	if was != s.order.swapped {
		s.media.Reorder(!was)
	}
	s.media.H264(au, pts, dts)
}

// spsOf is an access unit's sequence parameter set, nil if it has none.
func spsOf(au [][]byte) []byte {
	for _, u := range au {
		if len(u) > 0 && h264.NALUType(u[0]&0x1f) == h264.NALUTypeSPS {
			return u
		}
	}
	return nil
}

// OtherVideo notes pictures that cannot be taken.
func (s *Stream) OtherVideo(codec string) {
	s.seen()
	s.key = s.now
	s.tell(signaling.HintVideoCodec, codec)
}

// AAC hands on a unit of sound.
func (s *Stream) AAC(config, unit []byte, pts time.Duration) {
	s.heard()
	if err := s.sound.AAC(config, unit, pts); err != nil {
		s.aacRefused(err)
	}
}

// Opus hands on a packet of sound.
func (s *Stream) Opus(packet []byte, pts time.Duration) {
	s.heard()
	s.media.Opus(packet, pts)
}

// OtherAudio notes sound that cannot be taken; an empty name is one that is not known.
func (s *Stream) OtherAudio(codec string) {
	s.heard()
	if codec == "" {
		s.tell(signaling.HintAudioCodec)
		return
	}
	s.tell(signaling.HintAudioCodec, codec)
}

// Came notes that bytes came now, before they are looked at. False: far too many do, and
// the program is to be cut off.
func (s *Stream) Came(bytes int) bool {
	now := s.clock.Now()
	s.now = now
	if s.began.IsZero() {
		s.began, s.key, s.since = now, now, now
	}
	s.bytes += bytes
	s.miss()
	passed := now.Sub(s.since)
	if passed < rateTime {
		return float64(s.bytes)*8 < farTooFar*float64(s.most)*rateTime.Seconds()
	}
	rate := float64(s.bytes) * 8 / passed.Seconds()
	s.since, s.bytes = now, 0
	if rate > float64(s.most) {
		s.tell(signaling.HintBitRate, strconv.Itoa(int(rate/1000)), strconv.Itoa(s.most/1000))
	}
	return true
}

// miss tells of what has stayed away.
func (s *Stream) miss() {
	if s.now.Sub(s.began) > mediaTime {
		if s.video.IsZero() {
			s.tell(signaling.HintNoVideo)
		}
		if s.audio.IsZero() {
			s.tell(signaling.HintNoAudio)
		}
	}
	if away := s.now.Sub(s.key); away > keyTime && !s.video.IsZero() {
		s.tell(signaling.HintKeyframes, strconv.Itoa(int(away/time.Second)))
	}
}
