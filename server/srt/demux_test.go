package srt

import (
	"bytes"
	"errors"
	"io"
	"math"
	"slices"
	"testing"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mpegts/codecs"
	aaclib "github.com/tphakala/go-aac"

	"onair/server/ingest"
	"onair/server/sound"
)

// Units of a picture that nobody decodes.
var (
	key   = [][]byte{{0x67, 0x42, 0xc0, 0x1f, 0xda}, {0x68, 0xce, 0x3c, 0x80}, {0x65, 0x88, 0x84, 1, 2, 3}}
	other = [][]byte{{0x41, 0x9a, 0x24, 1, 2, 3}}
)

// program is two seconds of pictures and of a tone at 44.1 kHz in mono, with half a second
// of the sound missing, in datagrams.
func program(t testing.TB) []byte {
	t.Helper()
	enc, err := aaclib.NewEncoder(aaclib.EncoderConfig{SampleRate: 44100, Channels: 1, Bitrate: 64_000, Coder: aaclib.CoderFast})
	if err != nil {
		t.Fatal(err)
	}
	v := &mpegts.Track{Codec: &codecs.H264{}}
	a := &mpegts.Track{Codec: &codecs.MPEG4Audio{Config: mpeg4audio.AudioSpecificConfig{Type: mpeg4audio.ObjectTypeAACLC, SampleRate: 44100, ChannelConfig: 1}}}
	var out bytes.Buffer
	w := &mpegts.Writer{W: &out, Tracks: []*mpegts.Track{v, a}}
	if err := w.Initialize(); err != nil {
		t.Fatal(err)
	}
	frame := make([]float32, 1024)
	sent := 0
	for i := range 60 {
		au := other
		if i%30 == 0 {
			au = key
		}
		at := int64(90000 + i*3000)
		if err := w.WriteH264(v, at, at, au); err != nil {
			t.Fatal(err)
		}
		for ; sent*1024*30 < (i+1)*44100; sent++ {
			for k := range frame {
				frame[k] = float32(0.5 * math.Sin(float64(sent*1024+k)/7))
			}
			unit, err := enc.EncodeFrame(nil, [][]float32{frame})
			if err != nil {
				t.Fatal(err)
			}
			if s := sent * 1024; len(unit) > 0 && (s < 44100 || s > 44100*3/2) {
				if err := w.WriteMPEG4Audio(a, 90000+int64(s)*90000/44100, [][]byte{unit}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return out.Bytes()
}

// run demuxes bytes as datagrams.
func run(e *end, b []byte, most int) error {
	s := ingest.New(e, sound.NewToOpus(e.Opus), e.Tell, most, ingest.WallClock())
	defer s.Close()
	return demux(&datagrams{slices.Collect(slices.Chunk(b, 7*tsPacket))}, s, nil)
}

type datagrams struct{ left [][]byte }

func (d *datagrams) Read(p []byte) (n int, err error) {
	if len(d.left) == 0 {
		return 0, io.EOF
	}
	n = copy(p, d.left[0])
	d.left = d.left[1:]
	return n, nil
}

func TestFarTooMuchIsCutOff(t *testing.T) {
	b := program(t)
	if err := run(newEnd(), b, 1000); !errors.Is(err, errTooMuch) {
		t.Errorf("a bit rate: %v", err)
	}
	e := newEnd()
	endless := slices.Clone(b)
	more := make([]byte, tsPacket) // of the picture, without an end
	copy(more, []byte{0x47, 0x01, 0x00, 0x10})
	for range maxUnit/tsPacket + 2 {
		endless = append(endless, more...)
	}
	if err := run(e, endless, 1<<40); !errors.Is(err, errTooMuch) {
		t.Errorf("a unit: %v", err)
	}
}

func FuzzDemux(f *testing.F) {
	b := program(f)
	f.Add(b[:20*tsPacket])
	f.Add(b[:3*tsPacket])
	f.Add([]byte("garbage"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := run(newEnd(), b, 1<<40); err == nil {
			t.Error("no end")
		}
	})
}
