package rtc_test

import (
	"fmt"
	"math"
	"testing"

	"onair/internal/await"
	"onair/media"
	"onair/media/av"
	"onair/media/rtc"
)

func TestPicturesAndSoundArrive(t *testing.T) {
	for _, codec := range []av.Codec{av.H264, av.VP8} {
		t.Run(codec.String(), func(t *testing.T) {
			cam := newCamera(640, 360, 30)
			s := newStudio(t, rtc.PublishConfig{
				Video: &rtc.VideoConfig{Codec: codec, Width: 640, Height: 360, BitRate: 1_500_000}, Audio: &rtc.AudioConfig{},
			}, cam)
			v := s.play(rtc.PlayConfig{}, "viewer")
			v.mu.Lock()
			v.check = cam.psnr
			v.mu.Unlock()
			await.Good(t, func() string {
				shots, sound := v.snapshot()
				return await.Unless(len(shots) > 90 && len(sound) > 300, fmt.Sprintf("%d pictures, %d blocks of sound", len(shots), len(sound)))
			})
			await.Good(t, func() string {
				_, sound := v.snapshot()
				m := soundMatches(sound[max(len(sound)-200, 0):])
				return await.Unless(m > 0.9, fmt.Sprintf("the sound heard correlates %.2f with what was sent", m))
			})
			shots, _ := v.snapshot()
			checkPictures(t, shots)
			await.Good(t, func() string {
				// How far apart they are TestPictureAndSoundAreInSync tells, by a clock of its own.
				off, ok := together(v.snapshot())
				return await.Unless(ok, fmt.Sprintf("sound comes %v after its picture", off))
			})
			t.Logf("player %+v", v.Stats())
			t.Logf("publisher %+v", s.pub.Stats())
		})
	}
}

// psnr compares a received picture with the one captured at its time.
func (c *camera) psnr(f *media.Frame) float64 {
	c.mu.Lock()
	n, ok := -1, false
	for d := int64(0); d < 40 && !ok; d++ {
		if n, ok = c.frames[f.Time.UnixMicro()+d]; !ok {
			n, ok = c.frames[f.Time.UnixMicro()-d]
		}
	}
	c.mu.Unlock()
	if !ok || f.Width() != c.w || f.Height() != c.h {
		return 0
	}
	want := c.pool.Get(c.w, c.h)
	defer want.Release()
	c.draw(want, n)
	sum := 0.0
	for y := range c.h {
		a, b := f.Y[y*f.YStride:][:c.w], want.Y[y*want.YStride:][:c.w]
		for x := range a {
			d := float64(a[x]) - float64(b[x])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255/(sum/float64(c.w*c.h)+1e-9))
}
