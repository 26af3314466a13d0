//go:build unix

package rtc

import (
	"fmt"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"onair/media"
	"onair/media/av"
	"onair/media/rtc/internal/bwe"
	"onair/media/rtc/internal/clock"
	"onair/media/rtc/internal/encodings"
)

// BenchmarkEncodings is what a picture of 1280x720 costs in one, two and three encodings,
// scaled, coded and cut into packets: processor time of the whole program.
func BenchmarkEncodings(b *testing.B) {
	r, err := av.Open(b.Context(), "../av/testdata/face720p.mp4", av.OpenOptions{})
	if err != nil {
		b.Fatal(err)
	}
	var frames []*media.Frame
	for len(frames) < 50 {
		u, err := r.Next()
		if err != nil {
			break
		}
		if u.Frame != nil {
			frames = append(frames, u.Frame)
		}
	}
	r.Close()
	for n := 1; n <= encodings.Max; n++ {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			cfg := VideoConfig{Layers: n, BitRate: 2_450_000, keepAll: true}.withDefaults()
			path := newPath(bwe.Config{Min: 150_000, Max: 5_000_000, Start: 5_000_000})
			v := newVideoSend(cfg, path, clock.NewWall(time.Now()), new(atomic.Int64), func(err error) { b.Error(err) })
			for _, rid := range rids[:n] {
				v.layers = append(v.layers, newLayer(v, rid, &outlet{}))
			}
			v.live.Store(true)
			defer func() {
				for _, l := range v.layers {
					l.free()
				}
			}()
			at := time.Now()
			one := func(i int) {
				at = at.Add(time.Second / 30)
				f := frames[i%len(frames)]
				f.Time = at
				if err := v.one(f); err != nil {
					b.Fatal(err)
				}
				for _, l := range v.layers {
					l.queued.Add(-int64((<-l.queue).bytes))
				}
			}
			for i := range 60 {
				one(i)
			}
			b.ReportAllocs()
			b.ResetTimer()
			before, i := processorTime(b), 0
			for b.Loop() {
				one(i)
				i++
			}
			b.ReportMetric(float64((processorTime(b)-before).Microseconds())/1000/float64(i), "cpu-ms/picture")
		})
	}
}

func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
