package av

import (
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"testing"

	"onair/media"
)

// ivf returns the packets of an IVF file: a header of 32 bytes, then each
// packet behind 12 bytes, the first four its length.
func ivf(t testing.TB, name string) (packets [][]byte) {
	t.Helper()
	b := mustRead(t, name)[32:]
	for len(b) >= 12 {
		n := int(binary.LittleEndian.Uint32(b))
		packets = append(packets, b[12:12+n])
		b = b[12+n:]
	}
	return packets
}

// realPackets are 24 pictures of a face as c codes them.
func realPackets(t testing.TB, c Codec) (packets [][]byte) {
	t.Helper()
	switch c {
	case VP9:
		return ivf(t, "testdata/vp9.ivf")
	case AV1:
		return ivf(t, "testdata/av1.ivf")
	}
	e, err := NewVideoEncoder(VideoEncoderConfig{Codec: c, Width: 160, Height: 90})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	f := media.NewFrame(160, 90)
	for i := range 24 {
		scene(f, i)
		packets = append(packets, append([]byte(nil), encode(t, e, f, false).Data...))
	}
	return packets
}

func TestDecodersHaveNoDelay(t *testing.T) {
	for _, c := range []Codec{H264, VP8, VP9, AV1} {
		t.Run(c.String(), func(t *testing.T) {
			d := newDecoder(t, c)
			for i, p := range realPackets(t, c) {
				f, err := d.Decode(p, nil)
				if err != nil {
					t.Fatal(err)
				}
				if f == nil {
					t.Fatalf("packet %d brought no picture", i)
				}
				if f.Width() != 160 || f.Height() != 90 || !f.Time.IsZero() {
					t.Errorf("%v at %v", f.Rect, f.Time)
				}
			}
		})
	}
}

func TestDecoderMatchesReader(t *testing.T) {
	for c, name := range map[Codec]string{VP9: "vp9.webm", AV1: "av1.mp4"} {
		want := readAll(t, open(t, name, OpenOptions{})).frames
		d := newDecoder(t, c)
		for i, p := range realPackets(t, c) {
			f, err := d.Decode(p, nil)
			if err != nil {
				t.Fatal(err)
			}
			if v := psnr(f, want[i]); v < 60 {
				t.Fatalf("%v picture %d differs: %.1f dB", c, i, v)
			}
		}
	}
}

// TestDamagedPackets feeds cut, flipped and lost packets and looks that a good
// keyframe brings the picture back.
func TestDamagedPackets(t *testing.T) {
	for _, c := range []Codec{H264, VP8, VP9, AV1} {
		t.Run(c.String(), func(t *testing.T) {
			packets := realPackets(t, c)
			rng := rand.New(rand.NewPCG(7, uint64(c)))
			var want *media.Frame
			for d, i := newDecoder(t, c), 0; i < 4; i++ {
				want, _ = d.Decode(packets[i], nil)
			}
			d := newDecoder(t, c)
			var pool media.FramePool
			bad := 0
			for round := range 60 {
				for _, p := range packets {
					f, err := d.Decode(damage(rng, p), &pool)
					if err != nil {
						bad++
						var e *Error
						if !errors.As(err, &e) {
							t.Fatalf("%T: %v", err, err)
						}
					}
					if f != nil {
						f.Release()
					}
				}
				var f *media.Frame
				var err error
				for i, p := range packets[:4] {
					if f, err = d.Decode(p, nil); err != nil {
						t.Fatalf("round %d: good packet %d: %v", round, i, err)
					}
				}
				if f == nil {
					t.Fatalf("round %d: no picture after a good keyframe", round)
				}
				if v := psnr(f, want); v < 50 {
					t.Errorf("round %d: %.1f dB after a good keyframe, %v", round, v, f.Rect)
				}
			}
			t.Logf("%d of %d packets gave an error", bad, 60*len(packets))
			if bad == 0 {
				t.Error("no damage was noticed")
			}
		})
	}
}

func damage(rng *rand.Rand, p []byte) []byte {
	q := append([]byte(nil), p...)
	switch rng.IntN(4) {
	case 0:
		return q[:rng.IntN(len(q))]
	case 1:
		for range 1 + rng.IntN(8) {
			q[rng.IntN(len(q))] ^= 1 << rng.IntN(8)
		}
	case 2:
		i := rng.IntN(len(q))
		q = append(q[:i], q[min(len(q), i+rng.IntN(20)):]...)
	}
	return q
}

func TestDecoderRefuses(t *testing.T) {
	for _, c := range []Codec{0, Opus, AAC, 99} {
		if d, err := NewVideoDecoder(c); !errors.Is(err, ErrNoCodec) {
			t.Errorf("%v: %v, %v", c, d, err)
		}
	}
	d := newDecoder(t, H264)
	if f, err := d.Decode(nil, nil); f != nil || err != nil {
		t.Errorf("an empty packet: %v, %v", f, err)
	}
	d.Close()
	d.Close()
	if _, err := d.Decode([]byte{1}, nil); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestDecoderFollowsNewSizes(t *testing.T) {
	for _, c := range []Codec{H264, VP8} {
		d := newDecoder(t, c)
		var pool media.FramePool
		for _, w := range []int{160, 320, 96} {
			e := newEncoder(t, VideoEncoderConfig{Codec: c, Width: w, Height: w / 2})
			f := media.NewFrame(w, w/2)
			for i := range 3 {
				scene(f, i)
				g, err := d.Decode(encode(t, e, f, false).Data, &pool)
				if err != nil || g == nil || g.Width() != w || g.Height() != w/2 {
					t.Fatalf("%v at %d: %v, %v", c, w, g, err)
				}
				g.Release()
			}
		}
	}
}
