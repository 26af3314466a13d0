package ingest_test

import (
	"slices"
	"testing"
	"time"

	"onair/server/ingest"
	"onair/server/ingest/ingesttest"
	"onair/server/sound"
	"onair/signaling"
)

type nothing struct {
	pictures []time.Duration
	orders   []bool
	refuse   error
}

func (n *nothing) H264(_ [][]byte, pts, _ time.Duration) { n.pictures = append(n.pictures, pts) }
func (n *nothing) Reorder(on bool)                       { n.orders = append(n.orders, on) }
func (n *nothing) Opus([]byte, time.Duration)            {}
func (n *nothing) Done() <-chan struct{}                 { return nil }
func (n *nothing) Close()                                {}
func (n *nothing) AAC(_, _ []byte, _ time.Duration) error {
	return n.refuse
}

func TestHints(t *testing.T) {
	const most = 1_000_000
	key, other := [][]byte{{0x65}}, [][]byte{{0x41}}
	well := func(s *ingest.Stream, i int) {
		au, at := other, time.Duration(i)*time.Second/10
		if i%20 == 0 {
			au = key
		}
		s.Video(au, at+time.Second, at)
		s.AAC([]byte{1}, nil, at)
	}
	var n *nothing
	refused := func(err error) func(*ingest.Stream, int) {
		return func(s *ingest.Stream, i int) { n.refuse = err; well(s, i) }
	}
	for name, c := range map[string]struct {
		want []signaling.HintCode
		each func(s *ingest.Stream, i int)
	}{
		"well":         {nil, well},
		"nothing":      {[]signaling.HintCode{signaling.HintNoAudio, signaling.HintNoVideo}, func(*ingest.Stream, int) {}},
		"silent":       {[]signaling.HintCode{signaling.HintNoAudio}, func(s *ingest.Stream, _ int) { s.Video(key, 0, 0) }},
		"sound alone":  {[]signaling.HintCode{signaling.HintNoVideo}, func(s *ingest.Stream, _ int) { s.Opus(nil, 0) }},
		"B-frames":     {[]signaling.HintCode{signaling.HintBFrames}, func(s *ingest.Stream, i int) { well(s, i); s.Video(key, time.Duration(i%3)*time.Second/30, 0) }},
		"one keyframe": {[]signaling.HintCode{signaling.HintKeyframes}, func(s *ingest.Stream, _ int) { s.Video(other, 0, 0); s.Opus(nil, 0) }},
		"codecs":       {[]signaling.HintCode{signaling.HintAudioCodec, signaling.HintVideoCodec}, func(s *ingest.Stream, _ int) { s.OtherVideo("HEVC"); s.OtherAudio("MP3") }},
		"HE-AAC":       {[]signaling.HintCode{signaling.HintAACKind}, refused(&sound.Unsupported{Kind: "HE-AAC"})},
		"5.1":          {[]signaling.HintCode{signaling.HintChannels}, refused(&sound.Unsupported{Channels: 6})},
		"odd rate":     {[]signaling.HintCode{signaling.HintSampleRate}, refused(&sound.Unsupported{Rate: 37000})},
		"damaged":      {[]signaling.HintCode{signaling.HintSoundDamaged}, refused(sound.ErrDamaged)},
		"jumps":        {[]signaling.HintCode{signaling.HintSoundTimes}, refused(sound.ErrTimes)},
		"a few losses": {nil, func(s *ingest.Stream, i int) {
			refused([]error{sound.ErrDamaged, sound.ErrTimes, nil}[min(i%50, 2)])(s, i)
		}},
		"bit rate": {[]signaling.HintCode{signaling.HintBitRate}, func(s *ingest.Stream, i int) { well(s, i); s.Came(2 * most / 80) }},
	} {
		t.Run(name, func(t *testing.T) {
			var got []signaling.HintCode
			n = &nothing{}
			clock := ingesttest.New()
			s := ingest.New(n, n, func(code signaling.HintCode, _ ...string) { got = append(got, code) }, most, clock.Clock())
			defer s.Close()
			for i := range 150 {
				if !s.Came(1000) {
					t.Fatal("cut off")
				}
				clock.Pass(time.Second / 10)
				c.each(s, i)
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if got = slices.Compact(got); !slices.Equal(got, c.want) {
				t.Errorf("%v, not %v", got, c.want)
			}
		})
	}
	c := ingesttest.New()
	s := ingest.New(&nothing{}, &nothing{}, func(signaling.HintCode, ...string) {}, most, c.Clock())
	defer s.Close()
	if !s.Came(most-1) || s.Came(1) {
		t.Error("cut off at another rate")
	}
}

// A program that sends no media is over after MediaGone, whatever else it sends.
func TestQuiet(t *testing.T) {
	c := ingesttest.New()
	n := &nothing{}
	s := ingest.New(n, n, func(signaling.HintCode, ...string) {}, 1_000_000, c.Clock())
	quiet := func() bool {
		select {
		case <-s.Quiet():
			return true
		default:
			return false
		}
	}
	for _, media := range []func(){func() { s.Video([][]byte{{0x65}}, 0, 0) }, func() { s.AAC(nil, nil, 0) }, func() { s.Opus(nil, 0) }, func() { s.OtherVideo("HEVC") }, func() { s.OtherAudio("MP3") }} {
		for range 3 {
			c.Pass(ingest.MediaGone - time.Second)
			if quiet() {
				t.Fatal("over although media comes")
			}
			s.Came(1)
			media()
		}
	}
	for range 3 {
		c.Pass(ingest.MediaGone/3 - time.Second)
		s.Came(100)
		s.Parameters([][]byte{{0x67}})
	}
	if quiet() {
		t.Error("over too early")
	}
	if c.Pass(3 * time.Second); !quiet() {
		t.Error("not over")
	}
	s.Close()
	c.Pass(time.Hour)
}

// The relay is told when B-frames begin and when other parameter sets come without, and not of a time that is set right once.
func TestOrder(t *testing.T) {
	c := ingesttest.New()
	n := &nothing{}
	s := ingest.New(n, n, func(signaling.HintCode, ...string) {}, 1_000_000, c.Clock())
	defer s.Close()
	at := time.Duration(0)
	send := func(pictures int, set byte, late ...int) {
		t.Helper()
		for i := range pictures {
			s.Came(1)
			s.Video([][]byte{{0x67, set}, {0x41}}, at+time.Duration(late[i%len(late)])*time.Millisecond, at)
			c.Pass(time.Second / 30)
			at += time.Second / 30
		}
	}
	for _, step := range []struct {
		pictures int
		set      byte // its parameters
		late     []int
		want     []bool
	}{
		{300, 1, []int{40, 41}, nil}, {300, 1, []int{90}, nil}, {6, 1, []int{66, 133, 0}, []bool{true}}, {300, 1, []int{66}, []bool{true}},
		{300, 2, []int{66, 67}, []bool{true, false}}, {300, 2, []int{66, 133, 0}, []bool{true, false, true}},
	} {
		if send(step.pictures, step.set, step.late...); !slices.Equal(n.orders, step.want) {
			t.Errorf("%d pictures late by %v: told %v, not %v", step.pictures, step.late, n.orders, step.want)
		}
	}
}
