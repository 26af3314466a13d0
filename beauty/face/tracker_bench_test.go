package face_test

import (
	"syscall"
	"testing"
	"time"

	"onair/beauty/face"
	"onair/media"
)

// cpu is the processor time this process has used.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// window is over how many pictures the best mean is taken, which shows what
// other work on the machine hides.
const window = 30

// BenchmarkTracker gives processor time a picture, prediction included, on the
// moving clip at 720p.
func BenchmarkTracker(b *testing.B) {
	models := openModels(b)
	var pool media.FramePool
	var frames []*media.Frame
	eachFrame(b, 60, func(_ int, f *media.Frame) {
		g := pool.Get(f.Width(), f.Height())
		g.CopyFrom(f)
		frames = append(frames, g)
	})
	var three []*media.Frame
	for _, f := range frames {
		g := pool.Get(f.Width(), f.Height())
		threeOf(g, f)
		three = append(three, g)
	}
	for _, c := range []struct {
		name   string
		want   face.Want
		frames []*media.Frame
	}{
		{"faces", face.WantFaces, frames},
		{"three-faces", face.WantFaces, three},
		{"hands-none", face.WantHands, frames},
		{"person", face.WantPerson, frames},
		{"all", face.WantFaces | face.WantHands | face.WantPerson, frames},
	} {
		b.Run(c.name, func(b *testing.B) {
			frames := c.frames
			tr := face.NewTracker(models, face.Options{})
			defer tr.Close()
			tr.Want(c.want)
			var list []face.Face
			var hands []face.Hand
			var mask face.Mask
			b.ReportAllocs()
			before, n := cpu(b), 0
			last, best := before, time.Hour
			for b.Loop() {
				// There and back again, so that nothing jumps.
				k := n % (2 * (len(frames) - 1))
				f := frames[min(k, 2*(len(frames)-1)-k)]
				f.Time = clipStart.Add(time.Duration(n) * clipStep)
				list = tr.Faces(f.Time, list[:0])
				hands = tr.Hands(f.Time, hands[:0])
				tr.Person(&mask)
				tr.Submit(f)
				tr.Wait()
				if n++; n%window == 0 {
					now := cpu(b)
					last, best = now, min(best, now-last)
				}
			}
			if n >= window {
				b.ReportMetric(float64(best.Microseconds())/1000/window, "best-cpu-ms/picture")
			}
			b.ReportMetric(float64((cpu(b)-before).Microseconds())/1000/float64(n), "cpu-ms/picture")
		})
	}
}
