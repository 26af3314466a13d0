package av

import (
	"fmt"
	"image"
	"testing"

	"onair/media"
)

func benchEncode(b *testing.B, c Codec) {
	frames := faceFrames(b)
	e := newEncoder(b, VideoEncoderConfig{Codec: c, Width: 1280, Height: 720})
	b.ReportAllocs()
	bits, i := 0, 0
	for b.Loop() {
		bits += 8 * len(encode(b, e, frames[i%len(frames)], false).Data)
		i++
	}
	b.ReportMetric(float64(bits)/float64(b.N)*30/1000, "kbit/s")
}

func BenchmarkEncodeH264_720p(b *testing.B) { benchEncode(b, H264) }
func BenchmarkEncodeVP8_720p(b *testing.B)  { benchEncode(b, VP8) }

func benchDecode(b *testing.B, c Codec) {
	frames := faceFrames(b)
	e := newEncoder(b, VideoEncoderConfig{Codec: c, Width: 1280, Height: 720})
	var packets [][]byte
	for _, f := range frames {
		packets = append(packets, append([]byte(nil), encode(b, e, f, false).Data...))
	}
	d := newDecoder(b, c)
	var pool media.FramePool
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		f, err := d.Decode(packets[i%len(packets)], &pool)
		if err != nil || f == nil {
			b.Fatal(f, err)
		}
		f.Release()
		i++
	}
}

func BenchmarkDecodeH264_720p(b *testing.B) { benchDecode(b, H264) }
func BenchmarkDecodeVP8_720p(b *testing.B)  { benchDecode(b, VP8) }

func BenchmarkRGBA(b *testing.B) {
	src := media.NewFrame(1280, 720)
	scene(src, 1)
	for _, kind := range []string{"libyuv", "swscale"} {
		for _, z := range []image.Point{{1280, 720}, {960, 540}, {853, 480}, {640, 360}, {320, 180}, {1920, 1080}} {
			b.Run(fmt.Sprintf("%s/%dx%d", kind, z.X, z.Y), func(b *testing.B) {
				s := newScaler(nil)
				if kind == "libyuv" {
					if !hasLibYUV() {
						b.Skip("libyuv is not installed")
					}
					s = NewScaler()
				}
				defer s.Close()
				dst := image.NewRGBA(image.Rectangle{Max: z})
				b.ReportAllocs()
				for b.Loop() {
					if err := s.RGBA(dst, src); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkScaleI420(b *testing.B) {
	src := media.NewFrame(1920, 1080)
	scene(src, 1)
	s := NewScaler()
	defer s.Close()
	dst := media.NewFrame(1280, 720)
	b.ReportAllocs()
	for b.Loop() {
		if err := s.I420(dst, src); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFromRGBA_720p(b *testing.B) {
	src := image.NewRGBA(image.Rect(0, 0, 1280, 720))
	s := NewScaler()
	defer s.Close()
	dst := media.NewFrame(1280, 720)
	b.ReportAllocs()
	for b.Loop() {
		if err := s.fromRGBA(dst, src); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpus20ms(b *testing.B) {
	pcm := voice(OpusFrame)
	e, err := NewOpusEncoder(OpusConfig{ExpectedLoss: 10})
	if err != nil {
		b.Fatal(err)
	}
	defer e.Close()
	d := newOpusDecoder(b)
	packet, out := make([]byte, 0, 1500), make([]float32, 0, 2*OpusFrame)
	b.ReportAllocs()
	for b.Loop() {
		p, err := e.Encode(pcm, packet)
		if err != nil {
			b.Fatal(err)
		}
		if out, err = d.Decode(p, out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadFile_720p(b *testing.B) {
	var pool media.FramePool
	r := open(b, "face720p.mp4", OpenOptions{Pool: &pool})
	b.ReportAllocs()
	for b.Loop() {
		u, err := r.Next()
		if err != nil {
			if err = r.SeekStart(); err != nil {
				b.Fatal(err)
			}
			continue
		}
		u.Frame.Release()
	}
}

// BenchmarkFromImage_720p turns what an MJPEG camera gives into a frame.
func BenchmarkFromImage_720p(b *testing.B) {
	src := image.NewYCbCr(image.Rect(0, 0, 1280, 720), image.YCbCrSubsampleRatio422)
	s := NewScaler()
	defer s.Close()
	dst := media.NewFrame(1280, 720)
	b.ReportAllocs()
	for b.Loop() {
		if err := s.FromImage(dst, src); err != nil {
			b.Fatal(err)
		}
	}
}
