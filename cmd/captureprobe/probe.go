package main

import (
	"context"
	"fmt"
	"math"
	"sync"
	"time"

	"onair/media"
	"onair/media/capture"
)

// probe runs a source and reports; false when it failed.
func probe(ctx context.Context, src capture.Source) bool {
	fmt.Printf("run: spec=%q label=%q video=%v audio=%v\n", src.Spec(), src.Label(), src.HasVideo(), src.HasAudio())
	var v videoCount
	var a audioCount
	start := time.Now()
	err := src.Run(ctx, capture.Sink{Video: v.add, Audio: a.add})
	took := time.Since(start).Seconds()
	if src.HasVideo() {
		v.report(took)
	}
	if src.HasAudio() {
		a.report(took)
	}
	if r, ok := src.(capture.Reopener); ok {
		fmt.Printf("audio: reopened=%d\n", r.Reopened())
	}
	if err != nil {
		fmt.Println("run: ended:", err)
		return false
	}
	return true
}

func together(jobs []func()) {
	var wg sync.WaitGroup
	for _, j := range jobs {
		wg.Go(j)
	}
	wg.Wait()
}

// spread follows how evenly capture times go up and how late they are given.
type spread struct {
	late, latest time.Duration
	first, last  time.Time
	n            int
	least, most  time.Duration
}

func (s *spread) add(t time.Time) {
	late := time.Since(t)
	s.late += late
	s.latest = max(s.latest, late)
	if s.n == 0 {
		s.first = t
	} else {
		d := t.Sub(s.last)
		if s.n == 1 || d < s.least {
			s.least = d
		}
		s.most = max(s.most, d)
	}
	s.last = t
	s.n++
}

// rate is events a second.
func (s *spread) rate() float64 {
	if s.n < 2 {
		return 0
	}
	return float64(s.n-1) / s.last.Sub(s.first).Seconds()
}

// lateness is how long after its capture time a thing was given: mean and most.
func (s *spread) lateness() string {
	mean := s.late / time.Duration(max(1, s.n))
	return fmt.Sprintf("%.1f..%.1f", mean.Seconds()*1000, s.latest.Seconds()*1000)
}

type videoCount struct {
	spread
	width, height int
	luma          float64
	clocks        int
}

func (v *videoCount) add(f *media.Frame) {
	v.spread.add(f.Time)
	v.width, v.height = f.Width(), f.Height()
	sum := 0
	for y := range v.height {
		for _, p := range f.Y[y*f.YStride : y*f.YStride+v.width] {
			sum += int(p)
		}
	}
	v.luma += float64(sum) / float64(v.width*v.height)
	if _, ok := capture.ReadClock(f); ok {
		v.clocks++
	}
	f.Release()
}

func (v *videoCount) report(took float64) {
	fmt.Printf("video: frames=%d size=%dx%d fps=%.2f mean_luma=%.1f interval_ms=%.1f..%.1f late_ms=%s clocks=%d took=%.2fs\n",
		v.n, v.width, v.height, v.rate(), v.luma/float64(max(1, v.n)),
		v.least.Seconds()*1000, v.most.Seconds()*1000, v.lateness(), v.clocks, took)
}

type audioCount struct {
	spread
	frames    int
	sum, peak float64
	crossings int
	prev      float32
	beeps     int
	silent    int
	holes     []string // where the sound was silent, at most maxHoles
	hole      time.Time
}

const maxHoles = 20

func (a *audioCount) add(s media.Samples) {
	a.spread.add(s.Time)
	loud := false
	for i := range s.Frames() {
		x := s.Data[2*i]
		a.sum += float64(x) * float64(x)
		a.peak = math.Max(a.peak, math.Abs(float64(x)))
		if a.prev < 0 && x >= 0 {
			a.crossings++
		}
		a.prev = x
		loud = loud || x != 0
	}
	a.frames += s.Frames()
	switch {
	case !loud && a.hole.IsZero():
		a.hole = s.Time
	case loud && !a.hole.IsZero():
		if len(a.holes) < maxHoles {
			a.holes = append(a.holes, fmt.Sprintf("%.2fs+%dms", a.hole.Sub(a.first).Seconds(), s.Time.Sub(a.hole).Milliseconds()))
		}
		a.hole = time.Time{}
	}
	if !loud {
		a.silent++
	}
	if _, ok := capture.BeepDetected(s); ok {
		a.beeps++
	}
}

func (a *audioCount) report(took float64) {
	n := float64(max(1, a.frames))
	fmt.Printf("audio: blocks=%d rms=%.4f peak=%.3f tone_hz=%.1f silent_blocks=%d holes=%v beep_blocks=%d blocks_per_s=%.2f interval_ms=%.3f..%.3f late_ms=%s took=%.2fs\n",
		a.n, math.Sqrt(a.sum/n), a.peak, float64(a.crossings)*media.SampleRate/n, a.silent, a.holes, a.beeps,
		a.rate(), a.least.Seconds()*1000, a.most.Seconds()*1000, a.lateness(), took)
}
