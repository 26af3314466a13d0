package music

import (
	"math"
	"testing"

	"onair/media"
)

// drift runs two clocks that many parts in a million apart, for so many
// minutes, over a tone. The loudspeaker pulls two blocks at a time, as devices
// do. It returns the largest distance of the sides after two minutes, in
// frames, and the largest click.
func drift(ppm float64, minutes int) (apart, clicks float64) {
	r := newRing(func() {}, true, false)
	sound := tone(500, 1, 0.5, 48000)
	var s scratch
	block, tail := make([]float32, blockLen), make([]float32, 4*blockLen)
	next := 0
	fill := func() {
		for r.room(media.SampleRate / 5) {
			at := next % 100 * blockLen
			r.push(0, sound[at:at+blockLen], mark{rate: 1}, blockFrames)
			next++
		}
	}
	play := 0.0
	for step := range minutes * 60 * 100 {
		fill()
		for play += 1 + ppm*1e-6; play >= 2; play -= 2 {
			r.mix(playout, block, &s)
			r.mix(playout, block, &s)
		}
		clear(block)
		r.mix(publish, block, &s)
		copy(tail, tail[len(tail)-8:])
		copy(tail[8:], block)
		if step > 1 {
			clicks = max(clicks, click(tail[:8+blockLen]))
		}
		copy(tail[len(tail)-8:], block[blockLen-8:])
		if step > 2*60*100 {
			apart = max(apart, math.Abs(float64(r.cursors[publish].frame-r.cursors[playout].frame)))
		}
	}
	return apart, clicks
}

func TestClocksThatDriftApart(t *testing.T) {
	drifts := map[float64]int{100: 60, -100: 6, 0: 3, 1000: 3}
	if testing.Short() {
		drifts = map[float64]int{1000: 3}
	}
	for ppm, minutes := range drifts {
		apart, clicks := drift(ppm, minutes)
		// Up to two blocks are pulled at a time.
		if apart > 0.045*media.SampleRate {
			t.Errorf("%v ppm: the sides were %.1f ms apart", ppm, apart/48)
		}
		// The tone itself bends by 0.0021.
		if clicks > 0.0024 {
			t.Errorf("%v ppm: a click of %.4f", ppm, clicks)
		}
	}
}

func TestOneSideAloneDoesNotWaitForTheOther(t *testing.T) {
	for side := range sides {
		p := newPlayer(t)
		sound := sweep(3)
		h := start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(sound, 48000), Publish: true})
		got := pull(t, p).read(side, 310)
		if d := difference(got[:len(sound)], sound); d > -120 {
			t.Errorf("side %d alone: %.0f dB", side, d)
		}
		if code := wait(t, "complete", h.complete); code != OK {
			t.Errorf("side %d: code %d", side, code)
		}
		if side == publish && len(h.progress) == 0 {
			t.Error("no progress while only viewers hear it")
		}
	}
}

func TestASideThatWasAwayJoinsInWhereTheOtherIs(t *testing.T) {
	p := newPlayer(t)
	sound := sweep(10)
	start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(sound, 48000), Publish: true})
	q := pull(t, p)
	q.both(20)
	q.read(playout, 300)
	pub, play := q.both(100)
	near := func(a, b []float32) float64 { // as they are heard: within a block
		best := 0.0
		for lag := range blockFrames + 1 {
			best = min(best, difference(a[2*blockLen+2*lag:6*blockLen], b[2*blockLen:6*blockLen]))
			best = min(best, difference(b[2*blockLen+2*lag:6*blockLen], a[2*blockLen:6*blockLen]))
		}
		return best
	}
	if d := near(pub, play); d > -20 {
		t.Errorf("the viewers hear another place: %.0f dB", d)
	}
	if c := click(pub); c > 0.03 {
		t.Errorf("a click of %v", c)
	}
	// And the other way about.
	q.read(publish, 300)
	pub, play = q.both(100)
	if d := near(play, pub); d > -20 {
		t.Errorf("the anchor hears another place: %.0f dB", d)
	}
}

func TestADecoderThatIsLateIsNoClick(t *testing.T) {
	p := newPlayer(t)
	start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(tone(440, 10, 0.5, 48000), 48000)})
	src := p.PlayoutSource()
	var got []float32
	block := make([]float32, blockLen)
	for range 400 { // far faster than it can render
		src.ReadAudio(block)
		got = append(got, block...)
	}
	if c := click(got); c > 0.02 {
		t.Errorf("a click of %v", c)
	}
}

func TestReadingDoesNotAllocate(t *testing.T) {
	p := newPlayer(t)
	start(t, p, Param{ID: 1, Path: "s.wav", Data: wav(tone(440, 1, 0.5, 48000), 48000), LoopCount: -1, Publish: true, ShortFile: true})
	start(t, p, Param{ID: 2, Path: "s.wav", Data: wav(tone(440, 1, 0.5, 48000), 48000), LoopCount: -1, Publish: true})
	q := pull(t, p)
	q.both(50)
	block := make([]float32, blockLen)
	if n := testing.AllocsPerRun(100, func() {
		q.settle()
		q.src[playout].ReadAudio(block)
		q.src[publish].ReadAudio(block)
	}); n > 0.5 {
		t.Errorf("%v allocations a block", n)
	}
}

func BenchmarkReadAudio(b *testing.B) {
	for _, test := range []struct {
		name         string
		speed, pitch float64
		drift        bool
	}{{"plain", 1, 0, false}, {"drift", 1, 0, true}, {"stretch", 1.2, 0.3, false}} {
		b.Run(test.name, func(b *testing.B) {
			p := newPlayer(b)
			start(b, p, Param{ID: 1, Path: "s.wav", Data: wav(tone(440, 1, 0.5, 48000), 48000), LoopCount: -1, Publish: true})
			p.SetSpeed(1, test.speed)
			p.SetPitch(1, test.pitch)
			q := pull(b, p)
			q.both(100)
			block := make([]float32, blockLen)
			b.ReportAllocs()
			for b.Loop() {
				if test.drift {
					c := &p.find(1).ring.cursors[publish]
					c.correcting, c.apart = true, 300
				}
				q.settle()
				q.src[playout].ReadAudio(block)
				q.src[publish].ReadAudio(block)
			}
		})
	}
}
