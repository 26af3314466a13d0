//go:build cgo

package ort_test

import (
	"syscall"
	"testing"
	"time"

	"onair/assets/models"
	"onair/beauty/face"
	"onair/beauty/face/ort"
)

func open(t testing.TB) *ort.Models {
	t.Helper()
	m, err := ort.Open(ort.Options{Models: models.FS()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.Close() })
	return m
}

// noise fills a tensor with something that is not flat, since zeros flatter
// networks with PReLU.
func noise(n int) []float32 {
	v := make([]float32, n)
	seed := uint32(1)
	for i := range v {
		seed = seed*1664525 + 1013904223
		v[i] = float32(seed>>8) / (1 << 24)
	}
	return v
}

// cpu is the processor time this process has used.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkModels gives each network's time, and its best processor time, which
// shows what other work on the machine hides.
func BenchmarkModels(b *testing.B) {
	m := open(b)
	s := m.Sizes()
	var found []face.Detection
	var points [face.Points]face.Point
	var hand [face.HandPoints]face.Point
	mask := make([]uint8, s.Segment.X*s.Segment.Y)
	for _, c := range []struct {
		name string
		n    int
		run  func(rgb []float32) error
	}{
		{"face-detection", s.Detect.X * s.Detect.Y, func(rgb []float32) (err error) { found, err = m.Detect(rgb, found[:0]); return }},
		{"face-detection-far", s.Far.X * s.Far.Y, func(rgb []float32) (err error) { found, err = m.DetectFar(rgb, found[:0]); return }},
		{"face-landmarks", s.Landmarks.X * s.Landmarks.Y, func(rgb []float32) error { _, err := m.Landmarks(rgb, &points); return err }},
		{"palm-detection", s.Palms.X * s.Palms.Y, func(rgb []float32) (err error) { found, err = m.Palms(rgb, found[:0]); return }},
		{"hand-landmarks", s.Hand.X * s.Hand.Y, func(rgb []float32) error { _, err := m.HandLandmarks(rgb, &hand); return err }},
		{"person", s.Segment.X * s.Segment.Y, func(rgb []float32) error { return m.Segment(rgb, mask) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			rgb := noise(3 * c.n)
			if err := c.run(rgb); err != nil { // loads it
				b.Fatal(err)
			}
			b.ReportAllocs()
			best := time.Hour
			for b.Loop() {
				before := cpu(b)
				if err := c.run(rgb); err != nil {
					b.Fatal(err)
				}
				best = min(best, cpu(b)-before)
			}
			b.ReportMetric(float64(best.Microseconds())/1000, "best-cpu-ms")
		})
	}
}
