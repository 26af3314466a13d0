package rtc_test

import (
	"fmt"
	"testing"

	"onair/internal/await"
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
