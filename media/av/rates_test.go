package av

import (
	"testing"

	"onair/media"
)

// run codes n pictures of frames, back and forth, and returns the bits a second.
func run(t *testing.T, e *VideoEncoder, frames []*media.Frame, n int, fps float64) (rate float64, keys int) {
	t.Helper()
	bits := 0
	for i := range n {
		j := i % (2*len(frames) - 2)
		p := encode(t, e, frames[min(j, 2*len(frames)-2-j)], false)
		bits += 8 * len(p.Data)
		if p.Keyframe {
			keys++
		}
	}
	return float64(bits) / (float64(n) / fps), keys
}

func smallFaces(t *testing.T) []*media.Frame {
	t.Helper()
	s := NewScaler()
	defer s.Close()
	var out []*media.Frame
	for _, f := range faceFrames(t) {
		g := media.NewFrame(640, 360)
		if err := s.I420(g, f); err != nil {
			t.Fatal(err)
		}
		out = append(out, g)
	}
	return out
}

func TestBitRateChangesWhileRunning(t *testing.T) {
	frames := smallFaces(t)
	for _, codec := range []Codec{H264, VP8} {
		t.Run(codec.String(), func(t *testing.T) {
			e := newEncoder(t, VideoEncoderConfig{Codec: codec, Width: 640, Height: 360, BitRate: 800_000, KeyframeInterval: -1})
			run(t, e, frames, 60, 30)
			for _, bps := range []int{800_000, 200_000, 800_000} {
				if err := e.SetBitRate(bps); err != nil {
					t.Fatal(err)
				}
				_, keys := run(t, e, frames, 60, 30) // two seconds to settle
				if codec == H264 && keys > 0 {
					t.Error("H.264 made a keyframe for a new bit rate")
				}
				rate, _ := run(t, e, frames, 60, 30)
				t.Logf("asked %d, got %.0f", bps, rate)
				if rate < 0.6*float64(bps) || rate > 1.4*float64(bps) {
					t.Errorf("asked for %d bit/s, got %.0f", bps, rate)
				}
			}
		})
	}
}

func TestFrameRateChangesWhileRunning(t *testing.T) {
	frames := smallFaces(t)
	for _, codec := range []Codec{H264, VP8} {
		t.Run(codec.String(), func(t *testing.T) {
			e := newEncoder(t, VideoEncoderConfig{Codec: codec, Width: 640, Height: 360, BitRate: 500_000, KeyframeInterval: -1})
			run(t, e, frames, 60, 30)
			for _, fps := range []float64{10, 30} {
				if err := e.SetFrameRate(fps); err != nil {
					t.Fatal(err)
				}
				run(t, e, frames, int(2*fps), fps)
				rate, _ := run(t, e, frames, int(4*fps), fps)
				t.Logf("%v pictures a second: %.0f bit/s", fps, rate)
				if rate < 300_000 || rate > 700_000 {
					t.Errorf("at %v pictures a second %.0f bit/s instead of 500000", fps, rate)
				}
			}
		})
	}
}

func TestVP8IsNotOpenedForEveryStep(t *testing.T) {
	e := newEncoder(t, VideoEncoderConfig{Codec: VP8, Width: 64, Height: 48, KeyframeInterval: -1, BitRate: 500_000})
	f := media.NewFrame(64, 48)
	keys := 0
	for i := range 90 { // three seconds of an estimator that climbs with each picture
		e.SetBitRate(500_000 + 20_000*i)
		scene(f, i)
		if encode(t, e, f, false).Keyframe {
			keys++
		}
	}
	if keys > 3 {
		t.Errorf("%d keyframes in three seconds", keys)
	}
}

func TestRatesOutOfRange(t *testing.T) {
	e := newEncoder(t, VideoEncoderConfig{Codec: H264, Width: 64, Height: 48})
	for _, bps := range []int{-1, 0, MinBitRate - 1, MaxBitRate + 1} {
		if e.SetBitRate(bps) == nil {
			t.Errorf("bit rate %d accepted", bps)
		}
	}
	for _, fps := range []float64{-1, 0, 121} {
		if e.SetFrameRate(fps) == nil {
			t.Errorf("frame rate %v accepted", fps)
		}
	}
}
