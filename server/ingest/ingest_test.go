package ingest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"onair/signaling"
)

type nothing struct{ pictures []time.Duration }

func (n *nothing) H264(_ [][]byte, pts time.Duration) { n.pictures = append(n.pictures, pts) }
func (n *nothing) Opus([]byte, time.Duration)         {}
func (n *nothing) Done() <-chan struct{}              { return nil }
func (n *nothing) Close()                             {}
func (n *nothing) AAC(config, _ []byte, _ time.Duration) error {
	if config == nil {
		return errors.New("cannot be taken")
	}
	return nil
}

func TestHints(t *testing.T) {
	const most = 1_000_000
	key, other := [][]byte{{0x65}}, [][]byte{{0x41}}
	well := func(s *Stream, i int) {
		au, at := other, time.Duration(i)*time.Second/10
		if i%20 == 0 {
			au = key
		}
		s.Video(au, at+time.Second, at)
		s.AAC([]byte{1}, nil, at)
	}
	for name, c := range map[string]struct {
		want []signaling.HintCode
		each func(s *Stream, i int)
	}{
		"well":         {nil, well},
		"nothing":      {[]signaling.HintCode{signaling.HintNoAudio, signaling.HintNoVideo}, func(*Stream, int) {}},
		"silent":       {[]signaling.HintCode{signaling.HintNoAudio}, func(s *Stream, _ int) { s.Video(key, 0, 0) }},
		"sound alone":  {[]signaling.HintCode{signaling.HintNoVideo}, func(s *Stream, _ int) { s.Opus(nil, 0) }},
		"B-frames":     {[]signaling.HintCode{signaling.HintBFrames}, func(s *Stream, i int) { well(s, i); s.Video(key, time.Duration(i%3)*time.Second/30, 0) }},
		"one keyframe": {[]signaling.HintCode{signaling.HintKeyframes}, func(s *Stream, _ int) { s.Video(other, 0, 0); s.Opus(nil, 0) }},
		"codecs":       {[]signaling.HintCode{signaling.HintAudioCodec, signaling.HintVideoCodec}, func(s *Stream, _ int) { s.OtherVideo("HEVC"); s.OtherAudio("MP3") }},
		"HE-AAC":       {[]signaling.HintCode{signaling.HintAudioCodec}, func(s *Stream, i int) { well(s, i); s.AAC(nil, nil, 0) }},
		"bit rate":     {[]signaling.HintCode{signaling.HintBitRate}, func(s *Stream, i int) { well(s, i); s.bytes += 2 * most / 80 }},
	} {
		t.Run(name, func(t *testing.T) {
			var got []signaling.HintCode
			n := &nothing{}
			s := New(n, n, func(code signaling.HintCode, _ ...string) { got = append(got, code) }, most)
			defer s.Close()
			now := time.Unix(1000, 0)
			for i := range 150 {
				if !s.Came(1000, now.Add(time.Duration(i)*time.Second/10)) {
					t.Fatal("cut off")
				}
				c.each(s, i)
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if got = slices.Compact(got); !slices.Equal(got, c.want) {
				t.Errorf("%v, not %v", got, c.want)
			}
		})
	}
	s := New(&nothing{}, &nothing{}, func(signaling.HintCode, ...string) {}, most)
	now := time.Unix(1000, 0)
	if !s.Came(most-1, now) || s.Came(1, now) {
		t.Error("cut off at another rate")
	}
}
