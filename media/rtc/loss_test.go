package rtc_test

import (
	"fmt"
	"testing"
	"time"

	"onair/internal/await"
	"onair/media/rtc"
	"onair/media/rtc/lossy"
)

// watch lets a stream run and returns what the viewer's statistics gained.
func (v *viewer) watch(t *testing.T, pictures int) (before, after rtc.Stats) {
	t.Helper()
	before = v.Stats()
	await.Good(t, func() string {
		after = v.Stats()
		return await.Unless(after.Frames >= before.Frames+uint64(pictures), fmt.Sprintf("%d of %d pictures", after.Frames-before.Frames, pictures))
	})
	return before, after
}

func badNet(t testing.TB) *lossy.Net {
	t.Helper()
	n, err := lossy.New(11)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestRepairsComeOverALongWay: what is asked for comes behind a hundred newer packets.
func TestRepairsComeOverALongWay(t *testing.T) {
	t.Parallel()
	net := badNet(t)
	cam := newCamera(320, 180, 30)
	cam.noise = 100
	s := newStudio(t, rtc.PublishConfig{Video: &rtc.VideoConfig{BitRate: 3_000_000}, StartBitRate: 3_000_000}, cam)
	v := s.play(rtc.PlayConfig{Connection: rtc.Connection{Net: net}, NoAudio: true}, "viewer")
	<-v.first
	net.Set(lossy.Down, lossy.Link{Loss: 0.02, Delay: 200 * time.Millisecond})
	net.Set(lossy.Up, lossy.Link{Delay: 200 * time.Millisecond})
	await.Good(t, func() string {
		return await.Unless(v.Repaired() >= 10, fmt.Sprintf("%d packets were repaired: %+v", v.Repaired(), v.Stats()))
	})
}

func TestThePictureGoesOnUnderLoss(t *testing.T) {
	for name, c := range map[string]struct {
		up, down float64
		delay    time.Duration
	}{
		"up 5 %":           {up: 0.05},
		"up 10 %":          {up: 0.10},
		"down 5 %":         {down: 0.05},
		"down 10 %, 40 ms": {down: 0.10, delay: 20 * time.Millisecond},
		"both ways 5 %":    {up: 0.05, down: 0.05},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			upNet, downNet := badNet(t), badNet(t)
			cam := newCamera(320, 180, 30)
			s := newStudio(t, rtc.PublishConfig{
				Connection: rtc.Connection{Net: upNet},
				Video:      &rtc.VideoConfig{BitRate: 600_000}, Audio: &rtc.AudioConfig{},
			}, cam)
			v := s.play(rtc.PlayConfig{Connection: rtc.Connection{Net: downNet}}, "viewer")
			<-v.first
			v.watch(t, 30)
			v.mu.Lock()
			v.check = cam.psnr
			v.mu.Unlock()
			upNet.Set(lossy.Up, lossy.Link{Loss: c.up})
			upNet.Set(lossy.Down, lossy.Link{Loss: c.up})
			downNet.Set(lossy.Down, lossy.Link{Loss: c.down, Delay: c.delay})
			downNet.Set(lossy.Up, lossy.Link{Loss: c.down, Delay: c.delay})
			_, st := v.watch(t, 120) // how evenly they come is measured by BenchmarkLoss
			t.Logf("player %+v", st)
			t.Logf("publisher %+v", s.pub.Stats())
			shots, _ := v.snapshot()
			for _, sh := range shots {
				if sh.psnr != 0 && sh.psnr < 25 {
					t.Errorf("a picture of %.1f dB was shown", sh.psnr)
					break
				}
			}
			if c.down > 0 && st.NACKs == 0 { // Loss is that of the last two seconds, which may be none
				t.Error("the statistics know of no loss")
			}
		})
	}
}
