package av

import (
	"bytes"
	"errors"
	"fmt"
	"testing"
	"time"

	"onair/media"
)

func newEncoder(t testing.TB, cfg VideoEncoderConfig) *VideoEncoder {
	t.Helper()
	e, err := NewVideoEncoder(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func newDecoder(t testing.TB, c Codec) *VideoDecoder {
	t.Helper()
	d, err := NewVideoDecoder(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

func encode(t testing.TB, e *VideoEncoder, f *media.Frame, key bool) Packet {
	t.Helper()
	p, err := e.Encode(f, key)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Data) == 0 {
		t.Fatal("no packet for a picture")
	}
	return p
}

func TestVideoRoundTrip(t *testing.T) {
	frames := faceFrames(t)
	for codec, least := range map[Codec]float64{H264: 38, VP8: 33} {
		t.Run(codec.String(), func(t *testing.T) {
			e := newEncoder(t, VideoEncoderConfig{Codec: codec, Width: 1280, Height: 720, BitRate: 1_500_000})
			d := newDecoder(t, codec)
			var pool media.FramePool
			var sum float64
			for i, f := range frames {
				p := encode(t, e, f, false)
				if i == 0 && !p.Keyframe {
					t.Error("the first packet is no keyframe")
				}
				g, err := d.Decode(p.Data, &pool)
				if err != nil || g == nil {
					t.Fatalf("picture %d: %v, %v; want it from the same call", i, g, err)
				}
				if g.Rect != f.Rect {
					t.Fatalf("size %v, want %v", g.Rect, f.Rect)
				}
				v := psnr(f, g)
				if v < least {
					t.Errorf("picture %d: %.1f dB", i, v)
				}
				sum += v
				g.Release()
			}
			t.Logf("%.1f dB on average", sum/float64(len(frames)))
		})
	}
}

func TestOddSizes(t *testing.T) {
	for _, codec := range []Codec{H264, VP8} {
		for _, size := range [][2]int{{16, 16}, {17, 19}, {321, 181}, {320, 181}, {255, 128}} {
			t.Run(fmt.Sprint(codec, size), func(t *testing.T) {
				e := newEncoder(t, VideoEncoderConfig{Codec: codec, Width: size[0], Height: size[1]})
				d := newDecoder(t, codec)
				f := media.NewFrame(size[0], size[1])
				for i := range 5 {
					scene(f, i)
					g, err := d.Decode(encode(t, e, f, false).Data, nil)
					if err != nil || g == nil {
						t.Fatal(g, err)
					}
					w, h := g.Width(), g.Height()
					if codec == H264 {
						w, h = w-size[0]%2, h-size[1]%2
					}
					if w != size[0] || h != size[1] {
						t.Fatalf("%v became %v", size, g.Rect)
					}
					if v := psnr(f, g); v < 32 {
						t.Errorf("picture %d: %.1f dB", i, v)
					}
				}
			})
		}
	}
}

// nalTypes lists the NAL unit types of an Annex B access unit (H.264, 7.3.1).
func nalTypes(data []byte) (types []byte) {
	for {
		i := bytes.Index(data, []byte{0, 0, 1})
		if i < 0 || i+3 >= len(data) {
			return types
		}
		types = append(types, data[i+3]&31)
		data = data[i+4:]
	}
}

func TestH264IsConstrainedBaselineAnnexB(t *testing.T) {
	e := newEncoder(t, VideoEncoderConfig{Codec: H264, Width: 320, Height: 180})
	f := media.NewFrame(320, 180)
	for i := range 40 {
		scene(f, i)
		p := encode(t, e, f, i == 25)
		types := nalTypes(p.Data)
		has := func(n byte) bool { return bytes.IndexByte(types, n) >= 0 }
		if !bytes.HasPrefix(p.Data, []byte{0, 0, 0, 1}) {
			t.Fatalf("picture %d: no Annex B start code", i)
		}
		if p.Keyframe != has(5) || has(5) != has(7) || has(5) != has(8) {
			t.Errorf("picture %d: keyframe %v with NAL types %v", i, p.Keyframe, types)
		}
		if has(7) {
			sps := p.Data[bytes.Index(p.Data, []byte{0, 0, 1, 0x67})+4:]
			if sps[0] != 66 || sps[1]&0x40 == 0 {
				t.Errorf("profile %d, constraints %08b: not constrained baseline", sps[0], sps[1])
			}
		}
	}
}

func TestKeyframes(t *testing.T) {
	for _, codec := range []Codec{H264, VP8} {
		for _, test := range []struct {
			name     string
			interval time.Duration
			ask      int
			want     []int
		}{
			{"on demand", -1, 7, []int{0, 7}},
			{"by the clock", time.Second, -1, []int{0, 15, 30}},
			{"demand restarts the clock", time.Second, 10, []int{0, 10, 25}},
		} {
			t.Run(codec.String()+" "+test.name, func(t *testing.T) {
				e := newEncoder(t, VideoEncoderConfig{Codec: codec, Width: 64, Height: 48, FrameRate: 15, KeyframeInterval: test.interval})
				f := media.NewFrame(64, 48)
				var got []int
				for i := range 36 {
					scene(f, i)
					if encode(t, e, f, i == test.ask).Keyframe {
						got = append(got, i)
					}
				}
				if fmt.Sprint(got) != fmt.Sprint(test.want) {
					t.Errorf("keyframes at %v, want %v", got, test.want)
				}
			})
		}
	}
}

func TestEncoderRefuses(t *testing.T) {
	ok := VideoEncoderConfig{Codec: H264, Width: 64, Height: 48}
	for name, change := range map[string]func(*VideoEncoderConfig){
		"no codec":        func(c *VideoEncoderConfig) { c.Codec = 0 },
		"sound":           func(c *VideoEncoderConfig) { c.Codec = Opus },
		"no size":         func(c *VideoEncoderConfig) { c.Width = 0 },
		"huge":            func(c *VideoEncoderConfig) { c.Height = 1 << 20 },
		"negative rate":   func(c *VideoEncoderConfig) { c.BitRate = -5 },
		"endless frames":  func(c *VideoEncoderConfig) { c.FrameRate = 1e9 },
		"backward frames": func(c *VideoEncoderConfig) { c.FrameRate = -1 },
	} {
		cfg := ok
		change(&cfg)
		if e, err := NewVideoEncoder(cfg); err == nil {
			e.Close()
			t.Errorf("%s: accepted", name)
		}
	}
	e := newEncoder(t, ok)
	if _, err := e.Encode(media.NewFrame(66, 48), false); !errors.Is(err, ErrSize) {
		t.Errorf("a picture of another size: %v", err)
	}
	short := media.NewFrame(64, 48)
	short.Cb = short.Cb[:10]
	if _, err := e.Encode(short, false); !errors.Is(err, ErrSize) {
		t.Errorf("a picture with a cut plane: %v", err)
	}
	e.Close()
	e.Close()
	if _, err := e.Encode(media.NewFrame(64, 48), false); !errors.Is(err, ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestHardwareFallsBack(t *testing.T) {
	e := newEncoder(t, VideoEncoderConfig{Codec: H264, Width: 320, Height: 180, Hardware: true})
	if e.hardwareError() != nil && e.Name() != "libx264" || e.hardwareError() == nil && e.Name() == "libx264" {
		t.Errorf("%s in use, hardware error: %v", e.Name(), e.hardwareError())
	}
	t.Logf("%s; %v", e.Name(), e.hardwareError())
	f := media.NewFrame(320, 180)
	scene(f, 0)
	if _, err := e.Encode(f, false); err != nil {
		t.Error(err)
	}
	v := newEncoder(t, VideoEncoderConfig{Codec: VP8, Width: 320, Height: 180, Hardware: true})
	if !errors.Is(v.hardwareError(), ErrNoCodec) {
		t.Errorf("VP8 in hardware: %v", v.hardwareError())
	}
}

// TestDeviceLostOnTheWay stands for a hardware encoder that cannot be opened
// again: the stream goes on in software, from a keyframe.
func TestDeviceLostOnTheWay(t *testing.T) {
	e := newEncoder(t, VideoEncoderConfig{Codec: H264, Width: 64, Height: 48, BitRate: 500_000, KeyframeInterval: -1})
	f := media.NewFrame(64, 48)
	encode(t, e, f, false)
	e.name = "h264_gone"
	if err := e.SetBitRate(100_000); err != nil {
		t.Fatal(err)
	}
	if p := encode(t, e, f, false); !p.Keyframe || e.Name() != "libx264" || !errors.Is(e.hardwareError(), ErrNoCodec) {
		t.Errorf("keyframe %v from %s, hardware error %v", p.Keyframe, e.Name(), e.hardwareError())
	}
	if p := encode(t, e, f, false); p.Keyframe {
		t.Error("a second keyframe")
	}
}

func TestEncodersListWhatOpens(t *testing.T) {
	usable := map[string]bool{}
	for _, e := range Encoders() {
		t.Logf("%s %v hardware %v usable %v %v", e.Name, e.Codec, e.Hardware, e.Usable, e.Err)
		usable[e.Name] = e.Usable
		if e.Usable != (e.Err == nil) {
			t.Errorf("%s: usable %v with error %v", e.Name, e.Usable, e.Err)
		}
	}
	for _, name := range []string{"libx264", "libvpx", "libopus"} {
		if !usable[name] {
			t.Errorf("%s cannot be used", name)
		}
	}
}

func TestHasSPS(t *testing.T) {
	for _, test := range []struct {
		unit []byte
		want bool
	}{
		{nil, false},
		{[]byte{0, 0, 1}, false},
		{[]byte{0, 0, 0, 1, 0x67, 66, 0, 0, 1, 0x65}, true},
		{[]byte{0, 0, 0, 1, 0x09, 0x10, 0, 0, 0, 1, 0x67}, true}, // behind a delimiter
		{[]byte{0, 0, 1, 0x65, 0x88, 0, 0, 1, 0x67}, false},      // behind the picture
		{[]byte{0, 0, 1, 0x06, 5, 0, 0, 1, 0x41}, false},
	} {
		if got := hasSPS(test.unit); got != test.want {
			t.Errorf("% x: %v", test.unit, got)
		}
	}
}
